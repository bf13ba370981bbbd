"""What can be asked about orders; statistics in days of Seoul."""

from datetime import date

from django.db.models import Count, Prefetch, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from oscar.core.loading import get_model

from marketplace.forks.order.choices import OrderStatus
from marketplace.goods.selectors import listed_products_by_village
from marketplace.orders.choices import OPEN_PARTS, SOLD_PARTS, PartStatus
from marketplace.orders.days import day_bounds
from marketplace.orders.models import VillageOrder

Order = get_model("order", "Order")
OrderLine = get_model("order", "Line")

__all__ = ["listed_products_by_village"]


def parts_of(order):
    """The parts of an order with all that its page shows; three queries."""
    return (
        VillageOrder.objects.filter(order=order)
        .select_related("village__region", "partner", "order")
        .prefetch_related(
            Prefetch("lines", OrderLine.objects.select_related("product__image")),
            "lines__product__image__renditions",
            "parcels",
        )
        .order_by("seq")
    )


def orders_of(user):
    """A person's orders, newest first; unpaid ones that ran out are left out."""
    return (
        Order.objects.filter(user=user)
        .exclude(status=OrderStatus.EXPIRED)
        .prefetch_related("village_orders__village")
        .order_by("-date_placed", "-pk")
    )


def parts_for_office(village, *, state: str = ""):
    """A village's own parts, the ones to send first; never another village's."""
    parts = (
        VillageOrder.objects.filter(village=village, status__in=(*SOLD_PARTS, "cancelled"))
        .exclude(paid_at=None)
        .select_related("order__shipping_address", "village")
        .prefetch_related(Prefetch("lines", OrderLine.objects.select_related("product")), "parcels")
    )
    if state == "open":
        parts = parts.filter(status__in=OPEN_PARTS)
    elif state:
        parts = parts.filter(status=state)
    return parts.order_by("-paid_at", "-pk")


def open_count(village) -> int:
    """How many parts the village has to send; one query."""
    return open_counts(village)[0]


def open_counts(village) -> tuple[int, int]:
    """How many parts the village has to send, and with how many the buyer wrote something.

    One query.
    """
    found = VillageOrder.objects.filter(village=village, status__in=OPEN_PARTS).aggregate(
        all=Count("pk"), noted=Count("pk", filter=Q(order__shipping_address__notes__gt=""))
    )
    return found["all"], found["noted"]


def due_for_expiry(now=None):
    """Orders that nobody paid in time."""
    return Order.objects.filter(
        status=OrderStatus.PENDING, expires_at__lte=now or timezone.now()
    ).order_by("expires_at")


def _sold(start: date, end: date):
    """Parts paid from `start` to `end`, both days of Seoul included."""
    first, after = day_bounds(start, end)
    return VillageOrder.objects.filter(
        status__in=SOLD_PARTS, paid_at__gte=first, paid_at__lt=after
    ).annotate(day=TruncDate("paid_at", tzinfo=timezone.get_default_timezone()))


def sales_by_village_day(start: date, end: date) -> list[dict]:
    """Goods sold in won: rows of village, day, channel, won, orders; one query.

    Counted on the day of payment; delivery and cancelled parts are left out.
    """
    return list(
        _sold(start, end)
        .values("village", "day", "order__channel")
        .annotate(won=Sum("items"), orders=Count("pk"))
        .order_by("village", "day", "order__channel")
    )


def orders_by_village_day(start: date, end: date) -> list[dict]:
    """Paid parts: rows of village, day, channel, orders, buyers; one query.

    A buyer is counted by account or by e-mail address.
    """
    return list(
        _sold(start, end)
        .values("village", "day", "order__channel")
        .annotate(
            orders=Count("pk"),
            buyers=Count("order__user", distinct=True) + Count("order__guest_email", distinct=True),
        )
        .order_by("village", "day", "order__channel")
    )


def last_address(user) -> dict:
    """What a signed-in buyer typed last time, to begin with; two queries at most."""
    order = (
        Order.objects.filter(user=user, shipping_address__isnull=False)
        .select_related("shipping_address")
        .order_by("-date_placed")
        .first()
    )
    start = {"name": user.name, "phone": user.phone or "", "email": user.email or ""}
    if order is None:
        return start
    kept = order.shipping_address
    return {
        **start,
        "name": kept.first_name,
        "phone": str(kept.phone_number or start["phone"]),
        "email": order.email,
        "postcode": kept.postcode,
        "road": kept.line1,
        "detail": kept.line2,
        "note": kept.notes,
    }


def count_unfinished(village) -> int:
    """How many parts of orders are paid for, or waited for, and have not arrived."""
    waiting = (PartStatus.PENDING, PartStatus.PAID, PartStatus.PREPARING, PartStatus.SHIPPED)
    return VillageOrder.objects.filter(village=village, status__in=waiting).count()
