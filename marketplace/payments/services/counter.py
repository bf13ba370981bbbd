"""Sales by phone and at the counter: the village took the money itself."""

from django.db import transaction

from oscar.core.loading import get_class, get_model

from marketplace.forks.order.choices import Channel
from marketplace.orders.services import states
from marketplace.orders.services.basket import put_in
from marketplace.orders.services.placing import Address, Contact, place_order
from marketplace.payments.choices import AttemptState, Gateway
from marketplace.payments.models import PaymentAttempt

Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")
Selector = get_class("partner.strategy", "Selector")


@transaction.atomic
def record_sale(
    *,
    things: list[tuple[object, int]],
    contact: Contact,
    entered_by,
    number: str,
    address: Address | None = None,
    resident=None,
):
    """An ordinary order that counts like any other: placed, paid, taken from the stock.

    Without an address it was handed over at once; with one it waits to be sent.
    Idempotent by `number`, which the form carries. Raises `Shortage` and
    `BasketEmpty`; nothing is changed then.
    """
    made = Order.objects.filter(number=number).first()
    if made:
        return made
    basket = Basket.objects.create()
    basket.strategy = Selector().strategy()
    for product, quantity in things:
        put_in(basket=basket, product=product, quantity=quantity)
    order = place_order(
        basket=basket,
        address=address,
        contact=contact,
        number=number,
        resident=resident,
        user=resident.user if resident else None,
        channel=Channel.ASSISTED,
        entered_by=entered_by,
    )
    PaymentAttempt.objects.create(
        order=order,
        n=1,
        gateway=Gateway.PICKUP,
        key=f"counter-{order.number}",
        amount=order.total,
        currency=order.currency.lower(),
        state=AttemptState.PAID,
    )
    states.mark_paid(order=order)
    if address is None:
        for part in order.village_orders.all():
            states.hand_over(part=part, acting_user=entered_by)
    order.refresh_from_db()
    return order
