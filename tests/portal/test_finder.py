"""The finder: a map, a list and its figures, all of them links that work without script."""

import re
from collections import Counter

import pytest

from tests.factories import market
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


def map_of(page: str) -> str:
    return page[page.index('class="finder__map"') : page.index("finder__key")]


def test_with_a_province_chosen_the_map_draws_its_counties(client, haean, toegye, yesong):
    drawn = map_of(page_of(client, "?region=42"))
    outlines = set(re.findall(r"#p(\d+)", drawn))
    assert outlines == {shape.code for shape in mapping.counties_of("42")}
    links = re.findall(r'<a href="/villages/\?region=(\d+)" aria-label="([^"]+)"', drawn)
    assert links == [("42800", "Yanggu-gun, 2 villages")]


def test_each_figure_of_the_county_map_stands_in_the_list_too(client, haean, toegye):
    page = page_of(client, "?region=42")
    listed = page[page.index("Villages by city and county") :]
    assert '<a href="/villages/?region=42800"><span>Yanggu-gun</span><b class="num">2</b>' in listed


def test_the_chosen_county_is_marked_on_the_map_and_in_the_list(client, haean):
    page = page_of(client, "?region=42800")
    marked = re.findall(r'<a href="/villages/\?region=(\d+)"[^>]*aria-current="true"', page)
    assert marked == ["42800", "42800", "42"]
    assert 'class="on" aria-current="true"><use' in map_of(page)


def test_a_chosen_county_without_a_village_is_marked_but_no_link(client, haean):
    drawn = map_of(page_of(client, "?region=42810"))
    assert re.findall(r'<g class="on"><use href="[^"]+#p(\d+)"', drawn) == ["42810"]


def test_a_province_s_map_says_what_it_is_and_leads_back_to_the_country(client, haean):
    page = page_of(client, "?region=42")
    assert 'aria-label="Map of Gangwon by city and county, with 2 villages"' in page
    assert 'href="/villages/#map"' in page
    assert 'href="/villages/#map"' not in page_of(client)


def test_the_county_map_shows_no_dot_of_another_province(client, haean, yesong):
    Village.objects.filter(pk=yesong.pk).update(lat=34.1, lon=126.5)
    far = mapping.dots([mapping.place(34.1, 126.5)])
    assert far in map_of(page_of(client))
    assert far not in map_of(page_of(client, "?region=42"))


@pytest.mark.parametrize("province", [shape.code for shape in mapping.shapes()])
def test_every_village_of_a_province_lies_in_its_picture(province):
    counties = mapping.counties_of(province)
    points = [(shape.x, shape.y) for shape in counties]
    left, top, width, height = mapping.frame_of(province, points)
    assert all(left < x < left + width and top < y < top + height for x, y in points)


def test_the_whole_nation_as_a_place_is_the_country_s_map(client, haean):
    drawn = map_of(page_of(client, "?region=00"))
    assert set(re.findall(r"#p(\d+)", drawn)) == {shape.code for shape in mapping.shapes()}


def test_a_county_map_asks_as_much_at_30_villages_as_at_3(
    client, haean, toegye, django_assert_max_num_queries
):
    page_of(client, "?region=42")
    with django_assert_max_num_queries(30) as few:
        page_of(client, "?region=42")
    for _number in range(27):
        market.village()
    with django_assert_max_num_queries(30) as many:
        page_of(client, "?region=42")
    assert len(many) == len(few)


def test_every_province_has_an_outline():
    assert len({shape.code for shape in mapping.shapes()}) == 17
