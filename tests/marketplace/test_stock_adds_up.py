"""S8: whatever happens in whatever order, the promises add up to what is reserved."""

import random

from django.db.models import Sum

from oscar.core.loading import get_model

import pytest

from marketplace.goods.errors import StockTaken
from marketplace.goods.services import set_stock
from marketplace.orders.errors import Shortage, WrongState
from marketplace.orders.models import VillageOrder
from marketplace.orders.services import states
from tests.factories import market

Order = get_model("order", "Order")
Line = get_model("order", "Line")
StockRecord = get_model("partner", "StockRecord")


def any_of(rng, model):
    """A row by the seed's choice, or None."""
    rows = list(model.objects.order_by("pk"))
    return rng.choice(rows) if rows else None


def step(rng, honey, boss) -> None:
    """One thing that may happen to goods and orders."""
    order = any_of(rng, Order)
    part = any_of(rng, VillageOrder)
    kind = rng.choice(
        ("place", "place", "pay", "expire", "reclaim", "ship", "cancel", "deliver", "count")
    )
    if kind == "place" or order is None:
        market.order((honey, rng.randint(1, 3)))
    elif kind == "pay":
        states.mark_paid(order=order)
    elif kind == "expire":
        states.expire_order(order=order)
    elif kind == "reclaim":
        states.reclaim_order(order=order)
    elif kind == "ship":
        states.ship(part=part, carrier="post", tracking="1", acting_user=boss)
    elif kind == "cancel":
        states.cancel_part(part=part, acting_user=boss)
    elif kind == "deliver":
        states.deliver(part=part, acting_user=boss)
    else:
        left = StockRecord.objects.get(product=honey).net_stock_level
        set_stock(product=honey, delta=rng.randint(-2, 3), expected=left)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_s8_reserved_is_always_what_open_lines_hold(seed, haean, manager_of):
    from django.db import transaction

    rng, boss = random.Random(seed), manager_of(haean)
    honey = market.product(market.stall(haean), stock=12)
    for _ in range(60):
        try:
            with transaction.atomic():
                step(rng, honey, boss)
        except (Shortage, WrongState, StockTaken):
            pass
        record = StockRecord.objects.get(product=honey)
        held = Line.objects.aggregate(sum=Sum("num_allocated"))["sum"] or 0
        assert record.num_allocated == held
        assert 0 <= record.num_allocated <= record.num_in_stock
        honey.refresh_from_db()
        assert honey.available_qty == record.net_stock_level
