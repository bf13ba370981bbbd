"""What platform staff may look at: held payments, refunds that failed, events. Read only."""

from django.contrib import admin

from marketplace.payments.models import PaymentAttempt, Refund, StripeEvent


class ReadOnly(admin.ModelAdmin):
    """Money is changed by services alone."""

    def has_add_permission(self, request) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """Never."""
        return False


@admin.register(PaymentAttempt)
class PaymentAttemptAdmin(ReadOnly):
    """Tries to pay; filter by `held` for sums that differ."""

    list_display = ("key", "order", "gateway", "amount", "state", "created_at", "error")
    list_filter = ("state", "gateway")
    list_select_related = ("order",)
    search_fields = ("key", "session_id", "intent_id")


@admin.register(Refund)
class RefundAdmin(ReadOnly):
    """Money that goes back."""

    list_display = ("key", "kind", "amount", "state", "tries", "created_at", "error")
    list_filter = ("state", "kind")
    search_fields = ("key", "stripe_id")


@admin.register(StripeEvent)
class StripeEventAdmin(ReadOnly):
    """What the payment service told us."""

    list_display = ("event_id", "type", "state", "tries", "received_at", "error")
    list_filter = ("state", "type")
    search_fields = ("event_id", "object_id")
