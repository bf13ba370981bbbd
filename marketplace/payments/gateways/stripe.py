"""Stripe, and the only module that knows it. No database here, no transaction open."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

import stripe

from marketplace.payments.errors import BadSignature, PaymentUnavailable

TOLERANCE = 300


@dataclass(frozen=True)
class Session:
    """A hosted payment as Stripe sees it now."""

    id: str
    url: str
    status: str
    payment_status: str
    amount: int
    currency: str
    reference: str
    intent_id: str

    @property
    def is_paid(self) -> bool:
        """Whether the money is there."""
        return self.payment_status == "paid"


@dataclass(frozen=True)
class Event:
    """A signed message; only its names are believed, the rest is fetched again."""

    id: str
    type: str
    object_id: str
    intent_id: str


@dataclass(frozen=True)
class MadeRefund:
    """A refund as Stripe knows it."""

    id: str
    amount: int
    status: str
    key: str


@cache
def _client(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": base},
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=15),
    )


def client() -> stripe.StripeClient:
    """The client of this installation; its address is a setting."""
    return _client(settings.STRIPE_API_KEY, settings.STRIPE_API_BASE)


def create_session(*, params: dict, key: str) -> Session:
    """Open a payment page; the same key and params give the same page."""
    return _ask(
        lambda: client().v1.checkout.sessions.create(
            params=params, options={"idempotency_key": key}
        )
    )


def get_session(session_id: str) -> Session:
    """The payment as it stands."""
    return _ask(lambda: client().v1.checkout.sessions.retrieve(session_id))


def expire_session(session_id: str) -> Session:
    """Close the page; one that is paid or closed is returned as it is."""
    try:
        return _ask(lambda: client().v1.checkout.sessions.expire(session_id))
    except stripe.InvalidRequestError:
        return get_session(session_id)


def create_refund(*, intent_id: str, amount: int, key: str) -> MadeRefund:
    """Pay back; the same key never pays twice. `ValueError` where Stripe refuses it."""
    try:
        made = client().v1.refunds.create(
            params={"payment_intent": intent_id, "amount": amount, "metadata": {"key": key}},
            options={"idempotency_key": key},
        )
    except stripe.InvalidRequestError as refusal:
        raise ValueError(str(refusal.user_message or refusal)[:200]) from refusal
    except stripe.StripeError as problem:
        raise _unavailable(problem) from problem
    return _refund(made)


def refunds_of(intent_id: str) -> list[MadeRefund]:
    """All refunds of a payment, whoever made them."""
    try:
        found = client().v1.refunds.list(params={"payment_intent": intent_id, "limit": 100})
    except stripe.StripeError as problem:
        raise _unavailable(problem) from problem
    return [_refund(each) for each in found.data]


def read_event(payload: bytes, header: str) -> Event:
    """The signed message; several secrets, comma between, serve a rotation.

    Raises `BadSignature` for a wrong, missing or old signature and for no JSON.
    """
    for secret in settings.STRIPE_WEBHOOK_SECRET.split(","):
        try:
            event = stripe.Webhook.construct_event(payload, header, secret.strip(), TOLERANCE)
        except (stripe.SignatureVerificationError, ValueError):
            continue
        thing = event.data.object
        return Event(
            event.id,
            event.type,
            str(getattr(thing, "id", "")),
            str(getattr(thing, "payment_intent", "") or ""),
        )
    raise BadSignature("The signature does not fit.")


def page_url(session_url: str) -> str:
    """Where to send the buyer; the demo's own page stays on the host the buyer is on."""
    if settings.FAKE_STRIPE:
        return urlsplit(session_url).path
    return session_url


def _ask(call) -> Session:
    try:
        found = call()
    except stripe.InvalidRequestError:
        raise
    except stripe.StripeError as problem:
        raise _unavailable(problem) from problem
    return Session(
        id=found.id,
        url=found.url or "",
        status=found.status or "",
        payment_status=found.payment_status,
        amount=found.amount_total or 0,
        currency=found.currency or "",
        reference=found.client_reference_id or "",
        intent_id=str(found.payment_intent or ""),
    )


def _refund(made) -> MadeRefund:
    metadata = made.metadata.to_dict() if made.metadata else {}
    return MadeRefund(made.id, made.amount, made.status or "", metadata.get("key", ""))


def _unavailable(problem: Exception) -> PaymentUnavailable:
    from django.utils.translation import gettext as _

    return PaymentUnavailable(
        _("The payment service does not answer. Your order is kept; please try again.")
    )
