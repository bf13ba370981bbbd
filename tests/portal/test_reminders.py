"""Remind me: the evening before, once, and truly when the event moves, is called off or goes."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from wagtail.models import PageViewRestriction

import pytest
import time_machine
from icalendar import Calendar

from villages.core import timetable
from villages.core.errors import DomainError
from villages.notifications import services as notifications
from villages.portal import events
from villages.portal.models import EventIndexPage, EventPage, EventReminder

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2031, 5, 10, 10, 0, tzinfo=SEOUL)
EVENING = datetime(2031, 5, 9, 18, 0, tzinfo=SEOUL)
NOW = datetime(2031, 5, 1, 9, 0, tzinfo=SEOUL)


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def fair(haean):
    """The seed fair of Haean, on the tenth of May."""
    page = EventIndexPage.objects.get(path__startswith=haean.page.path).add_child(
        instance=EventPage(title="Seed fair", slug="fair", content_language="en", starts_at=START)
    )
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


@pytest.fixture
def okja(person):
    return person("Okja")


def address_of(event) -> str:
    return f"/villages/yanggu-haean/reminders/{event.pk}/"


def lines(user, kind: str = "event.reminder"):
    return user.inbox.filter(kind=kind)


def publish(event, **columns) -> None:
    page = EventPage.objects.get(pk=event.pk)
    for name, value in columns.items():
        setattr(page, name, value)
    page.save_revision().publish()


# --- asking for it


@pytest.mark.parametrize(
    ("start", "evening"),
    [
        (START, EVENING),
        (datetime(2031, 5, 10, 0, 5, tzinfo=SEOUL), EVENING),
        (datetime(2031, 5, 10, 23, 55, tzinfo=SEOUL), EVENING),
        # Half past eight in the morning of the tenth in Seoul, the ninth in UTC.
        (datetime(2031, 5, 9, 23, 30, tzinfo=ZoneInfo("UTC")), EVENING),
    ],
)
def test_the_evening_before_is_seoul_s(start, evening):
    assert events.remind_at(start) == evening


def test_one_tap_on_the_event_s_page_and_a_second_one_to_undo(fair, okja, as_user):
    client = as_user(okja)
    page = client.get("/villages/yanggu-haean/events/fair/").content.decode()
    assert f'action="{address_of(fair)}"' in page
    assert "Remind me" in page
    answer = client.post(address_of(fair))
    assert answer.url == "/villages/yanggu-haean/events/fair/"
    assert EventReminder.objects.get().remind_at == EVENING
    assert "Do not remind me" in client.get(answer.url).content.decode()
    assert "Seed fair" in client.get("/me/").content.decode()
    client.post(address_of(fair), {"act": "forget"})
    assert not EventReminder.objects.exists()
    assert "Seed fair" not in client.get("/me/").content.decode()


def test_a_stranger_signs_in_first_and_then_taps(fair, okja, client, as_user):
    page = client.get("/villages/yanggu-haean/events/fair/")
    assert f'href="{address_of(fair)}"' in page.content.decode()
    assert b"csrfmiddlewaretoken" not in page.content
    assert client.get(address_of(fair)).url == f"/accounts/login/?next={address_of(fair)}"
    assert client.post(address_of(fair)).status_code == 302
    assert "Remind me" in as_user(okja).get(address_of(fair)).content.decode()
    assert not EventReminder.objects.exists()


def test_tapping_twice_is_one_reminder(fair, okja, as_user):
    client = as_user(okja)
    client.post(address_of(fair))
    client.post(address_of(fair))
    assert EventReminder.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one_reminder(fair, okja):
    barrier, answers = threading.Barrier(2), []

    def tap():
        client = Client()
        client.force_login(okja, backend="django.contrib.auth.backends.ModelBackend")
        barrier.wait()
        answers.append(client.post(address_of(fair)).status_code)
        connection.close()

    threads = [threading.Thread(target=tap) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert answers == [302, 302]
    assert EventReminder.objects.count() == 1


def test_too_late_is_said_and_not_stored(fair, okja, as_user):
    with time_machine.travel(EVENING + timedelta(minutes=1), tick=False):
        with pytest.raises(DomainError):
            events.remind_me(event=fair, user=okja)
        client = as_user(okja)
        assert "too late" in client.post(address_of(fair), follow=True).content.decode()
        page = client.get("/villages/yanggu-haean/events/fair/").content.decode()
        assert f'action="{address_of(fair)}"' not in page
    assert not EventReminder.objects.exists()


def test_drafts_others_villages_and_closed_pages_answer_404(fair, okja, client, as_user):
    other = address_of(fair).replace("yanggu-haean", "yanggu-toegye")
    assert as_user(okja).post(other).status_code == 404
    assert client.get(address_of(fair).removesuffix("/") + ".ics").status_code == 200
    PageViewRestriction.objects.create(page=fair, restriction_type="login")
    assert client.get(address_of(fair).removesuffix("/") + ".ics").status_code == 404
    fair.unpublish()
    assert as_user(okja).post(address_of(fair)).status_code == 404


# --- being told


def test_told_once_the_evening_before_here_and_by_mail(fair, okja):
    events.remind_me(event=fair, user=okja)
    with time_machine.travel(EVENING - timedelta(minutes=1), tick=False):
        assert events.send_due() == 0
    with time_machine.travel(EVENING, tick=False):
        assert events.send_due() == 1
        assert events.send_due() == 0
        notifications.drain_outbox()
    line = lines(okja).get()
    assert "Seed fair" in line.words
    assert "10:00" in line.words
    assert line.url == "/villages/yanggu-haean/events/fair/"
    assert [letter.to for letter in mail.outbox] == [[okja.email]]
    assert "Seed fair" in mail.outbox[0].subject


def test_the_worker_has_it_on_its_timetable(fair, okja):
    events.remind_me(event=fair, user=okja)
    with time_machine.travel(EVENING + timedelta(minutes=1), tick=False):
        assert "portal.reminders" in timetable.run_due()
    assert lines(okja).count() == 1


def test_who_took_it_back_is_not_told(fair, okja):
    events.remind_me(event=fair, user=okja)
    events.forget_me(event=fair, user=okja)
    with time_machine.travel(EVENING, tick=False):
        assert events.send_due() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_nobody_twice(fair, okja):
    events.remind_me(event=fair, user=okja)
    barrier, told = threading.Barrier(2), []

    def work():
        barrier.wait()
        told.append(events.send_due())
        connection.close()

    with time_machine.travel(EVENING, tick=False):
        threads = [threading.Thread(target=work) for _ in range(2)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    assert sorted(told) == [0, 1]
    assert lines(okja).count() == 1


def test_a_late_worker_does_not_remind_of_what_is_over(fair, okja):
    events.remind_me(event=fair, user=okja)
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        assert events.send_due() == 0
    assert not okja.inbox.exists()


# --- the event changes


def test_the_reminder_moves_with_the_event_and_the_new_time_is_told(fair, okja):
    events.remind_me(event=fair, user=okja)
    publish(fair, starts_at=START + timedelta(days=7, hours=2))
    assert EventReminder.objects.get().remind_at == EVENING + timedelta(days=7)
    assert "17 May 2031, 12:00" in lines(okja, "event.moved").get().words
    with time_machine.travel(EVENING, tick=False):
        assert events.send_due() == 0
    with time_machine.travel(EVENING + timedelta(days=7), tick=False):
        assert events.send_due() == 1


def test_a_day_put_off_after_the_evening_is_reminded_again(fair, okja):
    events.remind_me(event=fair, user=okja)
    with time_machine.travel(EVENING + timedelta(hours=1), tick=False):
        events.send_due()
        publish(fair, starts_at=START + timedelta(days=1))
    with time_machine.travel(EVENING + timedelta(days=1), tick=False):
        events.send_due()
    assert lines(okja).count() == 2


def test_to_and_fro_is_told_each_time(fair, okja):
    events.remind_me(event=fair, user=okja)
    for hours in (2, 0, 2):
        publish(fair, starts_at=START + timedelta(hours=hours))
    assert lines(okja, "event.moved").count() == 3


def test_other_words_are_no_move(fair, okja):
    events.remind_me(event=fair, user=okja)
    publish(fair, title="Great seed fair")
    assert not okja.inbox.exists()


def test_calling_off_is_told_at_once_and_shown(fair, okja, haean, manager_of, as_user, client):
    events.remind_me(event=fair, user=okja)
    manager = as_user(manager_of(haean))
    door = f"/office/{haean.slug}/pages/{fair.pk}/call-off/"
    manager.post(door, {"act": "cancel"})
    manager.post(door, {"act": "cancel"})
    assert lines(okja, "event.cancelled").count() == 1
    page = client.get("/villages/yanggu-haean/events/fair/").content.decode()
    assert "This event does not take place." in page
    assert "https://schema.org/EventCancelled" in page
    assert "Does not take place" in client.get("/villages/yanggu-haean/events/").content.decode()
    assert b"STATUS:CANCELLED" in client.get("/villages/yanggu-haean/calendar.ics").content
    with time_machine.travel(EVENING, tick=False):
        assert events.send_due() == 0
    publish(fair, title="Seed fair, newly written")
    assert EventPage.objects.get(pk=fair.pk).is_cancelled, "a newer text does not undo it"


def test_on_again_is_told_and_reminded(fair, okja, manager_of, haean):
    events.remind_me(event=fair, user=okja)
    manager = manager_of(haean)
    for is_cancelled in (True, False, True, False):
        page = EventPage.objects.get(pk=fair.pk)
        assert events.set_cancelled(page=page, is_cancelled=is_cancelled, acting_user=manager)
    assert lines(okja, "event.cancelled").count() == 2
    assert lines(okja, "event.restored").count() == 2
    with time_machine.travel(EVENING, tick=False):
        assert events.send_due() == 1


def test_only_who_publishes_calls_off(fair, haean, editor_of, manager_of, toegye, as_user):
    door = f"/office/{haean.slug}/pages/{fair.pk}/call-off/"
    assert as_user(editor_of(haean)).post(door).status_code == 403
    assert as_user(manager_of(toegye)).post(door).status_code == 404
    assert as_user(manager_of(haean)).get(door).status_code == 405
    fair.refresh_from_db()
    assert not fair.is_cancelled


@pytest.mark.parametrize("what", ["page", "list"])
def test_deleted_for_good_is_told_and_leaves_no_row(fair, okja, what):
    events.remind_me(event=fair, user=okja)
    page = fair if what == "page" else fair.get_parent().specific
    page.delete()
    assert not EventReminder.objects.exists()
    assert "call the village" in lines(okja, "event.gone").get().words


def test_taken_back_for_a_moment_tells_nobody(fair, okja):
    events.remind_me(event=fair, user=okja)
    fair.unpublish()
    assert not okja.inbox.exists()
    publish(fair)
    with time_machine.travel(EVENING, tick=False):
        events.send_due()
    assert lines(okja).count() == 1


def test_still_off_the_portal_in_the_evening_is_said(fair, okja):
    events.remind_me(event=fair, user=okja)
    fair.unpublish()
    with time_machine.travel(EVENING, tick=False):
        assert events.send_due() == 1
    assert lines(okja, "event.gone").get().url == "/villages/yanggu-haean/"


def test_a_reminder_belongs_to_the_event_in_every_language(fair, okja, as_user, haean):
    korean = fair.get_parent().specific.add_child(
        instance=EventPage(
            title="씨앗 장터", slug="fair-ko", content_language="ko", starts_at=START, original=fair
        )
    )
    korean.save_revision().publish()
    client = as_user(okja)
    page = client.get(f"/villages/{haean.slug}/events/fair/?in=ko").content.decode()
    assert "씨앗 장터" in page
    assert f'action="{address_of(fair)}"' in page
    client.post(address_of(fair))
    assert EventReminder.objects.get().event_id == fair.pk


# --- without an account


def test_the_phone_rings_the_evening_before(fair, client):
    answer = client.get(f"/villages/yanggu-haean/reminders/{fair.pk}.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "attachment" in answer["Content-Disposition"]
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    alarm = event.walk("VALARM")[0]
    assert event["DTSTART"].dt == START
    assert event["DTSTART"].dt + alarm["TRIGGER"].dt == EVENING
    assert event["URL"].endswith("/villages/yanggu-haean/events/fair/")
    assert not answer.cookies


def test_on_the_last_evening_the_phone_rings_two_hours_before(fair, client):
    with time_machine.travel(EVENING + timedelta(hours=2), tick=False):
        answer = client.get(f"/villages/yanggu-haean/reminders/{fair.pk}.ics")
    alarm = Calendar.from_ical(answer.content).walk("VALARM")[0]
    assert alarm["TRIGGER"].dt == timedelta(hours=-2)


def test_who_leaves_the_platform_leaves_no_reminder(fair, okja):
    events.remind_me(event=fair, user=okja)
    okja.delete()
    assert not EventReminder.objects.exists()
    with time_machine.travel(EVENING, tick=False):
        assert events.send_due() == 0
    assert timezone.now() < START
