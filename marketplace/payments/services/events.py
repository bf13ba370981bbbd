"""Take in a signed event: note it once, then ask Stripe what is true."""

from django.db import transaction
from django.db.models import F

from marketplace.payments.choices import EventState
from marketplace.payments.gateways import stripe as gateway
from marketplace.payments.models import PaymentAttempt, StripeEvent
from marketplace.payments.services.paying import sync
from marketplace.payments.services.refunding import sync_refunds

REFUND_TYPES = ("charge.refunded", "refund.created", "refund.updated", "refund.failed")


def take_event(*, payload: bytes, header: str) -> StripeEvent:
    """Verify, note and work off one event; a repetition changes nothing.

    Raises `BadSignature` with nothing stored, and `PaymentUnavailable` where Stripe
    cannot be asked: the caller answers 503 and Stripe sends the event again.
    """
    event = gateway.read_event(payload, header)
    row, _new = StripeEvent.objects.get_or_create(
        event_id=event.id,
        defaults={
            "type": event.type[:80],
            "object_id": event.object_id,
            "payload": {"intent": event.intent_id},
        },
    )
    if row.state == EventState.DONE:
        return row
    StripeEvent.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    _work_off(row)
    with transaction.atomic():
        StripeEvent.objects.filter(pk=row.pk).update(state=EventState.DONE, error="")
    row.refresh_from_db()
    return row


def _work_off(row: StripeEvent) -> None:
    """Events name a thing; what is true about it is fetched, never read from them."""
    if row.type.startswith("checkout.session."):
        for attempt in PaymentAttempt.objects.filter(session_id=row.object_id):
            sync(attempt=attempt)
    elif row.type in REFUND_TYPES and row.payload.get("intent"):
        for attempt in PaymentAttempt.objects.filter(intent_id=row.payload["intent"]):
            sync_refunds(attempt=attempt)
