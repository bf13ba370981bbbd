"""Place an order: one transaction from basket to reserved goods, before any money."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oscar.apps.partner.exceptions import InvalidStockAdjustment
from oscar.core.loading import get_model

import phonenumbers

from marketplace.delivery.selectors import USUAL, terms_by_stall, zone_for
from marketplace.forks.order.choices import Channel, OrderStatus
from marketplace.orders.choices import PartStatus
from marketplace.orders.errors import BasketEmpty, PriceChanged, Shortage
from marketplace.orders.models import VillageOrder
from marketplace.orders.numbers import new_number
from marketplace.orders.shares import Part, commission_of, split
from villages.activity.services import record

Basket = get_model("basket", "Basket")
Country = get_model("address", "Country")
Order = get_model("order", "Order")
OrderLine = get_model("order", "Line")
ShippingAddress = get_model("order", "ShippingAddress")
StockRecord = get_model("partner", "StockRecord")

# The payment page lives 31 minutes; the goods are held a little longer than that.
HOLD = timedelta(minutes=40)


@dataclass(frozen=True)
class Address:
    """Where a parcel goes, as Korean carriers want it."""

    name: str
    phone: str
    postcode: str
    road: str
    detail: str = ""
    note: str = ""

    @property
    def phone_shown(self) -> str:
        """The number as people here write it."""
        try:
            number = phonenumbers.parse(self.phone, "KR")
        except phonenumbers.NumberParseException:
            return self.phone
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


@dataclass(frozen=True)
class Contact:
    """Who buys, and how we reach them."""

    name: str
    phone: str
    email: str = ""


@dataclass(frozen=True)
class Plan:
    """What an order would be now: the parts with their fees."""

    parts: list[Part] = field(default_factory=list)

    @property
    def items(self) -> int:
        """The goods in whole won."""
        return sum(part.items for part in self.parts)

    @property
    def shipping(self) -> int:
        """The delivery in whole won."""
        return sum(part.shipping for part in self.parts)

    @property
    def total(self) -> int:
        """What would be paid."""
        return self.items + self.shipping


def plan(basket, *, postcode: str = "") -> Plan:
    """The parts of a basket at today's prices and fees; reads only."""
    lines = [line for line in basket.all_lines() if line.product.partner_id]
    terms = terms_by_stall(line.product.partner_id for line in lines)
    zone = zone_for(postcode) if postcode else "mainland"
    return Plan(split(lines, terms=terms, usual=USUAL, zone=zone))


def place_order(
    *,
    basket,
    address: Address | None,
    contact: Contact,
    user=None,
    expected_total: int | None = None,
    channel: str = Channel.ONLINE,
    resident=None,
    entered_by=None,
    number: str = "",
):
    """Make the order of a basket and reserve its goods; nothing is paid yet.

    Idempotent by basket: a second call gives the same order. The stock is taken by
    conditional UPDATEs in the order of the stock records' keys. `address` is None
    for goods handed over the counter: no parcel, no fee. `number` is one from
    `new_number` that a form has carried; a fresh one otherwise.

    Raises `BasketEmpty`, `Shortage` (with the line) and `PriceChanged` where the sum
    is not `expected_total`; nothing is changed then.
    """
    placed = Order.objects.filter(basket=basket).first()
    if placed:
        return placed
    try:
        with transaction.atomic():
            return _place(
                basket,
                address,
                contact,
                user,
                expected_total,
                {
                    "channel": channel,
                    "resident": resident,
                    "entered_by": entered_by,
                    "number": number or new_number(),
                },
            )
    except IntegrityError:
        placed = Order.objects.filter(basket=basket).first()
        if placed is None:
            raise
        return placed


def _place(basket, address, contact, user, expected_total, extra):
    claimed = Basket.objects.filter(pk=basket.pk, status=Basket.OPEN).update(
        status=Basket.SUBMITTED, date_submitted=timezone.now()
    )
    if not claimed:
        placed = Order.objects.filter(basket=basket.pk).first()
        if placed:
            return placed
        raise BasketEmpty(_("There is nothing in the basket."))
    basket.reset_offer_applications()
    parts = plan(basket, postcode=address.postcode if address else "").parts
    if not parts:
        raise BasketEmpty(_("There is nothing in the basket."))
    if address is None:
        for part in parts:
            part.quotes = []
    total = sum(part.total for part in parts)
    if expected_total is not None and expected_total != total:
        raise PriceChanged(_("A price has changed. Please look at the new sum."))
    for part in parts:
        for line in part.lines:
            _check(basket, line)
    _reserve([line for part in parts for line in part.lines])
    order = _write_order(basket, parts, address, contact, user, extra)
    for seq, part in enumerate(parts, 1):
        _write_part(order, seq, part)
    record(
        "order.placed",
        actor=user,
        ref=order.number,
        data={"total": total, "parts": len(parts)},
    )
    return order


def _check(basket, line) -> None:
    allowed, reason = basket.is_quantity_allowed(line.quantity, line)
    if not allowed:
        raise Shortage(f"{line.product.name}: {reason}", line)


def _reserve(lines) -> None:
    """Take the stock in one fixed order, so that two orders never wait for each other."""
    for line in sorted(lines, key=lambda each: each.stockrecord_id):
        line.stockrecord.product = line.product
        try:
            line.stockrecord.allocate(line.quantity)
        except InvalidStockAdjustment as refusal:
            raise Shortage(
                _("%(name)s: somebody was faster, there is not enough left.")
                % {"name": line.product.name},
                line,
            ) from refusal


def _write_order(basket, parts, address, contact, user, extra):
    items = sum(part.items for part in parts)
    shipping = sum(part.shipping for part in parts)
    now = timezone.now()
    return Order.objects.create(
        basket=basket,
        site_id=1,
        user=user if user is not None and user.is_authenticated else None,
        total_incl_tax=items + shipping,
        total_excl_tax=items + shipping,
        shipping_incl_tax=shipping,
        shipping_excl_tax=shipping,
        shipping_address=_write_address(address) if address else None,
        shipping_method="per village",
        shipping_code="villages",
        status=OrderStatus.PENDING,
        guest_email=contact.email.lower(),
        date_placed=now,
        expires_at=now + HOLD,
        locale=get_language() or "ko",
        contact_name=contact.name,
        contact_phone=contact.phone,
        is_demo=any(part.partner.village.is_demo for part in parts),
        **extra,
    )


def _write_address(address: Address):
    return ShippingAddress.objects.create(
        first_name=address.name,
        line1=address.road,
        line2=address.detail,
        postcode=address.postcode,
        phone_number=address.phone,
        notes=address.note,
        country=Country.objects.get(iso_3166_1_a2="KR"),
    )


def _write_part(order, seq: int, part: Part) -> VillageOrder:
    commission = commission_of(part.items, part.partner.commission_bp)
    row = VillageOrder.objects.create(
        order=order,
        partner=part.partner,
        village=part.village,
        seq=seq,
        status=PartStatus.PENDING,
        items=part.items,
        shipping=part.shipping,
        commission_bp=part.partner.commission_bp,
        commission=commission,
        net=part.total - commission,
        delivery=[q.snapshot() for q in part.quotes],
        placed_at=order.date_placed,
    )
    OrderLine.objects.bulk_create([_order_line(order, row, line) for line in part.lines])
    return row


def _order_line(order, row, line):
    product, unit, whole = line.product, int(line.unit_price_incl_tax), line.amount
    return OrderLine(
        order=order,
        village_order=row,
        partner=product.partner,
        partner_name=product.partner.display_name,
        partner_sku=line.stockrecord.partner_sku,
        stockrecord=line.stockrecord,
        product=product,
        title=product.get_title(),
        unit=product.unit,
        upc=product.upc,
        quantity=line.quantity,
        num_allocated=line.quantity,
        line_price_incl_tax=whole,
        line_price_excl_tax=whole,
        line_price_before_discounts_incl_tax=whole,
        line_price_before_discounts_excl_tax=whole,
        unit_price_incl_tax=unit,
        unit_price_excl_tax=unit,
    )
