"""The finder: a map, a list and its figures, all of them links that work without script."""

import re
from collections import Counter

import pytest

from villages.portal import mapping
from villages.portal.models import Village


def page_of(client, query: str = "") -> str:
    answer = client.get(f"/villages/{query}", headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def counted() -> dict[str, str]:
    """Villages by province, as the database has them."""
    codes = Village.objects.active().values_list("region__code", flat=True)
    return {code: str(n) for code, n in Counter(code[:2] for code in codes).items()}


def test_the_map_links_each_province_by_name_with_its_number(client, haean, yesong):
    links = re.findall(
        r'<a href="/villages/\?region=(\d\d)" aria-label="[^"]+, (\d+) villages?"', page_of(client)
    )
    assert dict(links) == counted()


def test_each_figure_of_the_map_stands_in_the_list_too(client, haean, yesong):
    page = page_of(client)
    listed = re.findall(r'region=(\d\d)"><span>[^<]+</span><b class="num">(\d+)</b>', page)
    assert dict(listed) == counted()


def test_a_province_counts_its_counties(client, haean, toegye):
    code = haean.region.code
    page = page_of(client, f"?region={code[:2]}")
    assert "Villages by city and county" in page
    assert f'href="/villages/?region={code}"' in page
    assert "Villages by city and county" not in page_of(client)


def test_a_search_narrows_list_and_map(client, haean, yesong):
    page = page_of(client, f"?q={haean.name_ko}")
    cards = page[page.index('id="found"') : page.index('id="map"')]
    assert haean.get_absolute_url() in cards
    assert yesong.get_absolute_url() not in cards


@pytest.mark.parametrize("query", ["?q=zzz", "?region=99999", "?kind=nothing", "?page=99"])
def test_odd_questions_get_a_page(client, haean, query):
    assert "finder__map" in page_of(client, query)


def test_every_province_has_an_outline():
    assert len({shape.code for shape in mapping.shapes()}) == 17
