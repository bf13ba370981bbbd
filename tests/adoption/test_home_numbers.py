"""Numbers on the national home: what was counted, with its unit, its days and its definition."""

import re

import pytest

from invil.adoption import home_panels, services
from invil.adoption.days import today
from invil.adoption.models import Observation

pytestmark = pytest.mark.django_db


def home(client, language: str = "en") -> str:
    return client.get("/", headers={"accept-language": language}).content.decode()


def numbers(client, language: str = "en") -> dict[str, str]:
    """What the panel says: {name: value with unit}."""
    found = re.findall(
        r'<div><dt class="quiet">(.*?)</dt><dd[^>]*>(.*?)</dd>', home(client, language)
    )
    return {name: re.sub("<.*?>", "", value) for name, value in found}


def test_it_tells_the_sums_of_all_villages(client, haean, yesong, tell, talk, noon):
    tell(haean, noon(1)), tell(haean, noon(29)), tell(yesong, noon(3))
    talk(haean, noon(2))
    services.fill()
    assert numbers(client) == {
        "News stories": "3", "Orders": "0", "Lessons finished": "0", "Posts": "1",
    }  # fmt: skip


def test_what_is_older_than_thirty_days_does_not_count(client, haean, tell, noon):
    tell(haean, noon(1)), tell(haean, noon(30))
    services.fill()
    assert numbers(client)["News stories"] == "1"


def test_a_cancelled_sale_is_not_among_the_orders(client, haean, sell, noon):
    sell(haean, at=noon(1))
    part = sell(haean, at=noon(1))
    type(part).objects.filter(pk=part.pk).update(status="cancelled")
    services.fill()
    assert numbers(client)["Orders"] == "1"


def test_it_says_the_day_and_leads_to_the_definitions(client, haean, tell):
    tell(haean)
    services.fill()
    said = home(client, "ko")
    assert "숫자로 보는 정보화마을" in said
    assert f"{today().year}년 {today().month}월 {today().day}일까지 30일 동안" in said
    assert 'href="/open-data/#dict"' in said
    assert 'id="dict"' in client.get("/open-data/").content.decode()
    assert numbers(client, "ko")["마을 소식"] == "1건"


def test_it_is_left_out_before_anything_was_counted(client, haean):
    assert "The network in numbers" not in home(client)


def test_figures_of_people_are_never_among_them():
    people = {one.key for one in home_panels.declared() if one.aggregation == "people"}
    assert people
    assert not people & set(home_panels.SHOWN)


def test_it_asks_once_however_many_villages(haean, toegye, yesong, tell, django_assert_num_queries):
    for village in (haean, toegye, yesong):
        tell(village)
    services.fill()
    assert Observation.objects.filter(village__isnull=False).exists()
    with django_assert_num_queries(1):
        assert home_panels.numbers(None)["numbers"][0].value == "3"


@pytest.mark.django_db(transaction=True)
def test_a_kept_home_is_dropped_when_numbers_were_counted(client, haean, tell, settings):
    settings.PAGE_CACHE_SECONDS = 60
    tell(haean)
    assert "The network in numbers" not in home(client)
    services.fill()
    assert numbers(client)["News stories"] == "1"
