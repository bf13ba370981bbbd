"""Three years of sales: the past in bulk, the last days through the shop's own services."""

import random
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from oscar.core.loading import get_model

from invil.demo import people, records
from invil.demo.places import FLAGSHIPS
from marketplace.forks.order.choices import Channel
from marketplace.forks.partner.strategy import Selector
from marketplace.orders.bulk import PastOrder, write_history
from marketplace.orders.choices import PartStatus
from marketplace.orders.models import VillageOrder
from marketplace.orders.services import states
from marketplace.orders.services.basket import put_in
from marketplace.orders.services.placing import Address, Contact, place_order

Basket = get_model("basket", "Basket")
Country = get_model("address", "Country")
Order = get_model("order", "Order")
Product = get_model("catalogue", "Product")
LIVE_DAYS = 30
YEARS = 3
PER_VILLAGE = 30
TOWNS = (
    ("03187", "서울특별시 종로구 세종대로 209"),
    ("48058", "부산광역시 해운대구 센텀로 10"),
    ("41911", "대구광역시 중구 공평로 88"),
    ("61945", "광주광역시 서구 내방로 111"),
    ("35242", "대전광역시 서구 둔산로 100"),
    ("16444", "경기도 수원시 팔달구 효원로 1"),
    ("24266", "강원도 춘천시 중앙로 1"),
    ("63122", "제주특별자치도 제주시 문연로 6"),
)


def write_sales(loading) -> None:
    """Paid and delivered orders of the past, then a few of this month, some still to send."""
    Country.objects.get_or_create(
        iso_3166_1_a2="KR",
        defaults={
            "printable_name": "Republic of Korea",
            "name": "Korea",
            "iso_3166_1_a3": "KOR",
            "iso_3166_1_numeric": "410",
            "is_shipping_country": True,
        },
    )
    sold = set(VillageOrder.objects.values_list("village", flat=True).distinct())
    fresh = [village for village in loading.villages if village.pk not in sold]
    if not fresh:
        return
    shelf = _shelf(fresh)
    for start in loading.progress.over("Sales of three years", range(0, len(fresh), 40)):
        batch = fresh[start : start + 40]
        rows = [row for village in batch for row in _past(village, shelf[village.pk])]
        rows.sort(key=lambda row: row.paid_at)
        with transaction.atomic():
            records.remember(write_history(rows))
    _this_month(loading, shelf)


def _shelf(villages) -> dict[int, list]:
    products = (
        Product.objects.filter(partner__village__in=villages)
        .select_related("partner__village")
        .prefetch_related("stockrecords")
        .order_by("pk")
    )
    shelf: dict[int, list] = defaultdict(list)
    for product in products:
        shelf[product.partner.village_id].append(product)
    return shelf


def _buyer(rng: random.Random) -> tuple[str, str, Address]:
    name = rng.choice(people.FAMILY) + rng.choice(people.GIVEN)
    phone = f"010-0000-{rng.randint(0, 9999):04d}"
    postcode, road = rng.choice(TOWNS)
    detail = f"{rng.randint(1, 20)}동 {rng.randint(101, 1404)}호"
    return name, phone, Address(name, phone, postcode, road, detail)


def _in_season(product, month: int) -> bool:
    first, last = product.season_start or 1, product.season_end or 12
    return first <= month <= last if first <= last else month >= first or month <= last


def _past(village, shelf: list) -> list[PastOrder]:
    rng = random.Random(f"sales {village.slug}")
    now = timezone.now()
    found = []
    count = rng.randint(PER_VILLAGE // 2, PER_VILLAGE + PER_VILLAGE // 2)
    for _number in range(count):
        # More in the later years: the square root leans towards the present.
        age = int((1 - rng.random() ** 0.6) * (365 * YEARS - LIVE_DAYS)) + LIVE_DAYS
        at: datetime = now - timedelta(days=age, minutes=rng.randint(0, 800))
        ready = [p for p in shelf if _in_season(p, at.month)] or shelf
        things = tuple(
            (product, rng.choice((1, 1, 1, 2, 3)))
            for product in rng.sample(ready, k=min(len(ready), rng.choice((1, 1, 2))))
        )
        name, phone, address = _buyer(rng)
        assisted = rng.random() < 0.18
        found.append(
            PastOrder(
                paid_at=at,
                things=things,
                name=name,
                phone=phone,
                email="" if assisted else f"buyer{rng.randint(1, 9000)}@{people.DOMAIN}",
                address=None if assisted and rng.random() < 0.5 else address,
                channel=Channel.ASSISTED if assisted else Channel.ONLINE,
                status=PartStatus.CANCELLED if rng.random() < 0.02 else PartStatus.DELIVERED,
                tracking=f"{rng.randint(10**12, 10**13 - 1)}",
                is_demo=True,
            )
        )
    return found


def _this_month(loading, shelf: dict[int, list]) -> None:
    """Live orders: placed, paid, the older ones sent and delivered, by the services."""
    rng = random.Random("this month")
    lively = [v for v in loading.villages if v.slug in FLAGSHIPS and v.pk in shelf]
    now = timezone.now()
    plan = []
    for village in lively:
        for _number in range(4):
            others = [v for v in lively if v.pk != village.pk]
            pair = [village] + ([rng.choice(others)] if others and rng.random() < 0.4 else [])
            plan.append((rng.randint(0, LIVE_DAYS - 2), pair))
    for age, villages in loading.progress.over("Sales of this month", sorted(plan, key=_age)):
        at = now - timedelta(days=age, minutes=rng.randint(10, 300))
        order = _sell([rng.choice(shelf[v.pk][:4]) for v in villages], rng)
        records.remember([order])
        states.mark_paid(order=order, at=at)
        if age > 2:
            for part in VillageOrder.objects.filter(order=order):
                _send(part, delivered=age > 5, rng=rng)


def _age(entry: tuple) -> int:
    return -entry[0]


def _sell(products: list, rng: random.Random):
    basket = Basket.objects.create()
    basket.strategy = Selector().strategy()
    for product in products:
        put_in(basket=basket, product=product, quantity=1)
    name, phone, address = _buyer(rng)
    return place_order(
        basket=basket,
        address=address,
        contact=Contact(name, phone, f"buyer{rng.randint(1, 9000)}@{people.DOMAIN}"),
    )


def _send(part: VillageOrder, *, delivered: bool, rng: random.Random) -> None:
    states.prepare(part=part, acting_user=None)
    states.ship(
        part=part, acting_user=None, carrier="post", tracking=f"{rng.randint(10**12, 10**13 - 1)}"
    )
    if delivered:
        states.deliver(part=part, acting_user=None)
