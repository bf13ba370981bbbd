"""Holidays of one year: staff enter them, and the clocks of the law go without them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest
import time_machine

from villages.activity.models import Activity
from villages.core.errors import DomainError
from villages.portal import holidays, shelf
from villages.portal.models import OneYearHoliday
from villages.portal.workdays import holidays_of, is_workday, last_day, workdays_after

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")
# Monday, 2 November 2026; ten working days end on Friday the thirteenth.
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=SEOUL)
WEDNESDAY = date(2026, 11, 4)


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def asked(haean, person):
    return shelf.ask(village=haean, user=person("Okja"), text="Accounts", shown="nameless")


@pytest.fixture
def elder(haean, with_role):
    return with_role("committee", haean, "Elder")


# --- the calculation


def test_days_off_are_no_working_days():
    off = {WEDNESDAY}
    assert is_workday(WEDNESDAY)
    assert not is_workday(WEDNESDAY, off)
    assert last_day(date(2026, 11, 2), 10) == date(2026, 11, 13)
    assert last_day(date(2026, 11, 2), 10, off) == date(2026, 11, 16)
    assert workdays_after(date(2026, 11, 2), date(2026, 11, 6), off) == 3


# Children's Day and Buddha's birthday fell on one Monday in 2025; in 2028 the harvest feast
# takes the day the nation was founded.
@pytest.mark.parametrize("day", [date(2025, 5, 6), date(2028, 10, 5)])
def test_two_holidays_on_one_weekday_give_another_day(day):
    assert day in holidays_of(day.year)


# --- the clocks


def test_a_new_request_counts_without_the_day(haean, asked, staff, person):
    assert asked.due_on == date(2026, 11, 13)
    holidays.add(on=WEDNESDAY, name="Election", acting_user=staff)
    later = shelf.ask(village=haean, user=person("Sunja"), text="Rules", shown="nameless")
    assert later.due_on == date(2026, 11, 16)


def test_open_requests_follow_the_day_in_and_out(asked, staff):
    day, changed = holidays.add(on=WEDNESDAY, name="Election", acting_user=staff)
    asked.refresh_from_db()
    assert (changed, asked.due_on) == (1, date(2026, 11, 16))
    assert shelf.with_clock([asked])[0].days_left == 9
    assert holidays.remove(holiday=day, acting_user=staff) == 1
    asked.refresh_from_db()
    assert asked.due_on == date(2026, 11, 13)
    kinds = Activity.objects.filter(kind__startswith="holiday.").values_list("kind", "ref", "actor")
    assert set(kinds) == {
        ("holiday.added", "2026-11-04", staff.pk),
        ("holiday.removed", "2026-11-04", staff.pk),
    }


def test_an_extended_request_follows_too(asked, elder, staff):
    shelf.extend(request=asked, reason="The treasurer is ill", acting_user=elder)
    asked.refresh_from_db()
    before = asked.due_on
    holidays.add(on=WEDNESDAY, name="Election", acting_user=staff)
    holidays.add(on=date(2026, 11, 18), name="Day of thanks", acting_user=staff)
    asked.refresh_from_db()
    assert workdays_after(before, asked.due_on) == 2


def test_answered_requests_and_days_beyond_stay(asked, elder, staff):
    _day, changed = holidays.add(on=date(2026, 12, 1), name="Later", acting_user=staff)
    assert changed == 0
    shelf.answer(request=asked, state="given", text="At the centre.", acting_user=elder)
    _day, changed = holidays.add(on=WEDNESDAY, name="Election", acting_user=staff)
    assert changed == 0


def test_nobody_is_late_because_a_day_was_taken_out(asked, staff):
    day, _changed = holidays.add(on=WEDNESDAY, name="Election", acting_user=staff)
    with time_machine.travel(datetime(2026, 11, 16, 9, tzinfo=SEOUL), tick=False):
        holidays.remove(holiday=day, acting_user=staff)
        asked.refresh_from_db()
        assert asked.due_on == date(2026, 11, 16)
        assert not asked.is_overdue


def test_a_day_named_afterwards_helps_who_seemed_late(asked, staff):
    with time_machine.travel(datetime(2026, 11, 16, 9, tzinfo=SEOUL), tick=False):
        assert asked.is_overdue
        holidays.add(on=WEDNESDAY, name="Election", acting_user=staff)
        asked.refresh_from_db()
        assert not asked.is_overdue


# --- the screen


def test_staff_enter_and_take_out_a_day(asked, staff, as_user):
    client = as_user(staff)
    assert "/staff/holidays/" in client.get("/staff/").content.decode()
    answer = client.post("/staff/holidays/", {"on": "2026-11-04", "name": "Election"}, follow=True)
    assert "1 open request has a new last day." in answer.content.decode()
    day = OneYearHoliday.objects.get()
    assert day.added_by == staff
    client.post(f"/staff/holidays/{day.pk}/remove/")
    assert not OneYearHoliday.objects.exists()


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-11-07", "Offices rest on that day anyway."),
        ("2026-12-25", "Offices rest on that day anyway."),
        ("2062-11-06", "too far away"),
        ("", "This field is required."),
    ],
)
def test_a_slip_of_the_finger_is_said_and_the_name_stays(staff, as_user, on, words):
    answer = as_user(staff).post("/staff/holidays/", {"on": on, "name": "Election day"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Election day"' in answer.content.decode()


def test_one_day_stands_once(staff):
    holidays.add(on=WEDNESDAY, name="Election", acting_user=staff)
    with pytest.raises(DomainError):
        holidays.add(on=WEDNESDAY, name="Election again", acting_user=staff)
    assert OneYearHoliday.objects.count() == 1


@pytest.mark.parametrize("role", ["manager", "committee", "resident"])
def test_the_screen_is_nobody_else_s(haean, with_role, as_user, role):
    client = as_user(with_role(role, haean))
    assert client.get("/staff/holidays/").status_code == 404
    assert client.post("/staff/holidays/", {"on": "2026-11-04", "name": "A"}).status_code == 404
    assert not OneYearHoliday.objects.exists()


def test_strangers_sign_in_first(client):
    assert client.get("/staff/holidays/").status_code == 302


def test_the_shelf_asks_for_the_days_once(haean, staff, client, person):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/villages/{haean.slug}/documents/").status_code == 200
        return len(seen)

    shelf.ask(village=haean, user=person(), text="A", shown="nameless")
    queries()
    first = queries()
    for text in "BCD":
        shelf.ask(village=haean, user=person(), text=text, shown="nameless")
    assert queries() == first
