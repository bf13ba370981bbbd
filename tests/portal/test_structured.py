"""What search sites read of a page: its own words, its author, its picture."""

import html
import json
import re

from django.utils import timezone

import pytest

from media import renditions
from tests.portal import filling
from villages.portal.models import (
    CommitteePage,
    EventIndexPage,
    EventPage,
    InfoPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    PlaceIndexPage,
    PlacePage,
    PlatformHomePage,
    StoryPage,
)

pytestmark = pytest.mark.django_db
HAEAN = "/villages/yanggu-haean/"
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">', re.S)


def body(client, url: str) -> str:
    return client.get(url, headers={"accept-language": "en"}).content.decode()


def description(client, url: str) -> str:
    return html.unescape(DESCRIPTION.search(body(client, url))[1])


def data(client, url: str) -> dict:
    return json.loads(LD.search(body(client, url))[1])


def news(haean, **columns):
    page = NewsPage(title="Crane", slug="crane", content_language="en", **columns)
    return filling.put_below(NewsIndexPage, haean, page)


def test_a_story_names_its_author(haean, client, person):
    page = news(haean, owner=person("Okja"))
    found = data(client, f"{HAEAN}news/crane/")
    assert (found["author"]["@type"], found["author"]["name"]) == ("Person", page.owner.name)


def test_a_story_in_a_resident_s_words_names_the_resident(haean, client, person):
    news(haean, owner=person("Okja"), on_behalf_of="Grandmother Kim")
    assert data(client, f"{HAEAN}news/crane/")["author"]["name"] == "Grandmother Kim"


def test_a_story_without_an_author_is_the_village_s(haean, client):
    news(haean)
    found = data(client, f"{HAEAN}news/crane/")["author"]
    assert (found["@type"], found["name"]) == ("Organization", "Haean Village")


def test_a_story_names_its_day_its_address_and_its_village(haean, client, settings):
    news(haean).save_revision().publish()
    found = data(client, f"{HAEAN}news/crane/")
    origin = f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"
    assert found["@type"] == "NewsArticle"
    assert found["datePublished"] == timezone.localdate().isoformat()
    assert found["dateModified"].startswith(timezone.now().date().isoformat())
    assert found["mainEntityOfPage"] == f"{origin}{HAEAN}news/crane/"
    assert found["publisher"]["url"] == f"{origin}{HAEAN}"


def test_a_story_of_the_village_is_an_article_in_its_own_language(haean, client):
    page = StoryPage(title="돌담", slug="wall", content_language="ko", summary="돌을 쌓다")
    type(haean.page).objects.get(pk=haean.page_id).add_child(instance=page)
    found = data(client, f"{HAEAN}wall/")
    assert (found["@type"], found["headline"]) == ("Article", "돌담")
    assert found["inLanguage"] == "ko"


def event(haean, **columns):
    page = EventPage(
        title="Fair", slug="fair", content_language="en", starts_at=timezone.now(), **columns
    )
    return filling.put_below(EventIndexPage, haean, page)


def test_an_event_says_when_where_and_who(haean, client):
    page = event(haean, place="The barn")
    found = data(client, f"{HAEAN}events/fair/")
    assert (found["@type"], found["startDate"]) == ("Event", page.starts_at.isoformat())
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["location"]["name"] == "The barn"
    assert found["location"]["address"]["addressCountry"] == "KR"
    assert found["organizer"]["name"] == "Haean Village"


def test_an_event_shows_its_picture_once_its_card_is_drawn(haean, client):
    photo = filling.a_photo(haean, "Field")
    event(haean, picture=photo)
    assert "image" not in data(client, f"{HAEAN}events/fair/")
    renditions.ensure_renditions(photo)
    assert data(client, f"{HAEAN}events/fair/")["image"].startswith("http")


@pytest.mark.parametrize(("lat", "lon"), [(38.28, 128.13), (None, None)])
def test_a_place_has_its_point_where_it_is_known(haean, client, lat, lon):
    page = PlacePage(title="Mill", slug="mill", content_language="en", lat=lat, lon=lon)
    filling.put_below(PlaceIndexPage, haean, page)
    found = data(client, f"{HAEAN}places/mill/")
    assert (found["@type"], found["containedInPlace"]["name"]) == ("Place", "Haean Village")
    point = found.get("geo", {})
    assert (point.get("latitude"), point.get("longitude")) == (lat, lon)


def test_the_nation_s_home_names_the_network_and_its_search(client, settings):
    network, place = data(client, "/")
    origin = f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"
    assert (network["@type"], network["name"], network["url"]) == (
        "Organization", "INVIL", f"{origin}/",
    )  # fmt: skip
    assert place["@type"] == "WebSite"
    assert place["potentialAction"]["target"] == f"{origin}/search/?q={{search_term_string}}"


def test_words_cannot_leave_their_script(haean, client):
    news(haean, summary="</script><b>&")
    said = body(client, f"{HAEAN}news/crane/")
    assert json.loads(LD.search(said)[1])["description"] == "</script><b>&"


def test_a_story_s_picture_is_named_once_its_card_is_drawn(haean, client):
    photo = filling.a_photo(haean, "Field")
    news(haean, picture=photo)
    assert "image" not in data(client, f"{HAEAN}news/crane/")
    renditions.ensure_renditions(photo)
    assert data(client, f"{HAEAN}news/crane/")["image"].startswith("http")


def test_a_course_and_the_network_say_what_they_are(haean, client):
    filling.nation()
    course = data(client, "/learn/safe/")
    assert (course["@type"], course["inLanguage"]) == ("Course", "en")
    assert data(client, "/about/")["@type"] == "Organization"
    assert InfoPage.objects.child_of(PlatformHomePage.objects.get()).exists()
    assert not LD.search(body(client, "/privacy/"))


def test_a_notice_begins_with_its_own_words(haean, client):
    page = NoticePage(
        title="Water", slug="water", content_language="en",
        body=[("paragraph", "<p>From nine to noon.</p>")],
    )  # fmt: skip
    filling.put_below(NoticeIndexPage, haean, page)
    assert description(client, f"{HAEAN}notices/water/") == "From nine to noon."


def test_the_committee_says_what_it_is(haean, client):
    page = CommitteePage.objects.get(path__startswith=haean.page.path)
    page.introduction = "Nine people, elected every two years."
    page.save_revision().publish()
    assert description(client, f"{HAEAN}committee/") == "Nine people, elected every two years."


def test_what_the_writer_wrote_for_search_sites_goes_first(haean, client):
    news(haean, summary="In one sentence.", search_description="For search sites.")
    assert description(client, f"{HAEAN}news/crane/") == "For search sites."


@pytest.mark.parametrize("tail", ["news/", "notices/", "events/", "places/"])
def test_no_list_speaks_with_the_platform_s_words(haean, client, tail):
    assert "Haean Village" in description(client, HAEAN + tail)
