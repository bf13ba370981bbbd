"""Who sees what: an officer the own subtree, a stranger the open data only."""

import html
import io
import re

from django.test import Client

import pytest
from openpyxl import load_workbook

from invil.adoption import services
from invil.adoption.exports import as_csv, safe
from tests.factories import market
from villages.portal.models import Region

pytestmark = pytest.mark.django_db
OFFICER_DOORS = (
    "/adoption/42800/",
    "/adoption/42800/villages.csv",
    "/adoption/42800/villages.xlsx",
    "/adoption/42800/months.csv",
    "/adoption/villages/yanggu-haean/",
    "/adoption/evidence/yanggu-haean/news_published/",
)
OTHERS = (
    "/adoption/46890/",
    "/adoption/46/",
    "/adoption/42/",
    "/adoption/00/",
    "/adoption/42810/",
    "/adoption/46890/villages.csv",
    "/adoption/46890/villages.xlsx",
    "/adoption/46890/months.csv",
    "/adoption/villages/wando-yesong/",
    "/adoption/evidence/wando-yesong/news_published/",
)


def test_the_nation_has_its_article_in_a_sentence(officer_of, as_user):
    nation = Region.objects.get(code="00")
    client = as_user(officer_of(nation))
    said = client.get("/adoption/00/", headers={"accept-language": "en"}).content.decode()
    assert "<title>Is it working in the Republic of Korea?" in said
    said = client.get("/adoption/00/", headers={"accept-language": "ko"}).content.decode()
    assert "대한민국, 잘되고 있나요?" in said


def test_the_journey(haean, officer_of, as_user, tell, sell, talk, learn, person):
    """A story, an order, a certificate, a post: the county's officer sees them today."""
    tell(haean)
    sell(haean, 12_000)
    talk(haean)
    learn(haean, person("Pupil"), finish=True)
    services.fill()
    client = as_user(officer_of(haean.region))
    page = client.get("/adoption/").content.decode()
    assert "Is it working in Yanggu County?" in page
    for key, words in (
        ("news_published", "1"),
        ("orders", "1"),
        ("gross_sales", "₩12,000"),
        ("lessons_finished", "1"),
        ("certificates", "1"),
        ("posts_written", "1"),
    ):
        assert f'data-key="{key}">{words}<' in page, key
    assert "Haean Village" in page
    assert "Toegye Village" in page
    lines = client.get("/adoption/42800/villages.csv").content.decode("utf-8-sig")
    row = next(line for line in lines.splitlines() if line.startswith("yanggu-haean"))
    assert ",12000," in row
    book = load_workbook(io.BytesIO(client.get("/adoption/42800/villages.xlsx").content))
    assert book.active.max_row == 3


def test_every_chart_of_a_region_can_be_taken_along(haean, officer_of, as_user, sell):
    sell(haean, 12_000)
    services.fill()
    client = as_user(officer_of(haean.region))
    page = client.get("/adoption/").content.decode()
    files = re.findall(r'href="(/adoption/42800/months\.csv[^"]*)"', page)
    assert len(files) == 1
    head, *lines = (
        client.get(html.unescape(files[0])).content.decode("utf-8-sig").strip().splitlines()
    )
    assert head.startswith("Month,Region code,Region,Orders")
    assert len(lines) == 25
    assert lines[-1].endswith(",1")


def test_an_officer_is_at_home_below_the_own_post(haean, officer_of, as_user):
    services.fill()
    client = as_user(officer_of(haean.region))
    assert all(client.get(door).status_code == 200 for door in OFFICER_DOORS)


@pytest.mark.parametrize("door", OTHERS)
def test_another_county_is_not_there(haean, officer_of, as_user, door):
    services.fill()
    assert as_user(officer_of(haean.region)).get(door).status_code == 404


def test_a_province_reads_its_counties_and_staff_the_nation(haean, officer_of, as_user, staff):
    services.fill()
    province = as_user(officer_of(Region.objects.get(code="42")))
    assert province.get("/adoption/42810/").status_code == 200
    assert province.get("/adoption/46890/").status_code == 404
    assert as_user(staff).get("/adoption/").status_code == 200
    assert as_user(staff).get("/adoption/46890/").status_code == 200


def test_a_post_that_ended_opens_nothing(haean, officer_of, as_user):
    from datetime import timedelta

    from django.utils import timezone

    officer = officer_of(haean.region)
    officer.posts_held.update(until=timezone.localdate() - timedelta(days=1))
    assert as_user(officer).get("/adoption/").status_code == 404


@pytest.mark.parametrize("door", ["/adoption/", "/adoption/history/", *OFFICER_DOORS])
def test_a_stranger_signs_in_first(door, haean):
    answer = Client().get(door)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize("door", ["/adoption/", "/adoption/history/", *OFFICER_DOORS[:4]])
def test_no_region_opens_for_a_manager(door, haean, manager_of, as_user):
    assert as_user(manager_of(haean)).get(door).status_code == 404


def test_before_the_first_fill_there_are_noughts(haean, officer_of, as_user):
    client = as_user(officer_of(haean.region))
    assert 'data-key="orders">0<' in client.get("/adoption/").content.decode()
    assert client.get(f"/adoption/villages/{haean.slug}/").status_code == 200


def test_my_region_stands_on_my_page(haean, officer_of, as_user, person):
    assert "/adoption/42800/" in as_user(officer_of(haean.region)).get("/me/").content.decode()
    assert "/adoption/" not in as_user(person()).get("/me/").content.decode()


def test_formulas_are_escaped(haean, officer_of, as_user):
    haean.name_en = "=HYPERLINK(1)"
    haean.save()
    services.fill()
    text = as_user(officer_of(haean.region)).get("/adoption/42800/villages.csv").content.decode()
    assert "'=HYPERLINK(1)" in text
    assert safe("-1") == "'-1"
    assert safe(-1) == -1
    assert as_csv(["@x"], []).decode("utf-8-sig").startswith("'@x")


def test_evidence_names_things_and_never_people(haean, officer_of, as_user, tell, talk, person):
    tell(haean, title="First-frost")
    talk(haean, author=person("Okja Secret"))
    services.fill()
    client = as_user(officer_of(haean.region))
    assert (
        "First-frost"
        in client.get(f"/adoption/evidence/{haean.slug}/news_published/").content.decode()
    )
    page = client.get(f"/adoption/evidence/{haean.slug}/posts_written/").content.decode()
    assert "Frost" in page
    assert "Okja" not in page
    assert client.get(f"/adoption/evidence/{haean.slug}/members_active/").status_code == 404


@pytest.mark.parametrize("code", ["42800", "42", "00"])
def test_a_dashboard_asks_as_much_at_30_villages_as_at_3(
    code, haean, officer_of, as_user, tell, django_assert_max_num_queries
):
    client = as_user(officer_of(Region.objects.get(code=code)))
    tell(haean)
    services.fill()
    client.get(f"/adoption/{code}/")
    with django_assert_max_num_queries(12) as few:
        assert client.get(f"/adoption/{code}/").status_code == 200
    for _number in range(27):
        market.village(name_en="More")
    services.fill()
    with django_assert_max_num_queries(12) as many:
        assert client.get(f"/adoption/{code}/").status_code == 200
    assert len(many) == len(few)
    with django_assert_max_num_queries(13):
        assert client.get(f"/adoption/villages/{haean.slug}/").status_code == 200
