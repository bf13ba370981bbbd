"""Everything live of a village is reached from its home, and no link leads to nothing."""

import html
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.utils import timezone

from wagtail.models import Page

import pytest
import time_machine
from icalendar import Calendar

from tests.portal import filling
from villages.community.services import open_missing_boards
from villages.portal import selectors, village_forms
from villages.portal.models import (
    CommitteePage,
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    StoryPage,
)

pytestmark = pytest.mark.django_db
HAEAN = "/villages/yanggu-haean/"
LIST = f"{HAEAN}stories-and-albums/"
SEOUL = ZoneInfo("Asia/Seoul")
HREF = re.compile(r'href="([^"#]*)')


def body(client, url: str, language="en") -> str:
    return client.get(url, headers={"accept-language": language}).content.decode()


def crawl(client, start: str) -> dict[str, int]:
    """Every address below a village's portal that links lead to, with its answer."""
    seen, waiting = {}, [start]
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        answer = client.get(url)
        seen[url] = answer.status_code
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        for link in HREF.findall(answer.content.decode()):
            link = html.unescape(link)
            link = url.partition("?")[0] + link if link.startswith("?") else link
            if link.startswith(start):
                waiting.append(link)
    return seen


def tale(village, n: int, **more):
    home = type(village.page).objects.get(pk=village.page_id)
    page = StoryPage(title=f"Tale {n}", slug=f"tale-{n}", content_language="en", **more)
    page = home.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def full(haean, toegye, manager_of):
    """Haean with more of everything than fits on one page, and with things that are over."""
    filling.fill(haean, manager_of(haean), sister=toegye, rows=14)
    ago = timezone.now() - timedelta(days=30)
    filling.put_below(EventIndexPage, haean, EventPage(title="Gone", slug="gone", starts_at=ago))
    filling.put_below(
        NoticeIndexPage, haean, NoticePage(title="Old", slug="old", valid_until=ago.date())
    )
    filling.album(haean, 2, slug="second", picture=filling.a_photo(haean, "Second"))
    volunteers = village_forms.make_form(
        village=haean, kind="volunteers", acting_user=manager_of(haean)
    )
    volunteers.is_closed = True
    volunteers.save_revision().publish()
    return haean


def test_every_live_page_is_linked_from_somewhere(full, client):
    seen = crawl(client, full.get_absolute_url())
    live = Page.objects.live().filter(path__startswith=full.page.path)
    wanted = {where(page) for page in live.specific()}
    assert len(wanted) > 70
    opened = {url for url, status in seen.items() if status == 200}
    assert wanted - opened - {url.partition("?")[0] for url in opened} == set()


def where(page) -> str:
    """A page's address; that of a version is the first one's, with its language."""
    first = getattr(page, "original", None)
    if first is None:
        return selectors.path_of(page)
    return f"{selectors.path_of(first)}?in={page.content_language}"


def test_no_link_of_a_village_leads_to_nothing(full, client):
    assert {u: s for u, s in crawl(client, full.get_absolute_url()).items() if s >= 400} == {}


def test_no_link_of_a_newly_opened_village_leads_to_nothing(haean, client):
    assert open_missing_boards() == 3
    assert open_missing_boards() == 0
    seen = crawl(client, haean.get_absolute_url())
    assert {url: status for url, status in seen.items() if status >= 400} == {}
    assert seen[f"{HAEAN}documents/"] == 200


# --- stories and albums


def test_the_newest_story_stands_on_the_home_and_the_ninth_on_the_list(haean, client):
    for n in range(9):
        with time_machine.travel(timezone.now() - timedelta(days=20 - n)):
            tale(haean, n)
    home = body(client, HAEAN)
    assert home.index(f"{HAEAN}tale-8/") < home.index(f"{HAEAN}tale-7/")
    assert f"{HAEAN}tale-0/" not in home
    assert f'href="{LIST}"' in home
    assert f"{HAEAN}tale-0/" in body(client, LIST)


def test_the_list_has_pages(full, client):
    assert "?page=2" in body(client, LIST)
    assert client.get(f"{LIST}?page=99999").status_code == 200


def test_the_list_speaks_the_reader_s_language(haean, client):
    first = tale(haean, 1)
    home = type(haean.page).objects.get(pk=haean.page_id)
    korean = StoryPage(title="옛이야기", slug="old-ko", content_language="ko", original=first)
    home.add_child(instance=korean).save_revision().publish()
    assert "옛이야기" in body(client, LIST, "ko")
    assert "옛이야기" not in body(client, LIST)
    assert "Tale 1" not in body(client, LIST, "ko")


def test_the_list_of_another_village_shows_none_of_it(haean, toegye, client):
    tale(haean, 1)
    assert "Tale 1" not in body(client, f"/villages/{toegye.slug}/stories-and-albums/")
    assert client.get("/villages/nowhere/stories-and-albums/").status_code == 404


# --- tabs


def test_the_committee_s_tab_comes_with_its_page_and_goes_with_it(haean, client):
    link = f'href="{HAEAN}committee/"'
    assert link not in body(client, HAEAN)
    page = CommitteePage.objects.get(path__startswith=haean.page.path)
    page.save_revision().publish()
    assert link in body(client, HAEAN)
    assert link in body(client, f"{HAEAN}documents/")
    CommitteePage.objects.get(pk=page.pk).unpublish()
    assert link not in body(client, HAEAN)
    assert link not in body(client, f"{HAEAN}documents/")
    assert link not in body(client, f"{HAEAN}fund/")


def test_the_tabs_cost_one_question_a_minute(haean, django_assert_num_queries):
    from villages.portal import tabs

    cache.clear()
    with django_assert_num_queries(1):
        tabs.live_doors(haean)
    with django_assert_num_queries(0):
        assert tabs.live_doors(haean) == {"notices", "news", "events", "places", "documents"}


# --- events


@pytest.fixture
def calendar(haean):
    """Make an event of Haean: `calendar("Fair", days_from_now, days_long)`."""

    def make(title: str, starts: float, long: float | None = None):
        begin = timezone.now() + timedelta(days=starts)
        end = begin + timedelta(days=long) if long is not None else None
        page = EventPage(
            title=title, slug=title.lower(), content_language="en", starts_at=begin, ends_at=end
        )
        return filling.put_below(EventIndexPage, haean, page)

    return make


NOON = datetime(2031, 5, 10, 12, 0, tzinfo=SEOUL)


@pytest.fixture
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.usefixtures("_noon")
@pytest.mark.parametrize("tail", ["", "events/"])
def test_a_festival_that_runs_is_shown_until_its_last_day(calendar, client, tail):
    calendar("Festival", -3, 4)
    with time_machine.travel(NOON + timedelta(days=1, hours=8), tick=False):
        said = body(client, HAEAN + tail)
        assert "Coming up" in said
        assert "Festival" in said
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        assert "Coming up" not in body(client, HAEAN + tail)


@pytest.mark.usefixtures("_noon")
def test_a_festival_that_runs_stands_in_the_phone_s_calendar(calendar, client):
    calendar("Festival", -3, 4)
    calendar("Over", -3, 1)
    book = Calendar.from_ical(client.get(f"{HAEAN}calendar.ics").content)
    assert [str(event["summary"]) for event in book.walk("VEVENT")] == ["Festival"]


@pytest.mark.usefixtures("_noon")
def test_coming_events_stand_first_in_time_and_past_ones_newest_first(calendar, client):
    for title, starts in (("Long-ago", -40), ("Next", 1), ("Lately", -2), ("Far", 90)):
        calendar(title, starts)
    said = body(client, f"{HAEAN}events/")
    places = [said.index(f">{title}</a>") for title in ("Next", "Far", "Lately", "Long-ago")]
    assert places == sorted(places)
    assert said.index("Coming up") < said.index("Past events")


@pytest.mark.usefixtures("_noon")
def test_an_event_of_another_year_says_its_year(calendar, client):
    calendar("Lately", -2)
    this_year = NOON.strftime("%Y, ")
    assert this_year not in body(client, f"{HAEAN}events/")
    calendar("Long-ago", -2 * 365)
    then = NOON - timedelta(days=2 * 365)
    assert f"{then.day} {then:%B %Y}, " in body(client, f"{HAEAN}events/")


@pytest.mark.usefixtures("_noon")
def test_this_morning_s_event_is_still_today_s(calendar, haean):
    calendar("Market", -0.3)
    assert [event.title for event in selectors.coming_events(haean)] == ["Market"]
    with time_machine.travel(NOON + timedelta(hours=12), tick=False):
        assert selectors.coming_events(haean) == []


# --- one search box over the village


@pytest.mark.parametrize("tail", ["news/", "notices/", "stories-and-albums/"])
def test_a_village_s_lists_have_a_search_of_their_own(haean, client, tail):
    said = body(client, HAEAN + tail)
    assert '<input type="hidden" name="village" value="yanggu-haean">' in said


def test_the_result_names_the_village_and_leads_on(haean, toegye, client):
    for village in (haean, toegye):
        page = NewsPage(title=f"Acorns of {village.slug}", slug="acorns", content_language="en")
        filling.put_below(NewsIndexPage, village, page).save_revision().publish()
    said = body(client, "/search/?q=acorns&village=yanggu-haean")
    assert "Search in Haean Village" in said
    assert "Acorns of yanggu-toegye" not in said
    wide = html.unescape(re.search(r'href="([^"]*)">Search in all villages', said)[1])
    assert "Acorns of yanggu-toegye" in body(client, f"/search/{wide}")


def test_the_office_has_the_same_box(haean, manager_of, as_user):
    said = body(as_user(manager_of(haean)), f"/office/{haean.slug}/")
    assert '<input type="hidden" name="village" value="yanggu-haean">' in said
