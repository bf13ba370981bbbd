"""An editor's and a seller's hat wait for the committee's yes; what waits never hangs."""

import csv
import io
import zipfile
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import pytest
import time_machine

from villages.activity.models import Activity
from villages.office import selectors
from villages.portal import hats, merging, people, register
from villages.portal.choices import HatState
from villages.portal.errors import HatRefused, InvitationGone, TooManyVillages
from villages.portal.export import export_village
from villages.portal.models import Invitation, Membership, Village, WaitingHat
from villages.portal.services import NewVillage, grant_role, provision_village, remove_role
from villages.portal.tenancy_check import find_drift

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(haean, manager_of):
    """Haean's manager."""
    return manager_of(haean)


@pytest.fixture
def elder(haean, with_role):
    """A member of Haean's committee."""
    return with_role("committee", haean, "Elder")


@pytest.fixture
def okja(person):
    return person("Okja")


@pytest.fixture
def waiting(haean, boss, elder, okja) -> WaitingHat:
    """Okja's editor's hat, which waits for the elder."""
    return hats.propose(user=okja, village=haean, role="editor", acting_user=boss)


def roles(user, village) -> set[str]:
    return set(Membership.objects.current().of(user, village).values_list("role", flat=True))


def told(user) -> list[str]:
    return list(user.inbox.order_by("pk").values_list("kind", flat=True))


def state_of(waiting: WaitingHat) -> str:
    waiting.refresh_from_db()
    return waiting.state


def address(village, waiting) -> str:
    return f"/office/{village.slug}/approvals/hats/{waiting.pk}/"


def leave(user, village) -> None:
    """The committee's hat comes off."""
    hat = Membership.objects.select_related("village", "user").get(
        user=user, village=village, role="committee"
    )
    remove_role(membership=hat, acting_user=user)


# --- who is asked, and when


@pytest.mark.parametrize("role", ["editor", "seller"])
def test_the_members_screen_asks_the_committee(haean, boss, elder, okja, as_user, role):
    answer = as_user(boss).post(
        f"/office/{haean.slug}/members/", {"name": "Okja", "role": role, "who": okja.email},
        follow=True,
    )  # fmt: skip
    text = answer.content.decode()
    assert roles(okja, haean) == set()
    assert "Waiting for the committee" in text
    assert "Okja" in text
    assert told(elder) == ["hat.waiting"]
    assert told(okja) == ["hat.asked"]
    assert Activity.objects.filter(kind="role.proposed", village=haean).count() == 1


@pytest.mark.parametrize("role", ["resident", "reporter", "manager", "committee", "tutor"])
def test_no_other_hat_waits(haean, boss, elder, okja, role):
    hats.propose(user=okja, village=haean, role=role, acting_user=boss)
    assert roles(okja, haean) == {role}


def test_without_a_committee_the_hat_holds_at_once(haean, boss, okja):
    assert isinstance(
        hats.propose(user=okja, village=haean, role="editor", acting_user=boss), Membership
    )


def test_a_giver_who_is_the_whole_committee_asks_nobody(haean, boss, okja):
    grant_role(user=boss, village=haean, role="committee")
    hats.propose(user=okja, village=haean, role="editor", acting_user=boss)
    assert roles(okja, haean) == {"editor"}


def test_the_committee_s_only_member_is_not_asked_about_herself(haean, boss, elder):
    hats.propose(user=elder, village=haean, role="seller", acting_user=boss)
    assert roles(elder, haean) == {"committee", "seller"}


def test_the_committee_of_another_village_is_not_asked(haean, toegye, boss, with_role, okja):
    with_role("committee", toegye)
    hats.propose(user=okja, village=haean, role="editor", acting_user=boss)
    assert roles(okja, haean) == {"editor"}


def test_a_committee_member_with_a_closed_account_is_not_asked(haean, boss, elder, okja):
    elder.is_active = False
    elder.save()
    hats.propose(user=okja, village=haean, role="editor", acting_user=boss)
    assert roles(okja, haean) == {"editor"}


def test_the_platform_s_staff_ask_nobody(haean, elder, staff, okja):
    hats.propose(user=okja, village=haean, role="editor", acting_user=staff)
    assert roles(okja, haean) == {"editor"}


def test_a_waiting_hat_gives_no_right(haean, okja, waiting, as_user):
    assert not okja.groups.exists()
    assert as_user(okja).get(f"/office/{haean.slug}/").status_code == 404
    assert find_drift() == []


def test_whoever_has_the_hat_waits_for_nothing(haean, boss, elder, okja):
    hat = grant_role(user=okja, village=haean, role="editor")
    assert hats.propose(user=okja, village=haean, role="editor", acting_user=boss) == hat
    assert told(elder) == []


def test_asked_twice_it_waits_once_and_is_told_once(haean, boss, elder, okja, waiting):
    assert hats.propose(user=okja, village=haean, role="editor", acting_user=boss) == waiting
    assert told(elder) == ["hat.waiting"]


def test_the_database_itself_lets_a_hat_wait_once(haean, okja, waiting):
    with pytest.raises(IntegrityError), transaction.atomic():
        WaitingHat.objects.create(user=okja, village=haean, role="editor")


# --- an invitation


@pytest.fixture
def card(haean, boss, elder) -> Invitation:
    return people.invite(village=haean, role="editor", name="Okja", acting_user=boss)


def test_the_invitation_says_that_the_committee_must_agree(card, okja, client, as_user):
    for browser in (client, as_user(okja)):
        assert "still has to agree" in browser.get(card.get_absolute_url()).content.decode()


def test_accepting_lets_the_hat_wait_and_says_so(haean, card, okja, as_user):
    answer = as_user(okja).post(card.get_absolute_url(), follow=True)
    assert answer.redirect_chain[0][0] == "/me/"
    assert "still has to agree" in answer.content.decode()
    assert roles(okja, haean) == set()
    assert WaitingHat.objects.open().filter(user=okja, village=haean).count() == 1


def test_a_second_tap_on_a_card_is_no_second_question(card, okja):
    first = people.accept(code=card.code, user=okja)
    assert people.accept(code=card.code, user=okja) == first


def test_an_old_card_does_not_ask_again_after_a_no(card, elder, okja):
    waiting = people.accept(code=card.code, user=okja)
    hats.refuse(waiting=waiting, reason="Not now.", acting_user=elder)
    with pytest.raises(InvitationGone):
        people.accept(code=card.code, user=okja)


def test_an_old_card_does_not_bring_back_a_hat_taken_off(haean, boss, okja):
    card = people.invite(village=haean, role="reporter", name="Okja", acting_user=boss)
    hat = people.accept(code=card.code, user=okja)
    remove_role(membership=hat, acting_user=boss)
    with pytest.raises(InvitationGone):
        people.accept(code=card.code, user=okja)


# --- the answer


def test_it_waits_on_the_morning_page_of_the_committee_alone(haean, boss, elder, waiting, as_user):
    url = address(haean, waiting)
    assert url in as_user(elder).get(f"/office/{haean.slug}/").content.decode()
    assert url in as_user(elder).get(f"/office/{haean.slug}/approvals/").content.decode()
    assert url not in as_user(boss).get(f"/office/{haean.slug}/").content.decode()


def test_a_yes_gives_the_hat_and_tells_both(haean, boss, elder, okja, waiting, as_user):
    answer = as_user(elder).post(address(haean, waiting), {"agree": "1"})
    assert answer.url == f"/office/{haean.slug}/approvals/"
    hat = okja.memberships.get(village=haean)
    assert (hat.role, hat.granted_by) == ("editor", boss)
    assert okja.groups.filter(pk=haean.editors_id).exists()
    assert told(okja)[-1] == "role.granted"
    assert told(boss) == ["hat.agreed"]
    assert Activity.objects.get(kind="role.agreed").actor == elder


def test_a_no_is_read_with_its_reason(haean, boss, elder, okja, waiting, as_user):
    as_user(elder).post(address(haean, waiting), {"refuse": "1", "reason": "She moves in May."})
    assert roles(okja, haean) == set()
    for reader in (boss, okja):
        line = reader.inbox.get(kind="hat.refused")
        assert line.params["reason"] == "She moves in May."
    assert state_of(waiting) == HatState.REFUSED


def test_a_no_needs_a_reason(haean, elder, waiting, as_user):
    assert as_user(elder).post(address(haean, waiting), {"refuse": "1"}).status_code == 422
    assert state_of(waiting) == HatState.WAITING


def test_after_a_no_it_can_be_asked_anew(haean, boss, elder, okja, waiting):
    hats.refuse(waiting=waiting, reason="Not now.", acting_user=elder)
    again = hats.propose(user=okja, village=haean, role="editor", acting_user=boss)
    assert again.pk != waiting.pk


def test_nobody_says_yes_to_herself(haean, boss, elder, with_role, as_user):
    with_role("committee", haean, "Second")
    own = hats.propose(user=elder, village=haean, role="seller", acting_user=boss)
    with pytest.raises(HatRefused):
        hats.agree(waiting=own, acting_user=elder)
    text = as_user(elder).get(address(haean, own)).content.decode()
    assert "Somebody else of the committee answers" in text
    assert 'name="agree"' not in text


def test_the_giver_does_not_answer_the_own_question(haean, boss, elder, okja):
    grant_role(user=boss, village=haean, role="committee")
    waiting = hats.propose(user=okja, village=haean, role="editor", acting_user=boss)
    with pytest.raises(HatRefused):
        hats.agree(waiting=waiting, acting_user=boss)
    assert waiting in hats.waiting_for(elder, haean)
    assert waiting not in hats.waiting_for(boss, haean)


def test_whoever_left_the_committee_answers_nothing(haean, elder, with_role, waiting):
    with_role("committee", haean, "Second")
    leave(elder, haean)
    with pytest.raises(HatRefused):
        hats.agree(waiting=waiting, acting_user=elder)


def test_an_answered_one_takes_no_second_answer(haean, elder, okja, waiting, as_user):
    hats.refuse(waiting=waiting, reason="Not now.", acting_user=elder)
    assert as_user(elder).post(address(haean, waiting), {"agree": "1"}).status_code == 422
    assert roles(okja, haean) == set()


def test_the_manager_alone_does_not_answer(haean, boss, waiting, as_user):
    assert as_user(boss).get(address(haean, waiting)).status_code == 403
    assert as_user(boss).post(address(haean, waiting), {"agree": "1"}).status_code == 403


def test_another_village_s_committee_does_not_find_it(haean, toegye, waiting, with_role, as_user):
    browser = as_user(with_role("committee", toegye))
    for village in (haean, toegye):
        assert browser.get(address(village, waiting)).status_code == 404


# --- the manager and the person meanwhile


def test_the_manager_takes_it_back(haean, boss, okja, waiting, as_user):
    as_user(boss).post(f"/office/{haean.slug}/members/waiting/{waiting.pk}/back/")
    assert state_of(waiting) == HatState.TAKEN_BACK
    assert told(okja)[-1] == "hat.taken_back"


def test_an_editor_takes_nothing_back(haean, waiting, editor_of, as_user):
    url = f"/office/{haean.slug}/members/waiting/{waiting.pk}"
    for act in ("back", "give"):
        assert as_user(editor_of(haean)).post(f"{url}/{act}/").status_code == 403


def test_another_village_s_manager_does_not_find_it(haean, toegye, waiting, manager_of, as_user):
    browser = as_user(manager_of(toegye))
    for village in (haean, toegye):
        for act in ("back", "give"):
            url = f"/office/{village.slug}/members/waiting/{waiting.pk}/{act}/"
            assert browser.post(url).status_code == 404


def test_the_person_sees_it_on_the_own_page(haean, okja, elder, waiting, as_user):
    assert "Hats that wait" in as_user(okja).get("/me/").content.decode()
    hats.agree(waiting=waiting, acting_user=elder)
    assert "Hats that wait" not in as_user(okja).get("/me/").content.decode()


def test_a_hat_given_by_another_hand_waits_no_more(haean, okja, staff, waiting):
    grant_role(user=okja, village=haean, role="editor", acting_user=staff)
    assert (state_of(waiting), waiting.answered_by) == (HatState.GIVEN, staff)


# --- nothing hangs


def test_when_the_committee_has_gone_the_manager_is_told_and_gives(
    haean, boss, elder, okja, waiting, as_user
):
    leave(elder, haean)
    hats.nightly()
    hats.nightly()
    assert told(boss) == ["hat.alone"]
    assert any("Nobody is left" in line.text for _d, line in selectors.open_lines(haean, boss))
    assert "Give it now" in as_user(boss).get(f"/office/{haean.slug}/members/").content.decode()
    as_user(boss).post(f"/office/{haean.slug}/members/waiting/{waiting.pk}/give/")
    assert roles(okja, haean) == {"editor"}
    assert Activity.objects.get(kind="role.unasked").actor == boss


def test_while_somebody_can_agree_the_manager_does_not_give(haean, boss, okja, waiting):
    with pytest.raises(HatRefused):
        hats.give_at_once(waiting=waiting, acting_user=boss)
    assert roles(okja, haean) == set()


def test_of_two_managers_none_gives_herself_the_hat(haean, boss, elder, manager_of):
    waiting = hats.propose(user=boss, village=haean, role="seller", acting_user=boss)
    other = manager_of(haean)
    leave(elder, haean)
    with pytest.raises(HatRefused):
        hats.give_at_once(waiting=waiting, acting_user=boss)
    hats.give_at_once(waiting=waiting, acting_user=other)
    assert "seller" in roles(boss, haean)


def test_in_a_resting_village_nobody_answers_and_it_waits_on(
    haean, boss, elder, okja, staff, waiting
):
    register.archive_village(village=haean, acting_user=staff, reason="Empty")
    with pytest.raises(HatRefused):
        hats.agree(waiting=waiting, acting_user=elder)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert hats.remind_due() == 0
    register.restore_village(village=Village.objects.get(pk=haean.pk), acting_user=staff)
    hats.agree(waiting=waiting, acting_user=elder)
    assert roles(okja, haean) == {"editor"}


def test_a_village_that_becomes_part_of_another_lets_it_lapse(
    haean, toegye, boss, okja, staff, waiting, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        merging.merge_villages(source=haean, target=toegye, acting_user=staff)
    assert state_of(waiting) == HatState.LAPSED
    assert roles(okja, toegye) == set()
    for reader in (boss, okja):
        assert "hat.lapsed" in told(reader)


def looks_after(user, count: int) -> None:
    """The person edits pages in so many other villages."""
    for number in range(count):
        village = provision_village(
            NewVillage(slug=f"more-{number}", name_ko="새", name_en="New", region_code="42800")
        )
        grant_role(user=user, village=village, role="editor")


def test_whoever_reaches_five_villages_meanwhile_gets_none(
    haean, boss, elder, okja, waiting, as_user
):
    looks_after(okja, 5)
    answer = as_user(elder).post(address(haean, waiting), {"agree": "1"}, follow=True)
    assert "five villages" in answer.content.decode()
    assert state_of(waiting) == HatState.LAPSED
    assert roles(okja, haean) == set()
    assert "five villages" in boss.inbox.get(kind="hat.lapsed").params["reason"]


def test_whoever_has_five_villages_already_is_not_asked_about(haean, boss, elder, okja):
    looks_after(okja, 5)
    with pytest.raises(TooManyVillages):
        hats.propose(user=okja, village=haean, role="editor", acting_user=boss)
    assert told(elder) == []


def test_a_closed_account_waits_for_nothing(haean, boss, elder, okja, waiting):
    okja.is_active = False
    okja.save()
    assert hats.waiting_for(elder, haean) == []
    hats.nightly()
    assert state_of(waiting) == HatState.LAPSED
    assert told(boss) == ["hat.lapsed"]


def test_a_yes_to_a_closed_account_gives_no_hat(haean, elder, okja, waiting):
    okja.is_active = waiting.user.is_active = False
    okja.save()
    hats.agree(waiting=waiting, acting_user=elder)
    assert roles(okja, haean) == set()


# --- the clock


@pytest.mark.parametrize(("days", "times"), [(2, 0), (4, 1), (8, 1), (12, 2)])
def test_an_unanswered_one_reminds_after_three_days_and_then_weekly(elder, waiting, days, times):
    for day in range(1, days + 1):
        with time_machine.travel(timezone.now() + timedelta(days=day, minutes=day)):
            hats.remind_due()
    assert told(elder).count("hat.reminded") == times


def test_an_answered_one_reminds_nobody(elder, waiting):
    hats.refuse(waiting=waiting, reason="Not now.", acting_user=elder)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert hats.remind_due() == 0


# --- papers


def test_the_village_s_file_holds_who_agreed_and_why_not(haean, boss, elder, okja, waiting):
    hats.refuse(waiting=waiting, reason="She moves in May.", acting_user=elder)
    box = zipfile.ZipFile(export_village(haean, acting_user=boss))
    table = box.read("people/waiting-hats.csv").decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(table)))[1]
    assert row[0] == "Okja"
    assert row[5:6] + row[7:] == ["Elder", "She moves in May."]


def test_many_that_wait_cost_as_many_queries_as_one(haean, boss, elder, person):
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            hats.waiting_in(haean)
            selectors.hats_to_agree_to(haean, elder)
        return len(caught)

    for number in range(8):
        hats.propose(user=person(), village=haean, role="editor", acting_user=boss)
        if number == 0:
            few = cost()
    assert cost() <= few <= 4
