"""Write orders of the past in bulk: imports from an older shop, the demo's history.

Same invariants as `place_order`: one part per stall, frozen shares, whole won. The
stock is left alone, so only orders that hold none may be written: sent, delivered or
cancelled ones. What is still to send goes through `place_order` and `mark_paid`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from oscar.core.loading import get_model

from marketplace.delivery.choices import Carrier
from marketplace.delivery.selectors import USUAL, terms_by_stall, zone_for
from marketplace.forks.order.choices import Channel, OrderStatus
from marketplace.orders.choices import PartStatus
from marketplace.orders.models import Parcel, VillageOrder
from marketplace.orders.numbers import new_number
from marketplace.orders.services.placing import Address
from marketplace.orders.shares import Part, commission_of, split
from villages.activity.models import Activity

Country = get_model("address", "Country")
Order = get_model("order", "Order")
OrderLine = get_model("order", "Line")
ShippingAddress = get_model("order", "ShippingAddress")
CLOSED = (PartStatus.SHIPPED, PartStatus.DELIVERED, PartStatus.CANCELLED)
BATCH = 500


@dataclass(frozen=True)
class PastOrder:
    """One order of the past. `things` are (product, quantity) of any villages.

    Products need `partner` and `stockrecords` at hand (`select_related`,
    `prefetch_related`); `prices` overrules today's price by product key. Without an
    address it was handed over the counter: no parcel, no fee.
    """

    paid_at: datetime
    things: tuple[tuple[object, int], ...]
    status: str = PartStatus.DELIVERED
    address: Address | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    user: object | None = None
    resident: object | None = None
    entered_by: object | None = None
    channel: str = Channel.ONLINE
    locale: str = "ko"
    number: str = ""
    tracking: str = ""
    is_demo: bool = False
    prices: dict[int, int] | None = None


@dataclass
class _Line:
    product: object
    quantity: int
    unit_price: int

    @property
    def amount(self) -> int:
        return self.quantity * self.unit_price


@transaction.atomic
def write_history(rows: Iterable[PastOrder], *, with_activity: bool = True) -> list:
    """Write the orders and return them in the same order; a dozen queries per 500.

    Raises `ValueError` for an order that would hold stock. Writes one `order.paid`
    per part where `with_activity`; sends nothing to anybody.
    """
    rows = list(rows)
    for row in rows:
        if row.status not in CLOSED:
            raise ValueError(f"{row.status}: such an order holds stock.")
    terms = terms_by_stall(product.partner_id for row in rows for product, _quantity in row.things)
    split_rows = [_split(row, terms) for row in rows]
    addresses = _addresses(rows)
    orders = Order.objects.bulk_create(
        [
            _order(row, parts, address)
            for row, parts, address in zip(rows, split_rows, addresses, strict=True)
        ],
        batch_size=BATCH,
    )
    made = [
        (row, part, _part(order, row, part, seq))
        for order, row, parts in zip(orders, rows, split_rows, strict=True)
        for seq, part in enumerate(parts, 1)
    ]
    VillageOrder.objects.bulk_create([part for _row, _split_part, part in made], batch_size=BATCH)
    OrderLine.objects.bulk_create(
        [_line(part, line) for _row, split_part, part in made for line in split_part.lines],
        batch_size=BATCH,
    )
    Parcel.objects.bulk_create(
        [
            Parcel(
                village_order=part,
                carrier=Carrier.POST,
                tracking=row.tracking,
                sent_at=part.shipped_at,
            )
            for row, _split_part, part in made
            if row.tracking and part.shipped_at
        ],
        batch_size=BATCH,
    )
    if with_activity:
        Activity.objects.bulk_create(
            [_activity(row, part) for row, _split_part, part in made], batch_size=BATCH
        )
    return orders


def _split(row: PastOrder, terms) -> list[Part]:
    prices = row.prices or {}
    lines = [
        _Line(product, quantity, prices.get(product.pk, product.price_won))
        for product, quantity in row.things
    ]
    zone = zone_for(row.address.postcode) if row.address else "mainland"
    parts = split(lines, terms=terms, usual=USUAL, zone=zone)
    if row.address is None:
        for part in parts:
            part.quotes = []
    return parts


def _addresses(rows: list[PastOrder]) -> list:
    country = Country.objects.get(iso_3166_1_a2="KR")
    made = [
        ShippingAddress(
            first_name=row.address.name,
            line1=row.address.road,
            line2=row.address.detail,
            postcode=row.address.postcode,
            phone_number=row.address.phone,
            notes=row.address.note,
            country=country,
            search_text=f"{row.address.name} {row.address.road} {row.address.postcode}",
        )
        if row.address
        else None
        for row in rows
    ]
    ShippingAddress.objects.bulk_create([each for each in made if each], batch_size=BATCH)
    return made


def _order(row: PastOrder, parts: list[Part], address):
    items = sum(part.items for part in parts)
    shipping = sum(part.shipping for part in parts)
    status = {
        PartStatus.DELIVERED: OrderStatus.COMPLETED,
        PartStatus.CANCELLED: OrderStatus.CANCELLED,
    }.get(row.status, OrderStatus.PAID)
    return Order(
        number=row.number or new_number(),
        site_id=1,
        user=row.user,
        total_incl_tax=items + shipping,
        total_excl_tax=items + shipping,
        shipping_incl_tax=shipping,
        shipping_excl_tax=shipping,
        shipping_address=address,
        shipping_method="per village",
        shipping_code="villages",
        status=status,
        guest_email=row.email.lower(),
        date_placed=row.paid_at - timedelta(minutes=3),
        paid_at=row.paid_at,
        locale=row.locale,
        contact_name=row.name,
        contact_phone=row.phone,
        channel=row.channel,
        resident=row.resident,
        entered_by=row.entered_by,
        is_demo=row.is_demo,
    )


def _part(order, row: PastOrder, part: Part, seq: int) -> VillageOrder:
    commission = commission_of(part.items, part.partner.commission_bp)
    cancelled = row.status == PartStatus.CANCELLED
    sent = None if cancelled else row.paid_at + timedelta(days=1)
    arrived = row.paid_at + timedelta(days=3) if row.status == PartStatus.DELIVERED else None
    return VillageOrder(
        order=order,
        partner=part.partner,
        village_id=part.partner.village_id,
        seq=seq,
        status=row.status,
        items=part.items,
        shipping=part.shipping,
        commission_bp=part.partner.commission_bp,
        commission=commission,
        net=part.total - commission,
        delivery=[each.snapshot() for each in part.quotes],
        placed_at=order.date_placed,
        paid_at=row.paid_at,
        prepared_at=sent,
        shipped_at=sent,
        delivered_at=arrived,
        cancelled_at=row.paid_at + timedelta(hours=2) if cancelled else None,
    )


def _line(part: VillageOrder, line: _Line):
    product = line.product
    records = list(product.stockrecords.all())
    return OrderLine(
        order=part.order,
        village_order=part,
        partner=product.partner,
        partner_name=product.partner.name,
        partner_sku=f"P{product.pk}",
        stockrecord=records[0] if records else None,
        product=product,
        title=product.title,
        unit=product.unit_ko,
        quantity=line.quantity,
        num_allocated=0,
        allocation_cancelled=part.status == PartStatus.CANCELLED,
        line_price_incl_tax=line.amount,
        line_price_excl_tax=line.amount,
        line_price_before_discounts_incl_tax=line.amount,
        line_price_before_discounts_excl_tax=line.amount,
        unit_price_incl_tax=line.unit_price,
        unit_price_excl_tax=line.unit_price,
    )


def _activity(row: PastOrder, part: VillageOrder) -> Activity:
    return Activity(
        kind="order.paid",
        village_id=part.village_id,
        actor=row.user,
        ref=part.number,
        at=row.paid_at,
        data={"items": part.items, "channel": row.channel},
    )
