"""The sheet of the week: what holds, what comes, what is new; nothing of another village."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.models import PageViewRestriction

import pytest
import time_machine

from villages.portal.models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
)

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2031, 5, 5, 0, 30, tzinfo=SEOUL)  # still the fourth in London
TODAY = date(2031, 5, 5)
URL = "/villages/yanggu-haean/bulletin/"
INDEX = {NoticePage: NoticeIndexPage, EventPage: EventIndexPage, NewsPage: NewsIndexPage}


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def write():
    """Publish a page in a village: `write(haean, NoticePage, "Box order", published_on=…)`."""

    def go(village, model, title, **columns):
        index = INDEX[model].objects.get(path__startswith=village.page.path)
        page = index.add_child(
            instance=model(title=title, content_language="en", **columns),
        )
        page.save_revision().publish()
        return model.objects.get(pk=page.pk)

    return go


def sheet(client) -> str:
    answer = client.get(URL)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("columns", "stands"),
    [
        ({"published_on": TODAY - timedelta(days=7)}, True),
        ({"published_on": TODAY - timedelta(days=8)}, False),
        ({"published_on": TODAY - timedelta(days=40), "valid_until": TODAY}, True),
        ({"published_on": TODAY, "valid_until": TODAY - timedelta(days=1)}, False),
        ({"published_on": TODAY - timedelta(days=40), "is_pinned": True}, True),
        ({"published_on": TODAY - timedelta(days=40), "is_urgent": True}, True),
    ],
)
def test_a_notice_stands_while_it_matters(client, haean, write, columns, stands):
    write(haean, NoticePage, "Box order", **columns)
    assert ("Box order" in sheet(client)) is stands


@pytest.mark.parametrize(
    ("starts", "ends", "stands"),
    [
        (datetime(2031, 5, 5, 0, 5, tzinfo=SEOUL), None, True),
        (datetime(2031, 5, 11, 23, 0, tzinfo=SEOUL), None, True),
        (datetime(2031, 5, 12, 0, 5, tzinfo=SEOUL), None, False),
        (datetime(2031, 5, 4, 23, 0, tzinfo=SEOUL), None, False),
        (datetime(2031, 5, 3, 9, 0, tzinfo=SEOUL), datetime(2031, 5, 6, tzinfo=SEOUL), True),
    ],
)
def test_an_event_stands_in_its_week(client, haean, write, starts, ends, stands):
    write(haean, EventPage, "Seed fair", starts_at=starts, ends_at=ends)
    assert ("Seed fair" in sheet(client)) is stands


def test_an_event_called_off_is_not_announced(client, haean, write):
    fair = write(haean, EventPage, "Seed fair", starts_at=NOW + timedelta(days=1))
    EventPage.objects.filter(pk=fair.pk).update(is_cancelled=True)
    assert "Seed fair" not in sheet(client)


def test_the_weeks_news_is_named(client, haean, write):
    write(haean, NewsPage, "First apples", published_on=TODAY - timedelta(days=2))
    write(haean, NewsPage, "Last apples", published_on=TODAY - timedelta(days=20))
    page = sheet(client)
    assert "First apples" in page
    assert "Last apples" not in page


def test_nothing_of_another_village_stands(client, haean, yesong, write):
    write(yesong, NoticePage, "Peel day", published_on=TODAY)
    assert "Peel day" not in sheet(client)


def test_a_closed_notice_does_not_hang_on_the_wall(client, haean, write):
    notice = write(haean, NoticePage, "Only for us", published_on=TODAY)
    PageViewRestriction.objects.create(page=notice, restriction_type="login")
    assert "Only for us" not in sheet(client)


def test_a_quiet_week_says_so(client, haean):
    assert "A quiet week" in sheet(client)


def test_a_village_that_is_not_open_has_no_sheet(client, haean):
    haean.page.live = False
    haean.page.save()
    type(haean).objects.filter(pk=haean.pk).update(status="opening")
    assert client.get(URL).status_code == 404


def test_a_full_sheet_takes_no_more_queries(client, haean, write):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            sheet(client)
        return len(captured)

    for number in range(2):
        write(haean, NoticePage, f"Notice {number}", published_on=TODAY)
        write(haean, EventPage, f"Event {number}", starts_at=NOW + timedelta(days=1))
    few = count()
    for number in range(2, 6):
        write(haean, NoticePage, f"Notice {number}", published_on=TODAY)
        write(haean, EventPage, f"Event {number}", starts_at=NOW + timedelta(days=1))
    assert count() <= few <= 15


def test_many_notices_keep_to_one_sheet(client, haean, write):
    for number in range(9):
        write(
            haean, NoticePage, f"Notice {number}", published_on=TODAY,
            body=[("paragraph", f"<p>{'Bring your own cup. ' * 60}</p>")],
        )  # fmt: skip
    page = sheet(client)
    assert page.count(">Notice ") == 6
    assert page.count("Bring your own cup.") < 6 * 16


def test_what_members_read_does_not_hang_on_the_wall(client, haean, write, resident_of, as_user):
    write(haean, NoticePage, "For us alone", published_on=TODAY, members_only=True)
    assert "For us alone" not in sheet(as_user(resident_of(haean)))


def test_it_is_linked_from_the_notices_and_the_office(client, haean, manager_of, as_user):
    assert f'href="{URL}"' in client.get("/villages/yanggu-haean/notices/").content.decode()
    office = as_user(manager_of(haean)).get("/office/yanggu-haean/").content.decode()
    assert f'href="{URL}"' in office
