"""Money that goes back. The refund's row is the outbox; its key pays once.

A refund of a part and its cancelling are one transaction; Stripe is asked after it.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from marketplace.orders.models import VillageOrder
from marketplace.orders.services import states
from marketplace.payments.choices import AttemptState, Gateway, RefundKind, RefundState
from marketplace.payments.errors import PaymentUnavailable
from marketplace.payments.gateways import stripe as gateway
from marketplace.payments.models import PaymentAttempt, Refund
from villages.activity.services import record

logger = logging.getLogger("invil.payments")
LEASE = timedelta(minutes=2)
MOST_TRIES = 12


@transaction.atomic
def request_refund(
    *,
    attempt: PaymentAttempt,
    kind: str,
    amount: int,
    part: VillageOrder | None = None,
    key: str = "",
) -> Refund:
    """Write down that money goes back, and send it when the transaction is through.

    Idempotent by `key`. Raises `ValueError` where more would go back than came.
    """
    key = key or f"refund-{attempt.key}-{kind}" + (f"-{part.pk}" if part else "")
    made = Refund.objects.filter(key=key).first()
    if made:
        return made
    back = attempt.refunds.exclude(state=RefundState.FAILED).aggregate(sum=Sum("amount"))["sum"]
    if amount + (back or 0) > attempt.amount:
        raise ValueError(f"{key}: more than was paid.")
    refund = Refund.objects.create(
        attempt=attempt, village_order=part, kind=kind, amount=amount, key=key
    )
    transaction.on_commit(lambda: _send_quietly(refund.pk))
    return refund


@transaction.atomic
def cancel_and_refund(*, part: VillageOrder, acting_user=None, reason: str = "") -> Refund | None:
    """Cancel one village's part and pay its goods and delivery back, in one step.

    Raises `WrongState` where it is packed or sent. None where nothing was paid by card.
    """
    states.cancel_part(part=part, acting_user=acting_user, reason=reason)
    paid = part.order.attempts.filter(state=AttemptState.PAID, gateway=Gateway.STRIPE)
    attempt = paid.order_by("n").first()
    if attempt is None or not part.total:
        return None
    return request_refund(
        attempt=attempt,
        kind=RefundKind.CANCEL,
        amount=part.total,
        part=part,
        key=f"refund-{part.number}-cancel",
    )


def send_refund(refund_pk: int) -> bool:
    """Send one refund, if it is due and nobody else sends it; returns whether it went."""
    now = timezone.now()
    claimed = Refund.objects.filter(
        pk=refund_pk, state=RefundState.REQUESTED, next_at__lte=now, tries__lt=MOST_TRIES
    ).update(next_at=now + LEASE, tries=F("tries") + 1)
    if not claimed:
        return False
    refund = Refund.objects.select_related("attempt__order").get(pk=refund_pk)
    try:
        made = gateway.create_refund(
            intent_id=refund.attempt.intent_id, amount=refund.amount, key=refund.key
        )
    except ValueError as refusal:
        logger.error("Refund %s was refused: %s", refund.key, refusal)
        Refund.objects.filter(pk=refund.pk).update(
            state=RefundState.FAILED, error=str(refusal)[:200]
        )
        return False
    except PaymentUnavailable as problem:
        Refund.objects.filter(pk=refund.pk).update(
            error=problem.message[:200], next_at=now + timedelta(minutes=2**refund.tries)
        )
        return False
    _done(refund, made)
    return True


@transaction.atomic
def _done(refund: Refund, made: gateway.MadeRefund) -> None:
    changed = Refund.objects.filter(pk=refund.pk, state=RefundState.REQUESTED).update(
        state=RefundState.SUCCEEDED, stripe_id=made.id, done_at=timezone.now(), error=""
    )
    if changed:
        village = refund.village_order.village if refund.village_order else None
        record(
            "order.refunded",
            village=village,
            ref=refund.attempt.order.number,
            data={"amount": refund.amount, "kind": refund.kind},
        )


def send_due_refunds(limit: int = 50) -> int:
    """What waits goes out; for the timetable."""
    due = Refund.objects.filter(state=RefundState.REQUESTED, next_at__lte=timezone.now())
    keys = list(due.order_by("next_at").values_list("pk", flat=True)[:limit])
    return sum(send_refund(key) for key in keys)


def sync_refunds(*, attempt: PaymentAttempt) -> int:
    """Note refunds that were made at Stripe itself; returns how many were new."""
    new = 0
    for made in gateway.refunds_of(attempt.intent_id):
        if made.key and Refund.objects.filter(key=made.key).exists():
            continue
        _row, is_new = Refund.objects.get_or_create(
            stripe_id=made.id,
            defaults={
                "attempt": attempt,
                "kind": RefundKind.EXTERNAL,
                "amount": made.amount,
                "key": f"external-{made.id}",
                "state": RefundState.SUCCEEDED,
                "done_at": timezone.now(),
            },
        )
        new += is_new
    return new


def _send_quietly(refund_pk: int) -> None:
    try:
        send_refund(refund_pk)
    except Exception:
        logger.exception("Refund %s waits for the next try", refund_pk)
