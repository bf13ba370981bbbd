"""A sale by phone or at the counter is an ordinary order and counts once."""

from oscar.core.loading import get_model

import pytest

from marketplace.orders.numbers import new_number
from marketplace.orders.selectors import sales_by_village_day
from tests.factories import market

Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def honey(haean):
    return market.product(market.stall(haean), price=10_000, stock=5)


@pytest.mark.django_db
def test_three_taps_make_one_delivered_order(honey, haean, manager_of, as_user):
    from django.utils import timezone

    office = as_user(manager_of(haean))
    url = f"/office/{haean.slug}/stall/sale/"
    sent = {"number": new_number(), f"n{honey.pk}": "2"}
    for _ in range(2):
        assert office.post(url, sent).status_code == 302
    order = Order.objects.get()
    assert (order.channel, order.status, order.total) == ("assisted", "completed", 20_000)
    record = StockRecord.objects.get(product=honey)
    assert (record.num_in_stock, record.num_allocated) == (3, 0)
    today = timezone.localdate()
    [row] = sales_by_village_day(today, today)
    assert (row["order__channel"], row["won"]) == ("assisted", 20_000)


@pytest.mark.django_db
def test_a_phone_order_waits_to_be_sent(honey, haean, manager_of, as_user):
    office = as_user(manager_of(haean))
    url = f"/office/{haean.slug}/stall/sale/"
    sent = {"number": new_number(), f"n{honey.pk}": "1", "road": "서울특별시 중구 세종대로 110"}
    assert office.post(url, sent).status_code == 422
    sent |= {"name": "복순", "phone": "010-1234-5678", "postcode": "04524"}
    assert office.post(url, sent).status_code == 302
    order = Order.objects.get()
    assert (order.status, order.shipping_total) == ("paid", 3500)
    assert order.village_orders.get().status == "paid"


@pytest.mark.django_db
def test_nothing_or_too_much_is_refused(honey, haean, manager_of, as_user):
    office = as_user(manager_of(haean))
    url = f"/office/{haean.slug}/stall/sale/"
    for wrong in ("", "9"):
        sent = {"number": new_number(), f"n{honey.pk}": wrong}
        assert office.post(url, sent).status_code == 422
    assert not Order.objects.exists()
