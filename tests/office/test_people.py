"""People come and go: invitations by mail and by card, handing the office over."""

import threading
from datetime import timedelta

from django.db import connections
from django.utils import timezone, translation

import pytest
import time_machine

from villages.core.templatetags.look import day
from villages.notifications.models import Delivery
from villages.portal import people
from villages.portal.errors import HandoverRefused, InvitationGone, LastManager
from villages.portal.models import Handover, Invitation, Membership
from villages.portal.services import remove_role
from villages.portal.tenancy_check import find_drift


def roles(user, village) -> set[str]:
    """The hats somebody wears there today."""
    return set(Membership.objects.current().of(user, village).values_list("role", flat=True))


@pytest.fixture
def boss(haean, manager_of, db):
    """Haean's manager."""
    return manager_of(haean)


@pytest.fixture
def card(haean, boss):
    """A printed card for an editor."""
    return people.invite(village=haean, role="editor", name="Okja", acting_user=boss)


def test_mail_invitation_goes_out_with_its_link(haean, boss, as_user):
    as_user(boss).post(
        f"/office/{haean.slug}/members/",
        {"name": "Okja", "role": "editor", "who": "okja@farm.example"},
    )
    invitation = Invitation.objects.get(email="okja@farm.example")
    assert invitation.get_absolute_url() in Delivery.objects.get(to="okja@farm.example").body


@pytest.mark.parametrize(
    ("language", "words"), [(None, "안녕하세요"), ("ko", "안녕하세요"), ("en", "Hello Okja")]
)
def test_a_letter_is_korean_unless_its_reader_chose_english(haean, boss, person, language, words):
    if language:
        person("Okja", email="okja@farm.example", language=language)
    with translation.override("en"):
        people.invite(
            village=haean, role="editor", name="Okja", email="okja@farm.example", acting_user=boss
        )
    letter = Delivery.objects.get(to="okja@farm.example")
    assert words in letter.body
    assert (haean.name_ko in letter.subject) == (language != "en")


def test_without_an_address_the_card_is_shown(haean, boss, as_user):
    answer = as_user(boss).post(
        f"/office/{haean.slug}/members/", {"name": "Okja", "role": "seller"}, follow=True
    )
    text = answer.content.decode()
    assert Invitation.objects.get().code in text
    assert '<svg class="qr"' in text


def test_somebody_with_an_account_gets_the_hat_at_once(haean, boss, person, as_user):
    okja = person("Okja")
    as_user(boss).post(
        f"/office/{haean.slug}/members/", {"name": "Okja", "role": "seller", "who": okja.email}
    )
    assert roles(okja, haean) == {"seller"}
    assert not Invitation.objects.exists()


def test_a_wrong_address_keeps_what_was_typed(haean, boss, as_user):
    answer = as_user(boss).post(
        f"/office/{haean.slug}/members/", {"name": "Okja", "role": "editor", "who": "okja@"}
    )
    assert answer.status_code == 422
    assert 'value="okja@"' in answer.content.decode()


def test_a_stranger_reads_the_invitation_and_is_led_to_sign_in(card, client):
    text = client.get(card.get_absolute_url()).content.decode()
    assert "Okja" in text
    assert f"/accounts/login/?next={card.get_absolute_url()}" in text
    assert client.post(card.get_absolute_url()).url.startswith("/accounts/login/")


def test_accepting_gives_the_hat_and_opens_the_office(haean, card, person, as_user):
    okja = person("Okja")
    answer = as_user(okja).post(card.get_absolute_url())
    assert answer.url == f"/office/{haean.slug}/"
    assert roles(okja, haean) == {"editor"}
    assert find_drift() == []


def test_a_second_tap_is_no_error(haean, card, person, as_user):
    okja = person("Okja")
    for _tap in range(2):
        assert as_user(okja).post(card.get_absolute_url()).status_code == 302
    assert okja.memberships.count() == 1


def test_a_used_card_gives_nobody_else_a_hat(haean, card, person, as_user):
    as_user(person("Okja")).post(card.get_absolute_url())
    other = person("Other")
    assert as_user(other).post(card.get_absolute_url()).status_code == 410
    assert roles(other, haean) == set()


def test_a_withdrawn_card_is_gone(haean, boss, card, person, as_user, client):
    as_user(boss).post(f"/office/{haean.slug}/invitations/{card.pk}/withdraw/")
    assert client.get(card.get_absolute_url()).status_code == 410
    with pytest.raises(InvitationGone):
        people.accept(code=card.code, user=person())


def test_a_card_ends_by_itself(card, person):
    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(InvitationGone):
        people.accept(code=card.code, user=person())


def test_whoever_invited_is_told(boss, card, person):
    people.accept(code=card.code, user=person("Okja"))
    assert boss.inbox.filter(kind="invitation.accepted").count() == 1


def test_an_editor_invites_nobody(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    answer = client.post(f"/office/{haean.slug}/members/", {"name": "A", "role": "manager"})
    assert answer.status_code == 403
    assert not Invitation.objects.exists()


def test_another_village_s_manager_does_not_find_the_card(toegye, haean, card, manager_of, as_user):
    client = as_user(manager_of(toegye))
    assert client.get(f"/office/{haean.slug}/invitations/{card.pk}/").status_code == 404
    assert client.get(f"/office/{toegye.slug}/invitations/{card.pk}/").status_code == 404


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_one_card_in_two_hands_gives_one_hat(haean, manager_of, person):
    card = people.invite(village=haean, role="editor", name="A", acting_user=manager_of(haean))
    takers, barrier, gone = [person(), person()], threading.Barrier(2), []

    def go(user):
        try:
            barrier.wait()
            people.accept(code=card.code, user=user)
        except InvitationGone as error:
            gone.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(user,)) for user in takers]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(gone) == 1
    assert Membership.objects.filter(village=haean, role="editor").count() == 1


# --- handing over


@pytest.fixture
def okja(haean, with_role, boss):
    """Somebody of the committee, who will take over."""
    return with_role("committee", haean, "Okja")


@pytest.fixture
def handover(haean, boss, okja):
    """A handover that ends in four weeks."""
    return people.start_handover(
        village=haean,
        leaver=boss,
        successor=okja,
        ends_on=timezone.localdate() + timedelta(weeks=4),
        acting_user=boss,
    )


def test_from_the_first_day_both_wear_the_hat(haean, boss, okja, as_user):
    as_user(boss).post(
        f"/office/{haean.slug}/handover/",
        {"successor": okja.pk, "ends_on": timezone.localdate() + timedelta(weeks=2), "sure": "1"},
    )
    assert "manager" in roles(okja, haean)
    assert "manager" in roles(boss, haean)


def test_after_the_last_day_the_hat_is_off_and_the_groups_follow(haean, boss, handover):
    with time_machine.travel(timezone.now() + timedelta(weeks=4, days=1)):
        people.nightly()
        assert roles(boss, haean) == set()
        assert not boss.groups.filter(pk=haean.managers_id).exists()
        assert find_drift() == []
    handover.refresh_from_db()
    assert handover.ended_at is not None


def test_ticks_and_note_are_kept(haean, boss, handover, as_user):
    as_user(boss).post(
        f"/office/{haean.slug}/handover/",
        {"done": ["keys", "money"], "note": "The key hangs left."},
    )
    text = as_user(handover.successor).get(f"/office/{haean.slug}/handover/").content.decode()
    assert "The key hangs left." in text
    handover.refresh_from_db()
    assert handover.done == ["money", "keys"]


def test_what_is_left_waits_on_both_morning_pages(haean, boss, okja, handover, as_user):
    for user in (boss, okja):
        assert f"/office/{haean.slug}/handover/" in (
            as_user(user).get(f"/office/{haean.slug}/").content.decode()
        )


def test_calling_it_off_keeps_the_manager(haean, boss, handover, as_user):
    as_user(boss).post(f"/office/{haean.slug}/handover/cancel/")
    assert boss.memberships.get(village=haean, role="manager").until is None


def test_the_successor_cannot_be_removed_while_the_manager_is_leaving(haean, boss, okja, handover):
    with pytest.raises(LastManager):
        remove_role(
            membership=okja.memberships.get(village=haean, role="manager"), acting_user=boss
        )


def test_a_last_day_in_the_past_is_refused(haean, boss, okja):
    with pytest.raises(HandoverRefused):
        people.start_handover(
            village=haean, leaver=boss, successor=okja, acting_user=boss,
            ends_on=timezone.localdate() - timedelta(days=1),
        )  # fmt: skip
    assert not Handover.objects.exists()


def test_the_county_s_officer_learns_the_new_name_and_sees_the_village(
    haean, boss, okja, officer_of, as_user
):
    officer = officer_of(haean.region)
    people.start_handover(
        village=haean, leaver=boss, successor=okja, acting_user=boss,
        ends_on=timezone.localdate() + timedelta(weeks=1),
    )  # fmt: skip
    line = officer.inbox.get(kind="handover.watched")
    assert line.url == f"/adoption/villages/{haean.slug}/"
    assert (line.params["name"], line.params["leaver"]) == (okja.name, boss.name)
    assert as_user(officer).get(line.url).status_code == 200


def test_an_officer_who_takes_the_office_over_is_told_once(haean, boss, officer_of):
    officer = officer_of(haean.region)
    people.start_handover(
        village=haean, leaver=boss, successor=officer, acting_user=boss,
        ends_on=timezone.localdate() + timedelta(weeks=1),
    )  # fmt: skip
    assert [line.kind for line in officer.inbox.filter(kind__startswith="handover")] == [
        "handover.started"
    ]


def test_an_editor_hands_nothing_over(haean, editor_of, as_user):
    assert as_user(editor_of(haean)).get(f"/office/{haean.slug}/handover/").status_code == 403


def test_another_village_s_handover_is_not_found(haean, toegye, handover, manager_of, as_user):
    client = as_user(manager_of(toegye))
    assert client.get(f"/office/{haean.slug}/handover/").status_code == 404


# --- empty offices


def test_an_office_without_a_manager_is_told_to_its_officer_once(haean, officer_of):
    officer = officer_of(haean.region)
    for _night in range(2):
        people.tell_of_vacancies()
    line = officer.inbox.get(kind="village.vacant", village=haean)
    assert line.url == f"/adoption/villages/{haean.slug}/"


def test_the_officer_of_an_empty_office_reads_what_to_do(haean, officer_of, as_user):
    client = as_user(officer_of(haean.region))
    shown = client.get(f"/adoption/villages/{haean.slug}/").content.decode()
    assert "Call the committee, and let it name somebody" in shown


def test_an_office_with_a_manager_needs_no_such_call(haean, boss, officer_of, as_user):
    client = as_user(officer_of(haean.region))
    shown = client.get(f"/adoption/villages/{haean.slug}/").content.decode()
    assert "Nobody is the manager" not in shown


def test_an_office_with_a_manager_is_not_vacant(haean, boss, officer_of):
    officer = officer_of(haean.region)
    people.tell_of_vacancies()
    assert not officer.inbox.filter(kind="village.vacant", village=haean).exists()


def test_one_lonely_approver_is_asked_for_a_second(haean, boss, as_user):
    text = as_user(boss).get(f"/office/{haean.slug}/").content.decode()
    assert "Only one person can approve texts" in text


def test_with_a_committee_nobody_is_lonely(haean, boss, okja, as_user):
    text = as_user(boss).get(f"/office/{haean.slug}/").content.decode()
    assert "Only one person can approve texts" not in text


def test_a_village_of_one_approver_is_told_once_a_month(haean, manager_of, with_role, officer_of):
    boss, officer = manager_of(haean), officer_of(haean.region)
    people.tell_of_lone_approvers()
    assert people.tell_of_lone_approvers() == 0
    for person, url in (
        (boss, f"/office/{haean.slug}/members/"),
        (officer, f"/adoption/villages/{haean.slug}/"),
    ):
        assert [line.url for line in person.inbox.filter(kind="village.one_approver")] == [url]


def test_a_village_of_two_approvers_is_left_alone(haean, manager_of, with_role):
    manager_of(haean)
    with_role("committee", haean)
    assert people.tell_of_lone_approvers() == 0


# --- said where it belongs


def test_a_wrong_last_day_is_said_at_the_day(haean, boss, okja, as_user):
    sent = {"successor": okja.pk, "ends_on": "2020-01-01", "sure": "1"}
    answer = as_user(boss).post(f"/office/{haean.slug}/handover/", sent)
    assert list(answer.context["form"].errors) == ["ends_on"]


def test_a_handover_does_not_wait_for_itself(haean, boss, handover, as_user):
    shown = as_user(boss).get(f"/office/{haean.slug}/handover/")
    assert "things are left" not in shown.content.decode()


def test_an_accepted_invitation_says_so_to_its_person_only(card, person, as_user):
    okja, url = person("Okja"), card.get_absolute_url()
    people.accept(code=card.code, user=okja)
    mine = as_user(okja).get(url)
    assert mine.status_code == 200
    assert "accepted this invitation already" in mine.content.decode()
    other = as_user(person("Sunja")).get(url)
    assert other.status_code == 410
    assert "no longer holds" in other.content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_letter_says_its_last_day_as_people_do(haean, boss, person, language):
    person("Okja", email="okja@farm.example", language=language)
    card = people.invite(
        village=haean, role="editor", name="Okja", email="okja@farm.example", acting_user=boss
    )
    body = Delivery.objects.get(to="okja@farm.example").body
    with translation.override(language):
        assert day(card.expires_on) in body
    assert card.expires_on.isoformat() not in body


def test_the_address_in_letters_unfolds_like_the_others(haean, boss, card, as_user):
    text = as_user(boss).get(f"/office/{haean.slug}/invitations/{card.pk}/").content.decode()
    assert '<details class="fold noprint"><summary><span>' in text
