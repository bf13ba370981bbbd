"""Every step of an order after it was placed: one conditional UPDATE on the old state.

A step that comes too late changes nothing and says so; whoever calls twice gets
`False` or `WrongState`, never a second effect.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from oscar.apps.partner.exceptions import InvalidStockAdjustment
from oscar.core.loading import get_model

from marketplace.forks.order.choices import Channel, OrderStatus
from marketplace.orders import messages
from marketplace.orders.choices import PartStatus, moves_to
from marketplace.orders.errors import Shortage, WrongState
from marketplace.orders.models import Parcel, VillageOrder
from villages.activity.services import record

Order = get_model("order", "Order")
OrderLine = get_model("order", "Line")
STAMPS = {
    PartStatus.PAID: "paid_at",
    PartStatus.PREPARING: "prepared_at",
    PartStatus.SHIPPED: "shipped_at",
    PartStatus.DELIVERED: "delivered_at",
    PartStatus.CANCELLED: "cancelled_at",
}


@transaction.atomic
def mark_paid(*, order, at=None) -> bool:
    """The money is there: pending -> paid, for the order and each part.

    Returns False where it was paid before or is not pending any more. Writes one
    `order.paid` per village, queues the buyer's mail, tells managers and sellers.
    """
    at = at or timezone.now()
    changed = Order.objects.filter(pk=order.pk, status=OrderStatus.PENDING).update(
        status=OrderStatus.PAID, paid_at=at, expires_at=None
    )
    if not changed:
        return False
    order.refresh_from_db()
    order.village_orders.filter(status=PartStatus.PENDING).update(
        status=PartStatus.PAID, paid_at=at
    )
    for part in order.village_orders.select_related("village", "order"):
        record(
            "order.paid",
            village=part.village,
            actor=order.user,
            ref=part.number,
            at=at,
            data={"items": part.items, "channel": order.channel},
        )
        if order.channel == Channel.ONLINE:
            messages.tell_village(part)
    messages.confirm_to_buyer(order)
    return True


@transaction.atomic
def release_order(*, order, status: str = OrderStatus.EXPIRED, acting_user=None) -> bool:
    """Give an unpaid order up: pending -> expired or cancelled; its goods are free again.

    Returns False where it was paid or released before.
    """
    changed = Order.objects.filter(pk=order.pk, status=OrderStatus.PENDING).update(status=status)
    if not changed:
        return False
    order.refresh_from_db()
    order.village_orders.filter(status=PartStatus.PENDING).update(
        status=PartStatus.CANCELLED, cancelled_at=timezone.now()
    )
    _free(order.lines.all())
    record(f"order.{status}", actor=acting_user, ref=order.number)
    return True


def expire_order(*, order) -> bool:
    """Nobody paid in time; see `release_order`."""
    return release_order(order=order, status=OrderStatus.EXPIRED)


@transaction.atomic
def reclaim_order(*, order) -> bool:
    """Money came after the order was given up: take the goods again, if they are there.

    expired or cancelled -> pending. Raises `Shortage`, changing nothing, where
    something is gone; returns False where the order is in another state.
    """
    changed = Order.objects.filter(
        pk=order.pk, status__in=[OrderStatus.EXPIRED, OrderStatus.CANCELLED], paid_at=None
    ).update(status=OrderStatus.PENDING)
    if not changed:
        return False
    order.village_orders.update(status=PartStatus.PENDING, cancelled_at=None)
    lines = order.lines.select_related("stockrecord__product__product_class")
    for line in lines.order_by("stockrecord"):
        try:
            if line.stockrecord is None:
                raise InvalidStockAdjustment
            line.stockrecord.allocate(line.quantity)
        except InvalidStockAdjustment as refusal:
            raise Shortage(_("%(name)s is gone.") % {"name": line.title}, line) from refusal
    order.lines.update(num_allocated=F("quantity"), allocation_cancelled=False)
    order.refresh_from_db()
    return True


@transaction.atomic
def prepare(*, part: VillageOrder, acting_user) -> VillageOrder:
    """The village begins to pack; from here on the buyer asks instead of clicking."""
    _move(part, PartStatus.PREPARING)
    record("order.prepared", village=part.village, actor=acting_user, ref=part.number)
    return part


@transaction.atomic
def ship(*, part: VillageOrder, carrier: str, tracking: str, acting_user) -> Parcel:
    """A parcel leaves: its goods leave the stock with the first one.

    A second parcel of a part that is on its way is only noted. Raises `WrongState`
    before payment and after arrival or cancelling.
    """
    part.refresh_from_db()
    if part.status != PartStatus.SHIPPED:
        _move(part, PartStatus.SHIPPED)
        _consume(part)
        record("order.shipped", village=part.village, actor=acting_user, ref=part.number)
    parcel, _new = Parcel.objects.get_or_create(
        village_order=part,
        carrier=carrier,
        tracking=tracking,
        defaults={"sent_at": timezone.now()},
    )
    messages.tell_buyer_of_parcel(parcel)
    return parcel


@transaction.atomic
def deliver(*, part: VillageOrder, acting_user=None) -> VillageOrder:
    """The parcel has arrived; the order is complete with its last part."""
    _move(part, PartStatus.DELIVERED)
    record("order.delivered", village=part.village, actor=acting_user, ref=part.number)
    _close(part.order)
    return part


@transaction.atomic
def hand_over(*, part: VillageOrder, acting_user) -> VillageOrder:
    """Paid goods go over the counter: out of the stock and delivered, no parcel."""
    _move(part, PartStatus.SHIPPED)
    _consume(part)
    return deliver(part=part, acting_user=acting_user)


@transaction.atomic
def cancel_part(*, part: VillageOrder, acting_user=None, reason: str = "") -> VillageOrder:
    """Cancel one village's part before it is sent; its goods are free again.

    Pays nothing back: `payments.services.refunds.cancel_and_refund` does both.
    """
    _move(part, PartStatus.CANCELLED)
    _free(part.lines.all())
    record(
        "order.cancelled",
        village=part.village,
        actor=acting_user,
        ref=part.number,
        data={"reason": reason[:200]},
    )
    messages.tell_of_cancelling(part)
    _close(part.order)
    return part


def _move(part: VillageOrder, status: str) -> None:
    changed = VillageOrder.objects.filter(pk=part.pk, status__in=moves_to(status)).update(
        status=status, **{STAMPS[status]: timezone.now()}
    )
    part.refresh_from_db()
    if not changed:
        raise WrongState(
            _("This part is already “%(state)s”.") % {"state": part.get_status_display()}
        )


def _close(order) -> None:
    """Complete or cancel the order when no part is left open."""
    states = set(order.village_orders.values_list("status", flat=True))
    if states <= {PartStatus.DELIVERED, PartStatus.CANCELLED}:
        done = PartStatus.DELIVERED in states
        Order.objects.filter(pk=order.pk, status=OrderStatus.PAID).update(
            status=OrderStatus.COMPLETED if done else OrderStatus.CANCELLED
        )


def _free(lines) -> None:
    """Give the reservations back, each exactly once."""
    for line in _by_stock(lines):
        given = OrderLine.objects.filter(pk=line.pk, num_allocated=line.quantity).update(
            num_allocated=0, allocation_cancelled=True
        )
        if given and line.stockrecord:
            line.stockrecord.cancel_allocation(line.quantity)


def _consume(part: VillageOrder) -> None:
    for line in _by_stock(part.lines.all()):
        taken = OrderLine.objects.filter(pk=line.pk, num_allocated=line.quantity).update(
            num_allocated=0
        )
        if taken and line.stockrecord:
            line.stockrecord.consume_allocation(line.quantity)


def _by_stock(lines):
    return lines.select_related("stockrecord__product__product_class").order_by("stockrecord")
