"""S1, S2, S4, S5: exactly what is there is sold, on both databases."""

import threading
from collections import Counter

from django.db import connection

from oscar.core.loading import get_model

import pytest

from marketplace.goods.errors import StockTaken
from marketplace.goods.services import set_stock
from marketplace.orders.errors import Shortage
from marketplace.orders.services import states
from marketplace.orders.services.placing import place_order
from tests.factories import market

Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")


def stock_of(product):
    return StockRecord.objects.get(product=product)


def in_threads(jobs):
    """Run the jobs at once, behind a barrier; returns what each gave or raised."""
    barrier, results = threading.Barrier(len(jobs)), []

    def run(job):
        barrier.wait()
        try:
            results.append(job())
        except Shortage as refusal:
            results.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_s1_twenty_threads_buy_the_last_five():
    honey = market.product(stock=5)
    baskets = [market.fresh(market.basket(honey)) for _ in range(20)]
    results = in_threads(
        [
            lambda b=b: place_order(basket=b, address=market.SEOUL, contact=market.BUYER)
            for b in baskets
        ]
    )
    kinds = Counter(type(result).__name__ for result in results)
    assert kinds == {"Order": 5, "Shortage": 15}
    assert Order.objects.count() == 5
    assert stock_of(honey).num_allocated == 5
    assert stock_of(honey).num_in_stock == 5


@pytest.mark.django_db(transaction=True)
def test_s2_opposite_orders_do_not_deadlock():
    stall = market.stall()
    pear, apple = market.product(stall, stock=20), market.product(stall, stock=20)
    baskets = [
        market.fresh(market.basket(*((pear, apple) if n % 2 else (apple, pear)))) for n in range(10)
    ]
    results = in_threads(
        [
            lambda b=b: place_order(basket=b, address=market.SEOUL, contact=market.BUYER)
            for b in baskets
        ]
    )
    assert {type(result).__name__ for result in results} == {"Order"}
    assert stock_of(pear).num_allocated == stock_of(apple).num_allocated == 10


@pytest.mark.django_db(transaction=True)
def test_one_basket_in_two_tabs_makes_one_order():
    honey = market.product(stock=5)
    made = market.basket(honey)
    results = in_threads(
        [
            lambda b=b: place_order(basket=b, address=market.SEOUL, contact=market.BUYER)
            for b in [market.fresh(made) for _ in range(6)]
        ]
    )
    assert len({order.pk for order in results}) == 1
    assert stock_of(honey).num_allocated == 1


@pytest.mark.django_db
def test_s4_expiry_gives_the_stock_back_once():
    honey = market.product(stock=5)
    order = market.order((honey, 3))
    assert stock_of(honey).num_allocated == 3
    assert states.expire_order(order=order) is True
    assert states.expire_order(order=order) is False
    assert stock_of(honey).num_allocated == 0
    assert states.mark_paid(order=order) is False


@pytest.mark.django_db
def test_s4_a_paid_order_does_not_expire():
    honey = market.product(stock=5)
    order = market.order((honey, 3))
    assert states.mark_paid(order=order) is True
    assert states.mark_paid(order=order) is False
    assert states.expire_order(order=order) is False
    assert stock_of(honey).num_allocated == 3


@pytest.mark.django_db
def test_s5_a_seller_cannot_take_away_what_is_promised():
    honey = market.product(stock=5)
    market.order((honey, 3))
    with pytest.raises(StockTaken):
        set_stock(product=honey, delta=-3, expected=2)
    with pytest.raises(StockTaken):
        set_stock(product=honey, delta=1, expected=5)
    assert set_stock(product=honey, delta=4, expected=2) == 6


@pytest.mark.django_db
def test_shipping_takes_the_goods_out_of_the_stock_once(django_user_model):
    honey = market.product(stock=5)
    order = market.order((honey, 3))
    states.mark_paid(order=order)
    part = order.village_orders.get()
    for _ in range(2):
        states.ship(part=part, carrier="post", tracking="123", acting_user=None)
    record = stock_of(honey)
    assert (record.num_in_stock, record.num_allocated) == (2, 0)
    assert part.parcels.count() == 1
    honey.refresh_from_db()
    assert honey.available_qty == 2


@pytest.mark.django_db
def test_the_limit_per_buyer_holds_over_lines():
    honey = market.product(stock=50, max_per_buyer=2)
    made = market.basket((honey, 2))
    with pytest.raises(Shortage):
        market.put_in(basket=made, product=honey, quantity=1)
