"""Numbers on a village's home: of thirty days, for everybody, and nobody is found out by them."""

import re

import pytest

from invil.adoption import home_panels, services
from invil.adoption.models import Observation
from villages.portal.models import Village

pytestmark = pytest.mark.django_db
HAEAN = "/villages/yanggu-haean/"


def home(client, language: str = "en", at: str = HAEAN) -> str:
    answer = client.get(at, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(client, language: str = "en", at: str = HAEAN) -> dict[str, str]:
    """What the panel says: {name: value with unit}."""
    found = re.findall(
        r'<div><dt class="quiet">(.*?)</dt><dd[^>]*>(.*?)</dd>', home(client, language, at)
    )
    return {name: re.sub("<.*?>", "", value) for name, value in found}


def test_sales_and_a_story_move_it(client, haean, toegye, sell, tell):
    tell(haean), tell(toegye)
    for _number in range(5):
        sell(haean)
    services.fill()
    assert numbers(client) == {
        "Page views": "0", "News stories": "1", "Orders": "5", "Certificates": "0",
    }  # fmt: skip


def test_the_next_village_s_sale_does_not(client, haean, toegye, sell, tell):
    tell(haean), sell(toegye)
    services.fill()
    assert numbers(client)["Orders"] == "0"


def test_a_few_orders_and_certificates_are_not_counted_out(client, haean, sell, learn, person):
    sell(haean), learn(haean, person("Pupil"), finish=True)
    services.fill()
    said = numbers(client)
    assert (said["Orders"], said["Certificates"]) == ("fewer than 5", "fewer than 5")


def test_what_is_older_than_thirty_days_does_not_count(client, haean, tell, noon):
    tell(haean, noon(29)), tell(haean, noon(30))
    services.fill()
    assert numbers(client)["News stories"] == "1"


def test_nobody_s_income_stands_there(client, haean, sell):
    sell(haean, 12_000)
    services.fill()
    page = home(client)
    assert "Numbers of the village" in page
    assert "₩12,000" not in page[page.index("Numbers of the village") :]
    people = {one.key for one in home_panels.declared() if one.aggregation == "people"}
    assert not (people | {"gross_sales"}) & set(home_panels.OF_A_VILLAGE)


def test_it_speaks_korean_and_leads_to_the_definitions(client, haean, tell, sell):
    tell(haean), sell(haean)
    services.fill()
    page = home(client, "ko")
    panel = page[page.index("숫자로 보는 우리 마을") :]
    assert 'href="/open-data/#dict"' in page
    assert "30일 동안" in panel
    said = numbers(client, "ko")
    assert (said["마을 소식"], said["주문"]) == ("1건", "5 미만")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Haean Village has only just begun"), ("ko", "이제 막 시작했습니다")],
)
def test_a_village_where_nothing_was_counted_yet_says_so_kindly(client, haean, language, said):
    services.fill()
    page = home(client, language)
    assert said in page
    assert numbers(client, language) == {}


def test_a_resting_village_has_none(client, haean, tell):
    tell(haean)
    services.fill()
    Village.objects.filter(pk=haean.pk).update(status="archived")
    assert "Numbers of the village" not in home(client)


def test_it_stands_at_the_end_below_the_news(client, haean, tell):
    tell(haean)
    services.fill()
    page = home(client)
    assert page.index('id="news"') < page.index("Numbers of the village")


def test_it_asks_once_however_many_days(haean, tell, noon, django_assert_num_queries):
    for days in (1, 2, 3):
        tell(haean, noon(days))
    services.fill()
    assert Observation.objects.filter(village=haean, period_kind="day").count() > 1
    with django_assert_num_queries(1):
        home_panels.village_numbers(haean, None)
