"""The days and hours of a text are changed on the phone; whoever wanted to be reminded hears."""

from datetime import timedelta

from django.utils import timezone

import pytest

from tests.isolation.requests import form_on
from tests.office.test_texts import edit_url, newest, save
from villages.portal import events, posting
from villages.portal.models import EventPage, NoticeIndexPage, NoticePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def okja(haean, manager_of):
    """The manager."""
    return manager_of(haean)


def test_a_notice_s_last_day_and_urgency_are_changed(haean, okja, as_user):
    index = NoticeIndexPage.objects.get(path__startswith=haean.page.path)
    page = index.add_child(instance=NoticePage(title="Water", slug="water", owner=okja))
    page.save_revision(user=okja)
    save(as_user(okja), haean, page, text="Off.", valid_until="2126-12-24", is_urgent="on")
    found = newest(page)
    assert (str(found.valid_until), found.is_urgent) == ("2126-12-24", True)
    save(as_user(okja), haean, page, valid_until="", is_urgent=None)
    assert (newest(page).valid_until, newest(page).is_urgent) == (None, False)


def event(village, author, **more) -> EventPage:
    when = timezone.localtime().replace(hour=10, minute=0, second=30, microsecond=0)
    draft = posting.Draft(
        kind="event", title="Feast", text="All come.", language="en",
        starts_at=when + timedelta(days=9), place="The hall", **more,
    )  # fmt: skip
    page = posting.write_page(village=village, author=author, draft=draft)
    posting.publish_own(page=page, author=author)
    return EventPage.objects.get(pk=page.pk)


def typed(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def publish(client, village, page, **answers):
    """Open the screen, change what is named, publish."""
    url = edit_url(village, page)
    return client.post(url, form_on(client, url, has="title").filled(**answers))


def test_a_moved_event_is_told_to_whoever_wanted_to_be_reminded(haean, okja, resident_of, as_user):
    page, guest = event(haean, okja), resident_of(haean)
    events.remind_me(event=page, user=guest)
    later = page.starts_at + timedelta(days=2)
    ends = later + timedelta(hours=3)
    answer = publish(
        as_user(okja), haean, page,
        starts_at=typed(later), ends_at=typed(ends), place="The school",
    )  # fmt: skip
    assert answer.status_code == 302
    page.refresh_from_db()
    assert (typed(page.starts_at), typed(page.ends_at)) == (typed(later), typed(ends))
    assert page.place == "The school"
    assert guest.inbox.filter(kind="event.moved").count() == 1


def test_an_event_whose_hour_was_not_touched_has_not_moved(haean, okja, resident_of, as_user):
    page, guest = event(haean, okja), resident_of(haean)
    events.remind_me(event=page, user=guest)
    publish(as_user(okja), haean, page, text="All come, and sing.")
    assert EventPage.objects.get(pk=page.pk).starts_at == page.starts_at
    assert not guest.inbox.filter(kind="event.moved").exists()


WRONG_TIMES = [
    {"ends_at": "2020-01-01T10:00"},
    {"starts_at": ""},
    {"starts_at": "0001-01-01T00:00"},
    {"ends_at": "9999-12-31T23:59"},
    {"starts_at": "tomorrow"},
]


@pytest.mark.parametrize("wrong", WRONG_TIMES)
def test_a_wrong_time_is_answered_in_words_and_the_rest_stays(haean, okja, as_user, wrong):
    page = event(haean, okja)
    answer = publish(as_user(okja), haean, page, title="Great feast", **wrong)
    assert answer.status_code == 422
    assert 'value="Great feast"' in answer.content.decode()
    assert EventPage.objects.get(pk=page.pk).starts_at == page.starts_at


def test_an_event_is_posted_with_its_end(haean, okja, as_user):
    url = f"/office/{haean.slug}/post/event/"
    form = form_on(as_user(okja), url, has="ends_at")
    day = timezone.localtime() + timedelta(days=3)
    answers = {"title": "Market", "text": "Come.", "starts_at": typed(day)}
    wrong = as_user(okja).post(url, form.filled(**answers, ends_at=typed(day - timedelta(hours=1))))
    assert wrong.status_code == 422
    ends = typed(day + timedelta(hours=4))
    assert as_user(okja).post(url, form.filled(**answers, ends_at=ends)).status_code == 302
    assert typed(EventPage.objects.get(title="Market").ends_at) == ends
