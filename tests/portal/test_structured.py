"""What search sites read of a page: its own words, its author, its picture."""

import html
import json
import re

import pytest

from media import renditions
from tests.portal import filling
from villages.portal.models import (
    CommitteePage,
    InfoPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    PlatformHomePage,
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
    assert found == {"@type": "Organization", "name": "Haean Village"}


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
