"""What platform staff ask about the market as a whole: orders, stalls, shelves."""

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from oscar.core.loading import get_model

from marketplace.forks.order.choices import OrderStatus
from marketplace.orders.choices import OPEN_PARTS
from marketplace.orders.forms import phone_here
from marketplace.orders.models import VillageOrder
from marketplace.orders.numbers import LENGTH, clean_number
from marketplace.payments.choices import AttemptState, RefundState
from marketplace.payments.models import PaymentAttempt, Refund
from villages.accounts.phones import parse_phone

Category = get_model("catalogue", "Category")
Order = get_model("order", "Order")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
TROUBLE = "trouble"
LEAST = 2  # letters of a name that are worth a search


def orders(*, query: str = "", state: str = ""):
    """All orders, newest first: found by number, parcel, buyer, phone or e-mail.

    `state` is one of `OrderStatus`, or `TROUBLE` for those whose money needs a person.
    """
    found = Order.objects.select_related("user").prefetch_related(
        Prefetch("village_orders", VillageOrder.objects.select_related("village"))
    )
    if query:
        found = found.filter(pk__in=Order.objects.filter(_said(query)).values("pk"))
    if state == TROUBLE:
        found = found.filter(_in_trouble())
    elif state in OrderStatus.values:
        found = found.filter(status=state)
    return found.order_by("-date_placed", "-pk")


def _said(query: str) -> Q:
    wanted = Q(pk__in=())
    number = clean_number(query)
    if len(number) == LENGTH:
        wanted |= Q(number=number)
    if "@" in query:
        return wanted | Q(guest_email__iexact=query) | Q(user__email__iexact=query)
    if any(letter.isdigit() for letter in query):
        wanted |= Q(contact_phone__in={query, _phone(query), phone_here(query)})
        return wanted | Q(village_orders__parcels__tracking=query)
    if len(query) >= LEAST:
        wanted |= Q(contact_name__icontains=query) | Q(user__first_name__icontains=query)
        wanted |= Q(shipping_address__first_name__icontains=query)
    return wanted


def _phone(text: str) -> str:
    try:
        return parse_phone(text)
    except ValidationError:
        return text


def _in_trouble() -> Q:
    failed = Refund.objects.filter(state=RefundState.FAILED).values("attempt__order")
    held = PaymentAttempt.objects.filter(state=AttemptState.HELD).values("order")
    return Q(pk__in=failed) | Q(pk__in=held)


def trouble_count() -> int:
    """How many orders have money that needs a person; one query."""
    return Order.objects.filter(_in_trouble()).count()


def money_of(order) -> list[PaymentAttempt]:
    """The tries to pay an order, each with what went back; two queries."""
    return list(order.attempts.prefetch_related("refunds").order_by("n"))


def stalls(*, query: str = ""):
    """The stalls of villages with `on_sale` goods and `to_send` parts, by name; one query."""
    on_sale = Product.objects.filter(partner=OuterRef("pk"), is_public=True)
    to_send = VillageOrder.objects.filter(partner=OuterRef("pk"), status__in=OPEN_PARTS)
    found = Partner.objects.filter(village__isnull=False).select_related("village__region__parent")
    if query:
        found = found.filter(
            Q(village__name_ko__icontains=query)
            | Q(village__name_en__icontains=query)
            | Q(legal_name_ko__icontains=query)
        )
    return found.annotate(on_sale=_count(on_sale), to_send=_count(to_send)).order_by(
        "village__name_ko", "pk"
    )


def _count(rows):
    numbers = rows.order_by().values("partner").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(numbers), 0)


def shelves() -> list:
    """Every shelf with the `count` of all that lies on it, hidden goods too; one query."""
    return list(Category.objects.filter(depth=1).annotate(count=Count("product")).order_by("path"))
