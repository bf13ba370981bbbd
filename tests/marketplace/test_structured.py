"""What search sites read of a product: its price, whether it is to be had, who sells it."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone

import pytest

from media import renditions
from tests.factories import market
from tests.portal import filling

pytestmark = pytest.mark.django_db
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def data(client, product, language: str = "en") -> tuple[dict, dict]:
    """The product and the way to it."""
    answer = client.get(product.get_absolute_url(), headers={"accept-language": language})
    found = json.loads(LD.search(answer.content.decode())[1])
    assert found["@context"] == "https://schema.org"
    return tuple(found["@graph"])


@pytest.fixture
def honey(haean):
    return market.product(
        market.stall(haean), title="감귤꽃 꿀", title_en="Orange blossom honey", price=24_000
    )


def test_a_product_says_its_price_in_won_and_who_sells_it(client, honey):
    found, _way = data(client, honey)
    assert (found["@type"], found["name"]) == ("Product", "Orange blossom honey")
    offer = found["offers"]
    assert (offer["@type"], offer["price"], offer["priceCurrency"]) == ("Offer", 24_000, "KRW")
    assert offer["seller"] == {"@type": "Organization", "name": "Haean Village"}


def test_it_speaks_the_reader_s_language(client, honey):
    found, way = data(client, honey, "ko")
    assert found["name"] == "감귤꽃 꿀"
    assert found["offers"]["seller"]["name"] == honey.partner.village.name_ko
    assert [step["name"] for step in way["itemListElement"]][1:] == ["꿀", "감귤꽃 꿀"]


def test_what_is_left_can_be_had(client, honey):
    assert data(client, honey)[0]["offers"]["availability"] == "https://schema.org/InStock"


def test_what_is_sold_out_cannot_be_had(client, haean):
    gone = market.product(market.stall(haean), stock=0)
    assert data(client, gone)[0]["offers"]["availability"] == "https://schema.org/OutOfStock"


def test_nothing_can_be_had_while_the_village_rests(client, honey):
    stall = honey.partner
    stall.holiday_until = timezone.localdate() + timedelta(days=3)
    stall.save()
    assert data(client, honey)[0]["offers"]["availability"] == "https://schema.org/OutOfStock"


def test_its_picture_is_named_with_a_whole_address(client, haean):
    photo = filling.a_photo(haean, "Jar")
    renditions.ensure_renditions(photo, shapes=("square",))
    jar = market.product(market.stall(haean))
    jar.image = photo
    jar.save()
    assert data(client, jar)[0]["image"].startswith("http")


def test_the_way_leads_from_the_market_over_the_shelf(client, honey):
    _product, way = data(client, honey)
    assert way["@type"] == "BreadcrumbList"
    steps = way["itemListElement"]
    assert [(step["position"], step["name"]) for step in steps] == [
        (1, "Market"), (2, "Honey"), (3, "Orange blossom honey"),
    ]  # fmt: skip
    assert all(client.get(urlsplit(step["item"]).path).status_code == 200 for step in steps[:-1])
