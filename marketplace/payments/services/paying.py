"""Start a payment, and find out what became of it.

Webhook, return page and sweeper all end in `sync`: it asks Stripe, and moves the
attempt and the order by one conditional transition. Whoever comes second changes
nothing. No transaction is open while Stripe is asked.
"""

import logging
from contextlib import suppress
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.forks.order.choices import OrderStatus
from marketplace.orders import messages
from marketplace.orders.errors import Shortage
from marketplace.orders.services import states
from marketplace.payments.amounts import smallest_unit
from marketplace.payments.choices import AttemptState, RefundKind
from marketplace.payments.errors import NotPayable
from marketplace.payments.gateways import stripe as gateway
from marketplace.payments.models import PaymentAttempt
from marketplace.payments.services.refunding import request_refund
from villages.activity.services import record

logger = logging.getLogger("invil.payments")
LIFE = timedelta(minutes=31)


def start_payment(*, order) -> PaymentAttempt:
    """Open the payment page of an order; its address is on the attempt.

    Two clicks or two tabs get the same page. The attempt with its key and the exact
    parameters is stored before Stripe is asked. Raises `NotPayable` and
    `PaymentUnavailable`; the order stays as it is then.
    """
    attempt = _attempt_for(order)
    if attempt.session_id:
        return attempt
    session = gateway.create_session(params=attempt.params, key=attempt.key)
    PaymentAttempt.objects.filter(pk=attempt.pk, session_id=None).update(
        session_id=session.id, url=session.url
    )
    attempt.refresh_from_db()
    return attempt


def _attempt_for(order) -> PaymentAttempt:
    now = timezone.now()
    order.refresh_from_db()
    if order.status != OrderStatus.PENDING or (order.expires_at and order.expires_at <= now):
        raise NotPayable(_("This order does not wait for a payment any more."))
    last = order.attempts.order_by("-n").first()
    if last and last.state == AttemptState.OPEN and last.expires_at > now:
        return last
    n = last.n + 1 if last else 1
    with suppress(IntegrityError), transaction.atomic():
        PaymentAttempt.objects.create(
            order=order,
            n=n,
            key=f"order-{order.number}-{n}",
            amount=order.total,
            currency=order.currency.lower(),
            expires_at=now + LIFE,
            params=_params(order, n, now),
        )
    # Read back: PostgreSQL keeps JSON in an order of its own, and a retry must be
    # the same call to the letter.
    return order.attempts.get(n=n)


def _params(order, n: int, now) -> dict:
    """Exactly what is sent; kept, so that a repetition is the same call."""
    currency = order.currency.lower()
    about = {"order": order.number, "attempt": str(n)}
    back = messages.absolute(order.get_absolute_url())
    params = {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": currency,
                    "unit_amount": smallest_unit(amount, currency),
                    "product_data": {"name": name},
                },
            }
            for name, amount in _rows(order)
        ],
        "client_reference_id": order.number,
        "metadata": about,
        "payment_intent_data": {"metadata": about, "transfer_group": order.number},
        "expires_at": int((now + LIFE).timestamp()),
        "locale": "ko" if order.locale == "ko" else "en",
        "submit_type": "pay",
        "success_url": messages.absolute(f"/market/pay/back/{order.number}/{order.signature}/"),
        "cancel_url": back,
    }
    if order.email:
        params["customer_email"] = order.email
    return params


def _rows(order) -> list[tuple[str, int]]:
    rows = [
        (part.village.name, part.items) for part in order.village_orders.select_related("village")
    ]
    if order.shipping_total:
        rows.append((_("Delivery"), order.shipping_total))
    return rows


def sync(*, attempt: PaymentAttempt) -> PaymentAttempt:
    """Ask Stripe and bring attempt and order into line; safe to call at any time.

    Raises `PaymentUnavailable`; nothing is changed then.
    """
    if not attempt.session_id:
        return attempt
    session = gateway.get_session(attempt.session_id)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(synced_at=timezone.now())
    if session.is_paid:
        _take(attempt, session)
    elif session.status == "expired":
        PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.OPEN).update(
            state=AttemptState.EXPIRED
        )
    attempt.refresh_from_db()
    return attempt


def _take(attempt: PaymentAttempt, session: gateway.Session) -> None:
    order = attempt.order
    expected = (smallest_unit(attempt.amount, attempt.currency), attempt.currency, order.number)
    told = (session.amount, session.currency, session.reference)
    if told != expected:
        logger.error("Payment %s is held: told %s, expected %s", attempt.key, told, expected)
        PaymentAttempt.objects.filter(pk=attempt.pk, state=AttemptState.OPEN).update(
            state=AttemptState.HELD,
            intent_id=session.intent_id,
            error=f"{told} != {expected}"[:200],
        )
        return
    with transaction.atomic():
        changed = PaymentAttempt.objects.filter(
            pk=attempt.pk, state__in=[AttemptState.OPEN, AttemptState.EXPIRED]
        ).update(state=AttemptState.PAID, intent_id=session.intent_id)
        if changed:
            attempt.refresh_from_db()
            _settle(attempt)


def _settle(attempt: PaymentAttempt) -> None:
    """The money is there: the order is paid, or the money goes back."""
    order = attempt.order
    if states.mark_paid(order=order):
        return
    order.refresh_from_db()
    if order.paid_at:
        request_refund(attempt=attempt, kind=RefundKind.DOUBLE, amount=attempt.amount)
        return
    try:
        with transaction.atomic():
            claimed = states.reclaim_order(order=order)
    except Shortage:
        claimed = False
    if claimed:
        states.mark_paid(order=order)
        return
    request_refund(attempt=attempt, kind=RefundKind.LATE, amount=attempt.amount)
    record("order.late_payment", ref=order.number, data={"amount": attempt.amount})
    messages.tell_of_late_payment(order)


def give_up(*, order, acting_user=None) -> bool:
    """The buyer does not want to pay: close the page first, then free the goods.

    Returns False where the money was faster. Raises `PaymentUnavailable`.
    """
    _close_pages(order)
    return states.release_order(order=order, status=OrderStatus.CANCELLED, acting_user=acting_user)


def expire(*, order) -> bool:
    """Nobody paid in time: look once more, close the page, free the goods."""
    _close_pages(order)
    return states.expire_order(order=order)


def _close_pages(order) -> None:
    open_ones = order.attempts.filter(state=AttemptState.OPEN, session_id__isnull=False)
    for attempt in open_ones:
        gateway.expire_session(attempt.session_id)
        sync(attempt=attempt)
    order.refresh_from_db()
