"""Tries to pay, what the payment service told us, and money that goes back."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.payments.choices import (
    AttemptState,
    EventState,
    Gateway,
    RefundKind,
    RefundState,
)


class PaymentAttempt(models.Model):
    """One try to pay one order. `key` is the idempotency key, stored before any call.

    `params` is what was sent, so that a repetition sends exactly the same.
    """

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="attempts")
    n = models.PositiveSmallIntegerField(_("try"))
    gateway = models.CharField(max_length=10, choices=Gateway, default=Gateway.STRIPE)
    key = models.CharField(max_length=80, unique=True)
    params = models.JSONField(default=dict)
    amount = models.PositiveIntegerField(_("amount"))
    currency = models.CharField(max_length=3)
    state = models.CharField(
        _("state"), max_length=10, choices=AttemptState, default=AttemptState.OPEN
    )
    session_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    url = models.TextField(blank=True)
    intent_id = models.CharField(max_length=120, blank=True, db_index=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    synced_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("try to pay")
        verbose_name_plural = _("tries to pay")
        ordering = ["order", "n"]
        constraints = [models.UniqueConstraint(fields=["order", "n"], name="one_attempt_per_n")]
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return self.key


class StripeEvent(models.Model):
    """An event as it arrived; the unique id makes a repetition harmless."""

    event_id = models.CharField(max_length=120, unique=True)
    type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=120, blank=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=EventState, default=EventState.RECEIVED)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("event of the payment service")
        verbose_name_plural = _("events of the payment service")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


class Refund(models.Model):
    """Money that goes back. The row is the outbox: lease, tries, key per refund."""

    attempt = models.ForeignKey(PaymentAttempt, on_delete=models.PROTECT, related_name="refunds")
    village_order = models.ForeignKey(
        "orders.VillageOrder",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refunds",
    )
    kind = models.CharField(max_length=10, choices=RefundKind)
    amount = models.PositiveIntegerField(_("amount"))
    key = models.CharField(max_length=80, unique=True)
    stripe_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    state = models.CharField(max_length=10, choices=RefundState, default=RefundState.REQUESTED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_is_something")
        ]
        indexes = [models.Index(fields=["state", "next_at"])]

    def __str__(self) -> str:
        return self.key
