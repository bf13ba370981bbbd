"""Where a village lies: a picture of its province, and the same in words."""

import re
from xml.etree import ElementTree

import pytest

from villages.portal import mapping, register
from villages.portal.models import Village
from villages.portal.services import NewVillage, provision_village

pytestmark = pytest.mark.django_db
HAEAN = "/villages/yanggu-haean/"
YANGGU = "42800"
PICTURE = "/village-maps/light/yanggu-haean.svg"


@pytest.fixture
def placed(haean):
    """Haean, with its position."""
    Village.objects.filter(pk=haean.pk).update(lat=38.28, lon=128.13)
    return haean


def body(client, url: str, language: str = "en") -> str:
    return client.get(url, headers={"accept-language": language}).content.decode()


def numbers(drawn: str) -> tuple[float, ...]:
    """Left, top, width and height of the picture."""
    return tuple(float(n) for n in re.search(r'viewBox="([^"]+)"', drawn)[1].split())


# --- the picture


def test_the_picture_marks_the_county_and_the_village():
    drawn = mapping.county_map(YANGGU, 38.28, 128.13)
    ElementTree.fromstring(drawn)
    marked = next(s for s in mapping.counties_of("42") if s.code == YANGGU)
    assert f'<path d="{marked.path}" fill="#a5cfba"/>' in drawn
    assert drawn.count('fill="#a5cfba"') == 1
    assert drawn.count(mapping.dots([mapping.place(38.28, 128.13)])) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_province_can_be_drawn_with_its_villages_inside(scheme):
    for province in {shape.code[:2] for shape in mapping.shapes("counties")}:
        county = mapping.counties_of(province)[0]
        lat, lon = 37.5, 130.9  # Ulleung, far from all the others
        left, top, width, height = numbers(mapping.county_map(county.code, lat, lon, scheme))
        x, y = mapping.place(lat, lon)
        assert left < x < left + width
        assert top < y < top + height


def test_far_islands_do_not_make_the_land_small():
    _left, _top, right, _bottom = mapping.mainland_of("47")
    x, _y = mapping.place(37.5, 130.9)
    assert x > right + 80  # Ulleung lies a hundred kilometres off the coast


def test_the_picture_is_light_on_the_line():
    assert len(mapping.county_map("46130", 34.7, 127.6).encode()) < 20_000


@pytest.mark.parametrize(
    ("lat", "lon", "corner"),
    [(38.5, 128.3, "n"), (37.2, 129.3, "se"), (37.8, 127.2, "w"), (37.75, 128.3, "")],
)
def test_a_corner_is_told_by_thirds(lat, lon, corner):
    assert mapping.corner_of(YANGGU, lat, lon) == corner


# --- the address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_a_picture_others_may_keep(client, placed, scheme):
    answer = client.get(f"/village-maps/{scheme}/yanggu-haean.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "public" in answer["Cache-Control"]
    assert mapping.dots([mapping.place(38.28, 128.13)]) in answer.content.decode()


def test_it_costs_one_query(client, placed, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(PICTURE)


@pytest.mark.parametrize(
    "url", ["/village-maps/neon/yanggu-haean.svg", "/village-maps/light/nowhere.svg"]
)
def test_there_is_no_other(client, placed, url):
    assert client.get(url).status_code == 404


def test_a_village_without_a_position_has_no_picture(client, haean):
    Village.objects.filter(pk=haean.pk).update(lat=None, lon=None)
    assert client.get(PICTURE).status_code == 404


def test_a_village_being_set_up_is_not_told(client):
    newborn = provision_village(
        NewVillage(slug="yanggu-new", name_ko="새", name_en="N", region_code=YANGGU,
                   is_opening=True)
    )  # fmt: skip
    Village.objects.filter(pk=newborn.pk).update(lat=38.2, lon=128.0)
    assert client.get("/village-maps/light/yanggu-new.svg").status_code == 404


def test_a_resting_village_keeps_its_picture(client, placed, staff):
    register.archive_village(village=placed, acting_user=staff, reason="Rest")
    assert client.get(PICTURE).status_code == 200


def test_it_is_answered_on_the_village_s_own_host(client, placed, settings):
    settings.VILLAGE_DOMAIN = settings.PLATFORM_HOST = "invil.example"
    settings.ALLOWED_HOSTS = ["invil.example", ".invil.example"]
    assert client.get(PICTURE, headers={"host": "yanggu-haean.invil.example"}).status_code == 200


# --- on the home


def test_the_home_shows_it_with_the_same_in_words(client, placed):
    said = body(client, HAEAN)
    assert (
        f'<source media="(prefers-color-scheme: dark)" srcset="{PICTURE.replace("light", "dark")}">'
        in said
    )
    assert (
        f'src="{PICTURE}" width="320" height="240" alt="Map with a dot where Haean Village lies" loading="lazy"'
        in said
    )
    words = re.search(r"<figcaption>(In the north of .*)</figcaption>", said)[1]
    assert re.fullmatch(r"In the north of [\w -]+, about \d+ km from the middle of [\w -]+", words)


def test_the_words_are_korean_for_a_korean_reader(client, placed):
    words = re.search(r"<figcaption>(.*)</figcaption>", body(client, HAEAN, "ko"))[1]
    assert re.fullmatch(r"\S+ 북쪽, 양구군 한가운데에서 약 \d+km", words)


def test_a_home_without_a_position_shows_no_map(client, haean):
    Village.objects.filter(pk=haean.pk).update(lat=None, lon=None)
    assert "village-maps" not in body(client, HAEAN)


def test_who_chose_the_dark_scheme_gets_the_dark_map(client, placed):
    client.cookies["scheme"] = "dark"
    said = body(client, HAEAN)
    assert "/village-maps/dark/" in said
    assert "/village-maps/light/" not in said
