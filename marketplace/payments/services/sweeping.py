"""What nobody came back for: unpaid orders, unheard payments."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from marketplace.orders.selectors import due_for_expiry
from marketplace.payments.choices import AttemptState
from marketplace.payments.errors import PaymentUnavailable
from marketplace.payments.models import PaymentAttempt
from marketplace.payments.services.paying import expire, sync

logger = logging.getLogger("invil.payments")
QUIET = timedelta(minutes=3)


def sync_stale_attempts(limit: int = 100) -> int:
    """Ask about payments that have been open and quiet for some minutes."""
    before = timezone.now() - QUIET
    quiet = Q(synced_at__isnull=True) | Q(synced_at__lt=before)
    stale = PaymentAttempt.objects.filter(
        quiet, state=AttemptState.OPEN, session_id__isnull=False, created_at__lt=before
    ).select_related("order")
    count = 0
    for attempt in stale.order_by("created_at")[:limit]:
        try:
            count += sync(attempt=attempt).state == AttemptState.PAID
        except PaymentUnavailable:
            return count
    return count


def expire_orders(limit: int = 100) -> int:
    """Free the goods of orders that nobody paid in time; asks Stripe first."""
    count = 0
    for order in due_for_expiry()[:limit]:
        try:
            count += expire(order=order)
        except PaymentUnavailable:
            logger.warning("Order %s stays: the payment service does not answer", order.number)
    return count
