"""Hats given and taken at one moment: a village is never left without a manager."""

from datetime import timedelta

from django.utils import timezone

import pytest

from tests.at_once import at_once, refusals
from villages.activity.models import Activity
from villages.portal import circulars, hats, people, register, services, shelf, ties
from villages.portal.errors import HandoverRefused, HatRefused, LastManager, ShelfRefused
from villages.portal.models import Handover, Membership, Village, WaitingHat
from villages.portal.tenancy_check import find_drift

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]


def hat_of(user) -> Membership:
    return Membership.objects.select_related("village", "user").get(user=user, role="manager")


def lasting(village) -> int:
    return Membership.objects.lasting_managers(village).count()


def test_two_managers_who_remove_each_other_leave_one(haean, manager_of):
    one, other = manager_of(haean), manager_of(haean)
    found = at_once(
        lambda: services.remove_role(membership=hat_of(other), acting_user=one),
        lambda: services.remove_role(membership=hat_of(one), acting_user=other),
    )
    assert refusals(found) in ([LastManager], [])
    assert lasting(haean) == 1
    assert find_drift() == []


def test_two_managers_who_hand_over_to_each_other_leave_one(haean, manager_of):
    one, other = manager_of(haean), manager_of(haean)
    day = timezone.localdate() + timedelta(days=9)

    def hand(leaver, successor):
        return people.start_handover(
            village=Village.objects.get(pk=haean.pk),
            leaver=leaver,
            successor=successor,
            ends_on=day,
            acting_user=leaver,
        )

    at_once(lambda: hand(one, other), lambda: hand(other, one))
    assert lasting(haean) == 1
    assert Handover.objects.filter(ended_at__isnull=True).count() == 1


def test_a_successor_removed_while_named_leaves_a_manager(haean, manager_of):
    leaver, successor = manager_of(haean), manager_of(haean)
    day = timezone.localdate() + timedelta(days=9)
    found = at_once(
        lambda: people.start_handover(
            village=Village.objects.get(pk=haean.pk),
            leaver=leaver,
            successor=successor,
            ends_on=day,
            acting_user=leaver,
        ),
        lambda: services.remove_role(membership=hat_of(successor), acting_user=leaver),
    )
    assert set(refusals(found)) <= {LastManager, HandoverRefused}
    assert lasting(haean) >= 1
    assert find_drift() == []


def test_one_hat_taken_off_twice_is_logged_once(haean, manager_of, editor_of):
    boss, editor = manager_of(haean), editor_of(haean)
    hat = Membership.objects.select_related("village", "user").get(user=editor)
    at_once(*(lambda: services.remove_role(membership=hat, acting_user=boss),) * 3)
    assert not editor.memberships.exists()
    assert Activity.objects.filter(kind="role.removed").count() == 1


def asked_again(pk: int) -> WaitingHat:
    return WaitingHat.objects.select_related("user", "asked_by", "village").get(pk=pk)


def test_one_hat_proposed_from_two_phones_waits_once(haean, manager_of, with_role, person):
    bosses, elder, okja = (
        [manager_of(haean) for _ in range(2)],
        with_role("committee", haean),
        person(),
    )

    def ask(boss):
        return hats.propose(
            user=okja, village=Village.objects.get(pk=haean.pk), role="editor", acting_user=boss
        ).pk

    assert len(set(at_once(*(lambda boss=boss: ask(boss) for boss in bosses * 2)))) == 1
    assert elder.inbox.filter(kind="hat.waiting").count() == 1


def test_a_yes_and_a_no_at_one_moment_are_one_answer(haean, manager_of, with_role, person):
    elders, okja = [with_role("committee", haean) for _ in range(2)], person()
    boss = manager_of(haean)
    pk = hats.propose(user=okja, village=haean, role="seller", acting_user=boss).pk
    found = at_once(
        lambda: hats.agree(waiting=asked_again(pk), acting_user=elders[0]),
        lambda: hats.refuse(waiting=asked_again(pk), reason="No.", acting_user=elders[1]),
    )
    assert refusals(found) == [HatRefused]
    state = asked_again(pk).state
    assert state == ("refused" if found[1] is None else "given")
    assert okja.memberships.exists() == (state == "given")
    kinds = ["role.agreed", "role.refused"]
    assert Activity.objects.filter(kind__in=kinds).count() == 1


def test_a_yes_while_the_committee_s_member_goes_is_a_yes_or_none(
    haean, manager_of, with_role, person
):
    boss, elder, okja = manager_of(haean), with_role("committee", haean), person()
    pk = hats.propose(user=okja, village=haean, role="seller", acting_user=boss).pk
    hat = Membership.objects.select_related("village", "user").get(user=elder)
    found = at_once(
        lambda: hats.agree(waiting=asked_again(pk), acting_user=elder),
        lambda: services.remove_role(membership=hat, acting_user=boss),
    )
    given = asked_again(pk).state == "given"
    assert refusals(found) == ([] if given else [HatRefused])
    assert okja.memberships.exists() == given
    assert given or hats.give_at_once(waiting=asked_again(pk), acting_user=boss)


def test_who_works_while_the_village_is_renamed_does_not_rename_it_back(
    haean, toegye, manager_of, resident_of, staff
):
    """What was read before the change is never written over it."""
    boss, other = manager_of(haean), manager_of(haean)
    resident_of(haean)
    stale = Village.objects.select_related("page").get(pk=haean.pk)
    hat = hat_of(other)
    register.rename_village(
        village=Village.objects.get(pk=haean.pk),
        slug="yanggu-punch",
        name_ko="펀치볼",
        name_en="Punch",
        acting_user=staff,
    )
    register.archive_village(
        village=Village.objects.get(pk=haean.pk), acting_user=staff, reason="Empty"
    )
    circulars.send(village=stale, title="Water", text="Off", acting_user=boss)
    ties.add_sister(village=stale, sister=toegye, since=None, together="", acting_user=boss)
    with pytest.raises(ShelfRefused):  # the resting village answers nobody
        shelf.ask(village=stale, user=boss, text="Rules", shown="public")
    services.remove_role(membership=hat, acting_user=boss)
    now = Village.objects.select_related("page").get(pk=haean.pk)
    assert (now.slug, now.page.slug, now.status) == ("yanggu-punch", "yanggu-punch", "archived")
