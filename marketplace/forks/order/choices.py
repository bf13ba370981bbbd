"""The states of an order, and which may follow which."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrderStatus(TextChoices):
    """Where the whole order stands."""

    PENDING = "pending", _("Waiting for payment")
    PAID = "paid", _("Paid")
    COMPLETED = "completed", _("Delivered")
    EXPIRED = "expired", _("Not paid in time")
    CANCELLED = "cancelled", _("Cancelled")


class Channel(TextChoices):
    """How the order came in."""

    ONLINE = "online", _("Online")
    ASSISTED = "assisted", _("By phone or at the counter")
