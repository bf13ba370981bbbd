"""Where a story happened: told on the phone, read under the headline, known to search sites."""

import json
import re

import pytest

from tests.portal.test_posting import post_news
from villages.portal.models import NewsIndexPage, NewsPage, PlaceIndexPage, PlacePage

pytestmark = pytest.mark.django_db


def place_in(village, title: str = "Old bridge", **columns) -> PlacePage:
    index = PlaceIndexPage.objects.filter(path__startswith=village.page.path).first()
    page = PlacePage(title=title, slug=title.replace(" ", "-").lower(), **columns)
    return index.add_child(instance=page)


def told(village, place: str = "", **columns) -> NewsPage:
    index = NewsIndexPage.objects.get(path__startswith=village.page.path)
    page = NewsPage(title="Ice", slug="ice", place=place, content_language="en", **columns)
    return index.add_child(instance=page)


def read(client, village) -> str:
    answer = client.get(f"/villages/{village.slug}/news/ice/", headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def header_of(page: str) -> str:
    return page[page.index("<h1>Ice</h1>") : page.index("</header>", page.index("<h1>Ice</h1>"))]


def data_of(page: str) -> dict:
    blocks = re.findall(r'<script type="application/ld\+json">(.+?)</script>', page, re.S)
    return next(d for d in map(json.loads, blocks) if d.get("@type") == "NewsArticle")


def test_free_words_stand_under_the_headline(client, haean):
    told(haean, "Behind the mill")
    page = read(client, haean)
    assert "<span>Behind the mill</span>" in header_of(page)
    where = data_of(page)["contentLocation"]
    assert (where["@type"], where["name"]) == ("Place", "Behind the mill")
    assert "geo" not in where


def test_a_place_of_the_village_is_linked_with_its_point(client, haean):
    place_in(haean, lat=38.28, lon=128.12)
    told(haean, "old bridge")
    page = read(client, haean)
    assert f'<a href="/villages/{haean.slug}/places/old-bridge/">old bridge</a>' in header_of(page)
    assert data_of(page)["contentLocation"]["geo"]["latitude"] == 38.28


def test_a_version_of_a_place_leads_to_its_first_page(client, haean):
    first = place_in(haean, "옛 다리", lat=38.28, lon=128.12, content_language="ko")
    place_in(haean, "Old bridge", original=first, content_language="en")
    told(haean, "Old bridge")
    assert data_of(read(client, haean))["contentLocation"]["geo"]["longitude"] == 128.12


@pytest.mark.parametrize("columns", [{"live": False}, {"members_only": True}])
def test_a_place_nobody_may_open_is_words_only(client, haean, columns):
    place_in(haean, lat=38.28, lon=128.12, **columns)
    told(haean, "Old bridge")
    page = read(client, haean)
    assert "<span>Old bridge</span>" in header_of(page)
    assert "geo" not in data_of(page)["contentLocation"]


def test_another_village_s_place_of_that_name_is_not_meant(client, haean, toegye):
    place_in(toegye, lat=38.0, lon=128.0)
    told(haean, "Old bridge")
    assert "<span>Old bridge</span>" in header_of(read(client, haean))


def test_a_story_without_a_place_says_and_asks_nothing(
    client, haean, django_assert_max_num_queries
):
    page = told(haean)
    shown = read(client, haean)
    assert "map-pin" not in header_of(shown)
    assert "contentLocation" not in data_of(shown)
    with django_assert_max_num_queries(0):
        assert NewsPage(path=page.path, place="").place_page is None


def test_the_phone_keeps_the_place(haean, manager_of, as_user):
    post_news(as_user(manager_of(haean)), haean, place="Old bridge")
    assert NewsPage.objects.get(title="Picking began").place == "Old bridge"


def test_the_phone_needs_no_place(haean, manager_of, as_user):
    post_news(as_user(manager_of(haean)), haean)
    assert NewsPage.objects.get(title="Picking began").live


def test_the_phone_asks_for_it_behind_more_and_offers_the_own_places(
    haean, toegye, manager_of, as_user
):
    place_in(haean), place_in(toegye, "Ferry landing")
    screen = as_user(manager_of(haean)).get(f"/office/{haean.slug}/post/news/").content.decode()
    more = screen[screen.index('<details class="fold"') : screen.index("</details>", screen.index('<details class="fold"'))]  # fmt: skip
    assert 'name="place"' in more
    assert 'list="places"' in more
    assert '<option value="Old bridge">' in screen
    assert "Ferry landing" not in screen


def test_the_offline_form_knows_no_village_s_places(client, haean):
    place_in(haean)
    screen = client.get("/offline/post/news/").content.decode()
    assert 'name="place"' in screen
    assert 'list="places"' not in screen


def test_the_place_can_be_changed_later(haean, manager_of, as_user):
    manager = as_user(manager_of(haean))
    post_news(manager, haean, place="Old bridge")
    page = NewsPage.objects.get(title="Picking began")
    sent = {"title": page.title, "text": "Cold.", "place": "New bridge", "base": page.latest_revision_id}  # fmt: skip
    url = f"/office/{haean.slug}/pages/{page.pk}/edit/"
    assert 'value="Old bridge"' in manager.get(url).content.decode()
    assert manager.post(url, sent).status_code == 302
    page.refresh_from_db()
    assert page.place == "New bridge"


def test_the_page_editor_has_it(haean, manager_of, as_user):
    page = told(haean, "Old bridge")
    screen = as_user(manager_of(haean)).get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert re.search(r'name="place"[^>]*value="Old bridge"', screen)
