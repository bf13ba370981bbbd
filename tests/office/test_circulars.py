"""Circulars with receipts, and minutes from the phone."""

from datetime import date, timedelta

from django.utils import timezone

import pytest
import time_machine

from villages.core.errors import DomainError
from villages.portal import circulars
from villages.portal.models import Circular, CommitteeMinutes, CommitteePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def elder(haean, with_role):
    """Somebody of Haean's committee."""
    return with_role("committee", haean, "Elder")


@pytest.fixture
def neighbours(haean, resident_of):
    """Three who live in Haean."""
    return [resident_of(haean) for _n in range(3)]


@pytest.fixture
def letter(haean, elder, neighbours):
    """The water is off."""
    return circulars.send(village=haean, title="Water", text="The water is off.", acting_user=elder)


def test_everybody_of_the_village_gets_it_and_nobody_else(
    haean, elder, neighbours, toegye, resident_of, as_user
):
    stranger = resident_of(toegye)
    as_user(elder).post(f"/office/{haean.slug}/circulars/", {"title": "Water", "text": "Off."})
    letter = Circular.objects.get()
    assert {receipt.user for receipt in letter.receipts.all()} == set(neighbours)
    assert all(n.inbox.filter(kind="circular.sent").count() == 1 for n in neighbours)
    assert as_user(stranger).get(letter.get_absolute_url()).status_code == 404


def test_a_reader_says_so_and_the_office_counts(haean, letter, neighbours, elder, as_user):
    reader = as_user(neighbours[0])
    assert "I have read it" in reader.get(letter.get_absolute_url()).content.decode()
    reader.post(letter.get_absolute_url())
    assert "I have read it" not in reader.get(letter.get_absolute_url()).content.decode()
    listing = as_user(elder).get(f"/office/{haean.slug}/circulars/").content.decode()
    assert "read by 1 of 3" in listing


def test_opening_it_is_not_reading_it(haean, letter, neighbours, as_user):
    as_user(neighbours[0]).get(letter.get_absolute_url())
    assert not letter.receipts.filter(read_at__isnull=False).exists()


def test_an_unread_one_stands_on_my_page(letter, neighbours, as_user):
    assert letter.get_absolute_url() in as_user(neighbours[0]).get("/me/").content.decode()
    as_user(neighbours[0]).post(letter.get_absolute_url())
    assert not circulars.unread_of(neighbours[0]).exists()


def test_whoever_has_not_read_it_is_reminded_once(haean, letter, neighbours, elder, as_user):
    as_user(neighbours[0]).post(letter.get_absolute_url())
    address = f"/office/{haean.slug}/circulars/{letter.pk}/remind/"
    as_user(elder).post(address)
    as_user(elder).post(address)
    told = [n.inbox.filter(kind="circular.reminded").count() for n in neighbours]
    assert told == [0, 1, 1]


def test_after_three_days_the_platform_reminds_by_itself_once(letter, neighbours):
    assert circulars.remind_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert circulars.remind_due() == 3
        assert circulars.remind_due() == 0


def test_a_double_tap_sends_one(haean, letter, elder):
    twin = circulars.send(village=haean, title="Water", text="The water is off.", acting_user=elder)
    assert twin == letter


def test_nobody_to_read_is_told(haean, elder):
    with pytest.raises(DomainError):
        circulars.send(village=haean, title="A", text="B", acting_user=elder)


def test_who_left_the_village_reads_no_more(haean, letter, neighbours, as_user):
    neighbours[0].memberships.all().delete()
    assert as_user(neighbours[0]).get(letter.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("role", ["editor", "resident"])
@pytest.mark.parametrize("door", ["circulars/", "minutes/"])
def test_others_of_the_village_have_no_such_desk(haean, with_role, as_user, role, door):
    assert as_user(with_role(role, haean)).get(f"/office/{haean.slug}/{door}").status_code == 403


def test_another_village_s_committee_sees_no_readers(haean, toegye, letter, with_role, as_user):
    client = as_user(with_role("committee", toegye))
    assert client.get(f"/office/{haean.slug}/circulars/{letter.pk}/").status_code == 404
    assert client.get(f"/office/{toegye.slug}/circulars/{letter.pk}/").status_code == 404
    remind = f"/office/{toegye.slug}/circulars/{letter.pk}/remind/"
    assert client.post(remind).status_code == 404


def test_the_list_costs_the_same_with_one_circular_and_with_fifteen(
    haean, elder, neighbours, as_user, django_assert_max_num_queries
):
    for number in range(15):
        circulars.send(village=haean, title=f"No. {number}", text="A", acting_user=elder)
    client = as_user(elder)
    client.get(f"/office/{haean.slug}/circulars/")
    with django_assert_max_num_queries(12):
        client.get(f"/office/{haean.slug}/circulars/")


# --- minutes


def test_minutes_are_entered_from_the_phone_and_stand_on_the_portal(haean, elder, as_user, client):
    answer = as_user(elder).post(
        f"/office/{haean.slug}/minutes/",
        {"held_on": "2026-01-05", "title": "New roof", "body": "We mend the roof."},
    )
    assert answer.status_code == 302
    assert "We mend the roof." in client.get(f"/villages/{haean.slug}/committee/").content.decode()


def test_a_meeting_to_come_has_no_minutes_yet(haean, elder, as_user):
    day = timezone.localdate() + timedelta(days=2)
    answer = as_user(elder).post(
        f"/office/{haean.slug}/minutes/", {"held_on": day, "title": "Roof", "body": "We mend."}
    )
    assert answer.status_code == 422
    assert "We mend." in answer.content.decode()
    assert not CommitteeMinutes.objects.exists()


def test_somebody_s_draft_of_the_page_stays_a_draft_and_keeps_the_minutes(haean, elder, client):
    page = CommitteePage.objects.get(path__startswith=haean.page.path)
    page.save_revision().publish()
    page.refresh_from_db()
    page.introduction = "Half a sentence"
    page.save_revision()
    circulars.enter_minutes(
        village=haean, held_on=date(2026, 1, 5), title="Roof", body="We mend.", acting_user=elder
    )
    text = client.get(f"/villages/{haean.slug}/committee/").content.decode()
    assert "We mend." in text
    assert "Half a sentence" not in text
    CommitteePage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert CommitteeMinutes.objects.filter(title="Roof").count() == 1


def test_the_committee_s_page_is_linked_once_it_is_out(haean, elder, as_user):
    desk, page = f"/office/{haean.slug}/minutes/", f'href="/villages/{haean.slug}/committee/"'
    assert page not in as_user(elder).get(desk).content.decode()
    draft = CommitteePage.objects.get(path__startswith=haean.page.path)
    draft.save_revision().publish()
    assert page in as_user(elder).get(desk).content.decode()


def test_a_read_one_is_found_again_from_my_page(haean, letter, neighbours, as_user):
    reader = as_user(neighbours[0])
    reader.post(letter.get_absolute_url())
    door = f"/villages/{haean.slug}/circulars/"
    assert f'href="{door}"' in reader.get("/me/").content.decode()
    assert letter.get_absolute_url() in reader.get(door).content.decode()


def test_my_page_leads_to_no_list_that_is_empty_or_closed(
    haean, toegye, letter, neighbours, resident_of, as_user
):
    gone = neighbours[0]
    gone.memberships.update(until=timezone.localdate() - timedelta(days=1))
    for user in (gone, resident_of(toegye)):
        assert "/circulars/" not in as_user(user).get("/me/").content.decode()


@pytest.fixture
def meeting(haean, elder):
    """Minutes with a slip of the pen."""
    return circulars.enter_minutes(
        village=haean, held_on=date(2026, 1, 5), title="Roof", body="We mand.", acting_user=elder
    )


def correct(client, village, meeting, **more):
    words = {"held_on": "2026-01-05", "title": "Roof", "body": "We mend."} | more
    return client.post(f"/office/{village.slug}/minutes/{meeting.pk}/", words)


def test_minutes_kept_are_not_called_a_line_of_the_book(haean, elder, as_user):
    words = {"held_on": "2026-01-05", "title": "Roof", "body": "We mend."}
    url = f"/office/{haean.slug}/minutes/"
    answer = as_user(elder).post(url, words, follow=True, headers={"Accept-Language": "ko"})
    assert "회의록을 올렸습니다" in answer.content.decode()
    assert "장부" not in answer.content.decode()


def test_a_slip_in_the_minutes_is_corrected_from_the_office(haean, elder, meeting, as_user, client):
    desk = as_user(elder)
    url = f"/office/{haean.slug}/minutes/{meeting.pk}/"
    assert url in desk.get(f"/office/{haean.slug}/minutes/").content.decode()
    assert "We mand." in desk.get(url).content.decode()
    assert correct(desk, haean, meeting).status_code == 302
    text = client.get(f"/villages/{haean.slug}/committee/").content.decode()
    assert "We mend." in text
    assert "We mand." not in text


def test_the_uncorrected_minutes_stay_in_the_page_s_history(haean, elder, meeting, as_user):
    correct(as_user(elder), haean, meeting)
    page = CommitteePage.objects.get(path__startswith=haean.page.path)
    told = [revision.content["minutes"][-1]["body"] for revision in page.revisions.order_by("pk")]
    assert told[-2:] == ["We mand.", "We mend."]


def test_a_correction_leaves_somebody_s_draft_a_draft(haean, elder, meeting, as_user, client):
    page = CommitteePage.objects.get(pk=meeting.page_id)
    page.introduction = "Half a sentence"
    page.save_revision()
    correct(as_user(elder), haean, meeting)
    text = client.get(f"/villages/{haean.slug}/committee/").content.decode()
    assert "We mend." in text
    assert "Half a sentence" not in text
    CommitteePage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert list(CommitteeMinutes.objects.values_list("body", flat=True)) == ["We mend."]


def test_a_correction_to_a_day_to_come_is_said_at_the_day(haean, elder, meeting, as_user):
    answer = correct(as_user(elder), haean, meeting, held_on="2999-01-05")
    assert list(answer.context["form"].errors) == ["held_on"]


def test_minutes_are_corrected_by_their_own_committee_only(
    haean, toegye, meeting, with_role, as_user
):
    assert correct(as_user(with_role("editor", haean)), haean, meeting).status_code == 403
    stranger = as_user(with_role("committee", toegye))
    assert correct(stranger, haean, meeting).status_code == 404
    assert correct(stranger, toegye, meeting).status_code == 404
    meeting.refresh_from_db()
    assert meeting.body == "We mand."
