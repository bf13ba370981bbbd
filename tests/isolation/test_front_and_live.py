"""Points 19 to 21 and 25: portals, search, interfaces, queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from tests.isolation.conftest import MARKER
from tests.isolation.test_sweep import addresses
from villages.portal.models import NewsIndexPage, NewsPage
from villages.portal.services import NewVillage, provision_village


def more_villages(count: int) -> None:
    """Open so many villages more, each with a story."""
    for number in range(count):
        village = provision_village(
            NewVillage(
                slug=f"inje-more{number}",
                name_ko="가마을",
                name_en=f"More {number}",
                region_code="42810",
                lat=38.0,
                lon=128.0,
            )
        )
        NewsIndexPage.objects.get(path__startswith=village.page.path).add_child(
            instance=NewsPage(title=f"Story {number}", slug="story")
        )


def queries_of(client, url: str) -> int:
    """How many queries one cold answer costs; the first call warms what a process keeps."""
    from django.core.cache import cache

    assert client.get(url).status_code == 200
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured.captured_queries)


# --- 19: the front


@pytest.mark.django_db
def test_point_19_a_village_s_address_never_shows_another_s_page(client, haean, toegye):
    NewsIndexPage.objects.get(path__startswith=toegye.page.path).add_child(
        instance=NewsPage(title=MARKER, slug="theirs")
    )
    assert client.get(f"/villages/{toegye.slug}/news/theirs/").status_code == 200
    assert client.get(f"/villages/{haean.slug}/news/theirs/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tail", ["", "news/", "notices/", "events/", "places/", "fund/", "bulletin/"]
)
def test_point_19_every_public_page_names_its_address(client, haean, tail, settings):
    settings.PLATFORM_HOST = "invil.example"
    body = client.get(f"/villages/{haean.slug}/{tail}").content.decode()
    assert f'rel="canonical" href="http://invil.example/villages/{haean.slug}/{tail}"' in body


# --- 20: search


@pytest.mark.django_db
def test_point_20_search_in_one_village_finds_that_village_s_pages(client, haean, toegye):
    for village in (haean, toegye):
        page = NewsIndexPage.objects.get(path__startswith=village.page.path).add_child(
            instance=NewsPage(
                title=f"Buckwheat of {village.slug}", slug="buckwheat", content_language="en"
            )
        )
        page.save_revision().publish()
    body = client.get(f"/search/?q=Buckwheat&village={haean.slug}").content.decode()
    assert "Buckwheat of yanggu-haean" in body
    assert "Buckwheat of yanggu-toegye" not in body
    assert "Buckwheat of yanggu-toegye" in client.get("/search/?q=Buckwheat").content.decode()


# --- 21: interfaces


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["pages", "documents", "images"])
def test_point_21_the_editor_s_interface_tells_nothing(personas, secrets, as_user, person, what):
    """The one interface that is mounted; its reader is a superuser."""
    path = f"/cms/api/main/{what}/"
    for persona in ("stranger", "editor", "manager", "near"):
        answer = personas[persona].get(path)
        assert answer.status_code in (302, 403, 404)
        assert MARKER not in answer.content.decode()
    root = as_user(person("Root", is_superuser=True, is_staff=True)).get(path)
    assert root.status_code == 200
    assert MARKER in root.content.decode()


def test_point_21_no_public_interface_is_mounted():
    """Neither Wagtail's v2 nor its v3: one would need a test of `?site=` here."""
    routes = addresses()
    assert "cms/api/main/^pages/" in routes
    assert not [route for route in routes if "api/" in route and not route.startswith("cms/api/")]


# --- 25: the cost does not grow with the villages

FRONT = (
    "/",
    "/villages/",
    "/villages/yanggu-haean/",
    "/villages/yanggu-haean/news/",
    "/villages/yanggu-haean/notices/",
    "/villages/yanggu-haean/events/",
    "/villages/yanggu-haean/places/",
    "/villages/yanggu-haean/fund/",
    "/talk/",
    "/market/",
    "/learn/",
    "/open-data/",
)
EDITOR = (
    "/cms/",
    "/cms/pages/{home}/",
    "/cms/pages/{news}/",
    "/cms/pages/{home}/edit/",
    "/cms/choose-page/",
    "/cms/images/",
    "/cms/documents/",
    "/cms/media/",
    "/cms/images/chooser/",
)


@pytest.mark.django_db
def test_point_25_screens_cost_the_same_with_3_and_with_30_villages(
    client, haean, editor_of, as_user
):
    news = NewsIndexPage.objects.get(path__startswith=haean.page.path)
    editor = as_user(editor_of(haean))
    screens = [url.format(home=haean.page.pk, news=news.pk) for url in EDITOR]

    def costs() -> tuple[dict, dict]:
        front = {url: queries_of(client, url) for url in FRONT}
        return front, {url: queries_of(editor, url) for url in screens}

    front, desk = costs()
    more_villages(27)
    front_later, desk_later = costs()
    # The home shows up to three villages and their news: those exist from the start or not.
    assert not {u: (n, front_later[u]) for u, n in front.items() if front_later[u] > n + 2}
    assert not {url: number for url, number in front_later.items() if number > 15}
    assert not {u: (n, desk_later[u]) for u, n in desk.items() if desk_later[u] > n}
