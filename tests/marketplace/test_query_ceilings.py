"""Lists stay flat however many villages sell; stated numbers of queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from tests.factories import market


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.django_db
def test_lists_and_product_pages_are_flat(client, haean):
    honey = market.product(market.stall(haean), season=(1, 12))
    urls = {
        "/market/": 12,
        "/market/search/": 12,
        "/market/search/?q=꿀": 12,
        "/market/shelves/honey/": 12,
        f"/market/stalls/{haean.slug}/": 12,
        f"/market/goods/{honey.pk}/": 14,
    }
    few = {url: queries(client, url) for url in urls}
    for _ in range(10):
        stall = market.stall()
        for _ in range(2):
            market.product(stall, season=(1, 12))
    many = {url: queries(client, url) for url in urls}
    for url, ceiling in urls.items():
        assert many[url] <= max(few[url], 1), url
        assert many[url] <= ceiling, url


@pytest.mark.django_db
def test_basket_and_order_pages_are_flat(client, haean, yesong):
    def basket_queries(count: int) -> int:
        client.cookies.clear()
        for village in (haean, yesong)[:count]:
            product = market.product(market.stall(village))
            client.post(
                f"/market/basket/add/{product.pk}/", headers={"sec-fetch-site": "same-origin"}
            )
        return queries(client, "/market/basket/")

    assert basket_queries(2) == basket_queries(1) <= 8


@pytest.mark.django_db
def test_the_desk_is_flat(as_user, manager_of, haean):
    from marketplace.orders.services import states

    office = as_user(manager_of(haean))
    product = market.product(market.stall(haean), stock=50)

    def count() -> int:
        states.mark_paid(order=market.order(product))
        return queries(office, f"/office/{haean.slug}/stall/")

    first = count()
    for _ in range(3):
        last = count()
    assert last == first <= 12
