"""Homes: few queries, no cookie, no write. That lists stay flat is in `test_flat.py`."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from villages.portal.models import Region, Village
from villages.portal.services import NewVillage, provision_village

pytestmark = pytest.mark.django_db
CEILING = 15


def queries_of(client, url: str) -> list[str]:
    """The statements of one request, with cold caches of ours."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(url)
    assert answer.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_village_home_stays_below_the_ceiling(client, haean):
    assert len(queries_of(client, f"/villages/{haean.slug}/")) <= CEILING


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/villages/",
        "/villages/yanggu-haean/",
        "/villages/yanggu-haean/news/",
        "/market/",
        "/learn/",
        "/talk/",
        "/search/?q=a",
        "/styleguide/",
        "/open-data/",
    ],
)
def test_anonymous_pages_set_no_cookie_and_write_nothing(client, haean, url):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    assert answer.status_code == 200
    assert not answer.cookies
    writes = [
        q["sql"]
        for q in captured.captured_queries
        if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")
    ]
    assert not writes


@pytest.mark.parametrize("url", ["/villages/nowhere/", "/villages/region-42/nowhere/", "/x/"])
def test_unknown_address_is_a_page_of_ours(client, haean, url):
    answer = client.get(url, headers={"accept-language": "ko"})
    assert answer.status_code == 404
    assert 'lang="ko"' in answer.content.decode()


def test_reader_s_language_changes_words_not_addresses(client, haean):
    korean = client.get(f"/villages/{haean.slug}/", headers={"accept-language": "ko"})
    english = client.get(f"/villages/{haean.slug}/", headers={"accept-language": "en"})
    assert haean.name_ko in korean.content.decode()
    assert haean.name_en in english.content.decode()
    assert "Accept-Language" in korean["Vary"]


@pytest.mark.parametrize(
    ("what", "value"),
    [("language", "ko"), ("text", "200"), ("contrast", "high"), ("scheme", "dark")],
)
def test_view_link_sets_one_cookie_and_goes_back(client, what, value):
    answer = client.get(f"/view/{what}/{value}/?next=/villages/")
    assert answer["Location"] == "/villages/"
    assert [morsel.value for morsel in answer.cookies.values()] == [value]


def test_view_link_never_leads_away(client):
    answer = client.get("/view/text/200/?next=https://elsewhere.example/")
    assert answer["Location"] == "/"


def test_provisioning_twice_opens_one_village(haean):
    again = provision_village(
        NewVillage(slug=haean.slug, name_ko="x", name_en="x", region_code="42800")
    )
    assert again.pk == haean.pk
    assert again.name_en == haean.name_en


def test_finder_finds_by_township_and_by_county(client, haean):
    Village.objects.filter(pk=haean.pk).update(township_ko="해안면")
    assert haean.name_en in client.get("/villages/?q=해안면").content.decode()
    assert haean.name_en in client.get("/villages/?q=Yanggu").content.decode()
    assert Region.objects.filter(level="nation").exists()
