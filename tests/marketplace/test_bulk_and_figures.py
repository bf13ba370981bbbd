"""M1, M4, M10: shares add up; the past is written fast; figures count Seoul's days."""

import time
from datetime import UTC, date, datetime

from oscar.core.loading import get_model

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.delivery.choices import Zone
from marketplace.delivery.quotes import Terms, quote, zone_of
from marketplace.goods import selectors as goods
from marketplace.goods.services import Listing, list_products, put_category
from marketplace.orders import selectors
from marketplace.orders.bulk import PastOrder, write_history
from marketplace.orders.models import VillageOrder
from marketplace.orders.numbers import ALPHABET, clean_number, new_number
from marketplace.orders.services import states
from marketplace.orders.shares import commission_of
from tests.factories import market

Product = get_model("catalogue", "Product")
Order = get_model("order", "Order")
MANY = 400


@pytest.fixture
def shop(haean, yesong):
    shelf = put_category(slug="honey", name_ko="꿀", name_en="Honey")
    listings = [
        Listing(
            partner=market.stall(village),
            title_ko=f"꿀 {n}",
            price=10_000 + n,
            stock=20,
            category=shelf,
            season=(11, 2),
        )
        for village in (haean, yesong)
        for n in range(10)
    ]
    keys = [product.pk for product in list_products(listings=listings)]
    return list(
        Product.objects.filter(pk__in=keys)
        .select_related("partner")
        .prefetch_related("stockrecords")
        .order_by("pk")
    )


@pytest.mark.django_db
def test_the_past_is_written_fast_and_adds_up(shop):
    at = datetime(2025, 11, 21, 15, 30, tzinfo=UTC)  # 22 November, half past midnight in Seoul
    rows = [
        PastOrder(
            paid_at=at,
            things=((shop[n % 10], 1), (shop[10 + n % 10], 2)),
            address=market.SEOUL,
            email=f"b{n}@example.org",
            tracking=str(n),
        )
        for n in range(MANY)
    ]
    started = time.perf_counter()
    orders = write_history(rows)
    assert time.perf_counter() - started < MANY * 90 / 20_000 * 3
    assert len(orders) == MANY
    order = Order.objects.get(pk=orders[0].pk)
    parts = list(order.village_orders.all())
    assert order.total == sum(part.total for part in parts)
    assert order.goods_total == sum(line.amount for line in order.lines.all())
    assert all(part.net == part.total - part.commission for part in parts)
    rows = selectors.sales_by_village_day(date(2025, 11, 22), date(2025, 11, 22))
    assert sum(row["won"] for row in rows) == sum(
        VillageOrder.objects.values_list("items", flat=True)
    )
    assert {row["day"] for row in rows} == {date(2025, 11, 22)}
    assert selectors.sales_by_village_day(date(2025, 11, 21), date(2025, 11, 21)) == []
    counted = selectors.orders_by_village_day(date(2025, 11, 22), date(2025, 11, 22))
    assert {(row["orders"], row["buyers"]) for row in counted} == {(MANY, MANY)}
    with pytest.raises(ValueError, match="holds stock"):
        write_history([PastOrder(paid_at=at, things=((shop[0], 1),), status="paid")])


@pytest.mark.django_db
def test_listed_goods_are_counted_per_village(shop, haean, yesong):
    assert goods.listed_products_by_village() == {haean.pk: 10, yesong.pk: 10}


@pytest.mark.django_db
def test_m4_commission_is_frozen_at_placement(haean):
    stall = market.stall(haean, commission_bp=300)
    order = market.order((market.product(stall, price=10_050), 1))
    stall.commission_bp = 9000
    stall.save()
    states.mark_paid(order=order)
    part = order.village_orders.get()
    assert (part.commission_bp, part.commission) == (300, 302)


@pytest.mark.django_db
def test_m3_the_quote_is_kept_though_the_policy_changes(haean):
    stall = market.stall(haean)
    policy = market.policy(stall, base_fee=3500, jeju_extra=3000)
    order = market.order(market.product(stall), address=market.JEJU)
    policy.base_fee = 9000
    policy.save()
    part = order.village_orders.get()
    assert part.shipping == 6500
    assert part.delivery[0]["zone"] == "jeju"


@pytest.mark.django_db
def test_goods_over_the_counter_have_no_parcel(haean):
    order = market.order(market.product(market.stall(haean)), address=None, channel="assisted")
    assert order.shipping_total == 0
    assert order.shipping_address is None


@given(items=st.integers(0, 10**8), bp=st.integers(0, 10_000))
def test_m1_a_share_is_whole_won_and_never_more_than_the_goods(items, bp):
    share = commission_of(items, bp)
    assert isinstance(share, int)
    assert 0 <= share <= items
    assert abs(share - items * bp / 10_000) <= 0.5


@given(items=st.integers(0, 10**7), base=st.integers(0, 9000), over=st.integers(1, 10**6))
def test_m3_free_over_is_judged_on_the_goods(items, base, over):
    found = quote(terms=Terms(base, over, 3000, 5000), storage="ambient", items=items)
    assert found.fee == (0 if items >= over else base)
    assert found.missing == max(over - items, 0)


def test_the_sea_is_always_paid():
    terms = Terms(3500, 10_000, 3000, 5000)
    assert quote(terms=terms, storage="ambient", items=99_999, zone=Zone.JEJU).fee == 3000
    assert quote(terms=terms, storage="ambient", items=1, zone=Zone.ISLAND).fee == 8500


def test_postcodes_find_their_zone():
    ranges = [("63000", "63644", "jeju"), ("40200", "40240", "island")]
    assert zone_of("63000", ranges) == zone_of("63644", ranges) == Zone.JEJU
    assert zone_of("40201", ranges) == Zone.ISLAND
    assert zone_of("04524", ranges) == Zone.MAINLAND


def test_order_numbers_are_random_and_forgive_misreading():
    number = new_number()
    assert len(number) == 10
    assert set(number) <= set(ALPHABET)
    assert clean_number(" 12o4-ilab cd") == "12041" + "1ABCD"
