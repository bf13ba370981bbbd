"""Forms of a village: made with one tap, filled in by anybody, read in its office only."""

import re
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import pytest
import time_machine

from villages.portal import bookings, village_forms
from villages.portal.errors import RoomTaken
from villages.portal.models import FormPage, VillageSubmission

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(haean, manager_of):
    """The manager of Haean."""
    return manager_of(haean)


@pytest.fixture
def booking(haean, boss):
    """The form for the village centre."""
    return village_forms.make_form(village=haean, kind="centre", acting_user=boss)


@pytest.fixture
def address(haean, booking):
    """Where it stands."""
    return f"/villages/{haean.slug}/{booking.slug}/"


def coming(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def filled(page: FormPage, **more) -> dict:
    """Good answers to every field."""
    said = {"singleline": "Okja", "date": coming(7), "number": "12", "multiline": "A birthday"}
    data = {
        field.clean_name: said.get(field.field_type) or field.choices.splitlines()[0]
        for field in page.form_fields.all()
    }
    for label in ("Phone number", "전화번호"):
        data |= {f.clean_name: "010-1234-5678" for f in page.form_fields.filter(label=label)}
    return data | {"invil_consent": "on", "invil_link": ""} | more


@pytest.mark.parametrize("kind", ["centre", "volunteers"])
def test_the_manager_makes_a_form_with_one_tap(haean, boss, as_user, client, kind):
    as_user(boss).post(f"/office/{haean.slug}/forms/new/{kind}/")
    page = FormPage.objects.get(original=None)
    answer = client.get(f"/villages/{haean.slug}/{page.slug}/")
    assert answer.status_code == 200
    for field in page.form_fields.all():
        assert f'name="{field.clean_name}"' in answer.content.decode()


def test_a_second_tap_makes_no_second_form(haean, booking, boss, as_user):
    as_user(boss).post(f"/office/{haean.slug}/forms/new/centre/")
    assert FormPage.objects.filter(original=None).count() == 1


def test_a_stranger_sends_it_and_the_manager_is_told(haean, booking, address, boss, client):
    answer = client.post(address, filled(booking))
    assert answer.url == f"{address}?sent=1"
    assert "Thank you" in client.get(answer.url).content.decode()
    sent = VillageSubmission.objects.get()
    assert "A birthday" in sent.form_data.values()
    assert "invil_consent" not in sent.form_data
    assert boss.inbox.filter(kind="form.sent").count() == 1


def test_without_consent_nothing_is_kept_and_nothing_typed_is_lost(booking, address, client):
    data = filled(booking)
    del data["invil_consent"]
    answer = client.post(address, data)
    assert answer.status_code == 422
    assert "A birthday" in answer.content.decode()
    assert not VillageSubmission.objects.exists()


@pytest.mark.parametrize("number", ["many", "-1", "9" * 30])
def test_a_bad_answer_is_told(booking, address, client, number):
    name = booking.form_fields.get(field_type="number").clean_name
    assert client.post(address, filled(booking, **{name: number})).status_code == 422
    assert not VillageSubmission.objects.exists()


def test_what_a_machine_sends_is_not_kept(booking, address, client):
    assert client.post(address, filled(booking, invil_link="http://x")).status_code == 302
    assert not VillageSubmission.objects.exists()


def test_too_often_is_refused(booking, address, client):
    name = booking.form_fields.get(field_type="number").clean_name
    for turn in range(village_forms.TRIES + 1):
        answer = client.post(address, filled(booking, **{name: str(turn)}))
    assert answer.status_code == 422
    assert VillageSubmission.objects.count() == village_forms.TRIES


def test_a_closed_form_takes_nothing(booking, address, client):
    booking.is_closed = True
    booking.save()
    assert client.post(address, filled(booking)).status_code == 422
    assert not VillageSubmission.objects.exists()


def test_the_office_reads_marks_and_deletes(haean, booking, address, boss, as_user, client):
    client.post(address, filled(booking))
    office = as_user(boss)
    here = f"/office/{haean.slug}/forms/{booking.pk}/"
    assert here in office.get(f"/office/{haean.slug}/").content.decode()
    assert "A birthday" in office.get(here).content.decode()
    sent = VillageSubmission.objects.get()
    office.post(f"{here}{sent.pk}/")
    assert here not in office.get(f"/office/{haean.slug}/").content.decode()
    office.post(f"{here}{sent.pk}/", {"delete": "1"})
    assert not VillageSubmission.objects.exists()


def test_the_table_cannot_run_a_formula(haean, booking, address, boss, as_user, client):
    name = booking.form_fields.get(field_type="multiline").clean_name
    client.post(address, filled(booking, **{name: "=HYPERLINK(1)"}))
    answer = as_user(boss).post(f"/office/{haean.slug}/forms/{booking.pk}/table/")
    assert "'=HYPERLINK(1)" in answer.content.decode()
    assert ",=HYPERLINK" not in answer.content.decode()


@pytest.mark.parametrize("role", ["editor", "committee", "resident"])
def test_others_of_the_village_read_no_answers(haean, booking, with_role, as_user, role):
    client = as_user(with_role(role, haean))
    assert client.get(f"/office/{haean.slug}/forms/{booking.pk}/").status_code == 403


def test_another_village_s_manager_reaches_no_answer(
    haean, toegye, booking, address, manager_of, as_user, client
):
    client.post(address, filled(booking))
    sent, other = VillageSubmission.objects.get(), as_user(manager_of(toegye))
    assert other.get(f"/office/{haean.slug}/forms/{booking.pk}/").status_code == 404
    own = f"/office/{toegye.slug}/forms/{booking.pk}/"
    assert other.get(own).status_code == 404
    assert other.post(f"{own}table/").status_code == 404
    assert other.post(f"{own}{sent.pk}/", {"delete": "1"}).status_code == 404
    assert VillageSubmission.objects.exists()


def test_answers_are_deleted_when_their_time_is_over(booking, address, client):
    client.post(address, filled(booking))
    assert village_forms.forget_old() == 0
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert village_forms.forget_old() == 1


def test_a_form_is_edited_in_the_page_editor(booking, boss, as_user):
    text = as_user(boss).get(f"/cms/pages/{booking.pk}/edit/").content.decode()
    assert 'value="singleline"' in text
    assert 'value="hidden"' not in text
    assert 'value="url"' not in text


def test_the_home_links_to_the_form(haean, booking, client):
    assert booking.title in client.get(f"/villages/{haean.slug}/").content.decode()


def test_the_list_costs_the_same_with_one_answer_and_with_nineteen(
    haean, booking, boss, as_user, django_assert_max_num_queries
):
    for number in range(19):
        VillageSubmission.objects.create(page=booking, form_data={"a": number})
    client = as_user(boss)
    client.get(f"/office/{haean.slug}/forms/{booking.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/office/{haean.slug}/forms/{booking.pk}/")


# --- two want the centre on one day


def asked_for(client, address, booking, day: str, part: str = "Morning", who: str = "Okja"):
    """A request for the centre, by a name of its own."""
    name = next(f.clean_name for f in booking.form_fields.all() if f.field_type == "date")
    time = next(f.clean_name for f in booking.form_fields.all() if f.field_type == "radio")
    return client.post(address, filled(booking, your_name=who, **{name: day, time: part}))


def test_the_office_sees_who_wants_the_same_day_and_time(
    haean, booking, address, boss, client, as_user
):
    for part, who in (("Morning", "A"), ("Evening", "B")):
        asked_for(client, address, booking, coming(9), part, who)
    desk = f"/office/{haean.slug}/forms/{booking.pk}/"
    assert "Another wants the same day" not in as_user(boss).get(desk).content.decode()
    asked_for(client, address, booking, coming(9), "Evening", "C")
    body = as_user(boss).get(desk).content.decode()
    assert body.count("Another wants the same day") == 2


def test_a_booking_form_without_a_day_any_more_still_opens(
    haean, booking, address, client, boss, as_user
):
    asked_for(client, address, booking, coming(9))
    booking.form_fields.filter(field_type="date").delete()
    assert client.get(address).status_code == 200
    assert as_user(boss).get(f"/office/{haean.slug}/forms/{booking.pk}/").status_code == 200


# --- which days are free, and who gets the room


def given(booking, boss, day: str, part: str = "Morning") -> VillageSubmission:
    """Somebody has the room on that day."""
    name = next(f.clean_name for f in booking.form_fields.all() if f.field_type == "date")
    time = next(f.clean_name for f in booking.form_fields.all() if f.field_type == "radio")
    said = {name: day, time: part, "your_name": "Bongsun"}
    sent = VillageSubmission.objects.create(page=booking, form_data=said)
    bookings.give(submission=sent, village=booking.village, acting_user=boss)
    return sent


def cell(body: str, day: str) -> str:
    """A day of the calendar as it stands on the page."""
    year, month, number = (int(part) for part in day.split("-"))
    title = f"{date(year, month, 1):%B %Y}"
    table = body.partition(f"<caption>{title}</caption>")[2].partition("</table>")[0]
    return re.search(rf"<td><span[^>]*>(?:<b>)?{number}(?:<.*?)?</td>", table)[0]


def test_the_calendar_begins_with_today(booking, address, client):
    today = timezone.localdate()
    body = client.get(address).content.decode()
    assert re.search(rf"<td><span>{today.day}</span></td>", body)
    with time_machine.travel(timezone.localtime().replace(day=16, hour=12), tick=False):
        later = client.get(address).content.decode().partition("</table>")[0]
    assert ">16<" in later
    assert ">15<" not in later


def test_the_calendar_shows_what_is_taken_and_no_name(booking, address, boss, client):
    for part in ("Morning", "Afternoon", "Evening"):
        given(booking, boss, coming(1), part)
    given(booking, boss, coming(3), "Evening")
    body = client.get(address).content.decode()
    assert "full" in cell(body, coming(1))
    assert "Evening" in cell(body, coming(3))
    assert "full" not in cell(body, coming(3))
    assert "Bongsun" not in body


def test_a_day_far_ahead_is_listed_below_the_months(booking, address, boss, client):
    far = timezone.localdate() + timedelta(days=100)
    given(booking, boss, far.isoformat(), "Morning")
    body = client.get(address).content.decode()
    assert f'<li>{far.day} {far:%B %Y} <span lang="en">(Morning)</span></li>' in body


def test_a_wish_alone_takes_no_day(booking, address, client):
    asked_for(client, address, booking, coming(3))
    assert "Morning" not in cell(client.get(address).content.decode(), coming(3))


def test_a_taken_time_is_told_at_once_with_the_nearest_free_days(booking, address, boss, client):
    for days in (8, 9, 10):
        given(booking, boss, coming(days), "Evening")
    answer = asked_for(client, address, booking, coming(9), "Evening")
    assert answer.status_code == 422
    near = [timezone.localdate() + timedelta(days=n) for n in (6, 7, 11)]
    words = ", ".join(f"{day.day} {day:%B} ({day:%a})" for day in near)
    assert f"Free at the same time of the day: {words}." in answer.content.decode()
    assert "A birthday" in answer.content.decode()
    assert VillageSubmission.objects.filter(done_at=None).count() == 0


def test_another_time_of_a_taken_day_can_be_asked_for(booking, address, boss, client):
    given(booking, boss, coming(9), "Evening")
    assert asked_for(client, address, booking, coming(9), "Morning").status_code == 302


@pytest.mark.parametrize(("first", "second"), [("All day", "Morning"), ("Morning", "All day")])
def test_a_whole_day_leaves_no_part_of_it(booking, address, boss, client, first, second):
    part = booking.form_fields.get(field_type="radio")
    part.choices += "\nAll day"
    part.save()
    given(booking, boss, coming(1), first)
    body = client.get(address).content.decode()
    assert ("full" in cell(body, coming(1))) is (first == "All day")
    assert asked_for(client, address, booking, coming(1), second).status_code == 422
    sent = VillageSubmission.objects.create(
        page=booking,
        form_data=VillageSubmission.objects.get().form_data | {part.clean_name: second},
    )
    with pytest.raises(RoomTaken):
        bookings.give(submission=sent, village=booking.village, acting_user=boss)


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "This day is over"), (180, "The room can be asked for until")]
)
def test_a_day_that_cannot_be_is_told(booking, address, client, days, words):
    answer = asked_for(client, address, booking, coming(days))
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize(("count", "status"), [(40, 302), (41, 422)])
def test_more_people_than_the_room_holds_are_told(booking, address, client, count, status):
    FormPage.objects.filter(pk=booking.pk).update(room_for=40)
    name = booking.form_fields.get(field_type="number").clean_name
    answer = client.post(address, filled(booking, **{name: str(count)}))
    assert answer.status_code == status
    assert ("holds 40 people at most" in answer.content.decode()) is (status == 422)


def test_the_office_gives_the_room_and_takes_it_back(
    haean, booking, address, boss, client, as_user
):
    asked_for(client, address, booking, coming(9))
    desk, sent = f"/office/{haean.slug}/forms/{booking.pk}/", VillageSubmission.objects.get()
    as_user(boss).post(f"{desk}{sent.pk}/", {"room": "give"})
    assert "The room is theirs" in as_user(boss).get(desk).content.decode()
    assert asked_for(client, address, booking, coming(9), who="Sunja").status_code == 422
    as_user(boss).post(f"{desk}{sent.pk}/", {"room": "free"})
    assert asked_for(client, address, booking, coming(9), who="Sunja").status_code == 302


def test_a_second_guest_does_not_get_a_given_room(haean, booking, address, boss, client, as_user):
    for who in ("Okja", "Sunja"):
        asked_for(client, address, booking, coming(9), who=who)
    desk = f"/office/{haean.slug}/forms/{booking.pk}/"
    for sent in VillageSubmission.objects.all():
        answer = as_user(boss).post(f"{desk}{sent.pk}/", {"room": "give"}, follow=True)
    assert "Somebody else has the room then already." in answer.content.decode()
    assert VillageSubmission.objects.filter(taken_on__isnull=False).count() == 1


def test_another_village_s_manager_gives_no_room(
    haean, toegye, booking, address, client, manager_of, as_user
):
    asked_for(client, address, booking, coming(9))
    sent, other = VillageSubmission.objects.get(), as_user(manager_of(toegye))
    for slug in (haean.slug, toegye.slug):
        tried = other.post(f"/office/{slug}/forms/{booking.pk}/{sent.pk}/", {"room": "give"})
        assert tried.status_code == 404
    assert not VillageSubmission.objects.filter(taken_on__isnull=False).exists()


@pytest.mark.parametrize("role", ["editor", "committee", "resident"])
def test_others_of_the_village_give_no_room(
    haean, booking, address, client, with_role, as_user, role
):
    asked_for(client, address, booking, coming(9))
    sent = VillageSubmission.objects.get()
    address = f"/office/{haean.slug}/forms/{booking.pk}/{sent.pk}/"
    assert as_user(with_role(role, haean)).post(address, {"room": "give"}).status_code == 403
    assert not VillageSubmission.objects.filter(taken_on__isnull=False).exists()


def test_an_answer_of_another_form_gets_no_room(haean, boss, as_user, client):
    page = village_forms.make_form(village=haean, kind="volunteers", acting_user=boss)
    client.post(f"/villages/{haean.slug}/{page.slug}/", filled(page))
    sent = VillageSubmission.objects.get()
    as_user(boss).post(f"/office/{haean.slug}/forms/{page.pk}/{sent.pk}/", {"room": "give"})
    sent.refresh_from_db()
    assert sent.taken_on is None


def test_the_calendar_costs_the_same_with_one_day_and_with_twenty(booking, address, boss, client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured.captured_queries)

    given(booking, boss, coming(1))
    client.get(address)
    first = asked()
    for days in range(2, 22):
        given(booking, boss, coming(days))
    assert asked() <= first


# --- by phone


def phone_of(page) -> str:
    return page.form_fields.get(label="Phone number").clean_name


@pytest.mark.parametrize("phone", ["none", "전화없음", "12"])
def test_a_number_nobody_can_call_is_refused(booking, address, client, phone):
    answer = client.post(address, filled(booking, **{phone_of(booking): phone}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [phone_of(booking)]
    assert not VillageSubmission.objects.exists()


def test_the_number_is_looked_at_in_every_language(haean, booking, client):
    korean = FormPage.objects.get(original=booking)
    sent = filled(korean, **{korean.form_fields.all()[1].clean_name: "없음"})
    assert client.post(f"/villages/{haean.slug}/{korean.slug}/", sent).status_code == 422


def test_the_manager_taps_the_number_and_reads_the_day(
    haean, booking, address, boss, as_user, client
):
    client.post(address, filled(booking))
    day = timezone.localdate() + timedelta(days=7)
    shown = as_user(boss).get(f"/office/{haean.slug}/forms/{booking.pk}/").content.decode()
    assert '<a href="tel:+821012345678">010-1234-5678</a>' in shown
    assert f"<dd>{day.day} {day:%B %Y}</dd>" in shown
    assert day.isoformat() not in shown


def test_an_answer_is_never_a_tag(haean, booking, address, boss, as_user, client):
    client.post(
        address,
        filled(
            booking, **{booking.form_fields.get(field_type="multiline").clean_name: "<b>Hi</b>"}
        ),
    )
    shown = as_user(boss).get(f"/office/{haean.slug}/forms/{booking.pk}/").content.decode()
    assert "&lt;b&gt;Hi" in shown


def test_consent_is_asked_for_in_its_own_words(booking, address, client):
    data = filled(booking)
    del data["invil_consent"]
    text = client.post(address, data, headers={"Accept-Language": "ko"}).content.decode()
    assert "동의하시면 표시해 주세요." in text
