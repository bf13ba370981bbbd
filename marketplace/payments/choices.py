"""The closed lists of payments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Gateway(TextChoices):
    """How the money comes."""

    STRIPE = "stripe", _("Card or phone wallet")
    BANK = "bank", _("Bank transfer")
    PICKUP = "pickup", _("At the counter")


class AttemptState(TextChoices):
    """Where one try to pay stands."""

    OPEN = "open", _("Open")
    PAID = "paid", _("Paid")
    EXPIRED = "expired", _("Expired")
    HELD = "held", _("Held: the sums differ")


class EventState(TextChoices):
    """What became of an event of the payment service."""

    RECEIVED = "received", _("Received")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class RefundKind(TextChoices):
    """Why money goes back."""

    CANCEL = "cancel", _("Cancelled before packing")
    RETURN = "return", _("Sent back")
    GOODWILL = "goodwill", _("Goodwill")
    LATE = "late", _("Paid after the goods were gone")
    DOUBLE = "double", _("Paid twice")
    EXTERNAL = "external", _("Made at the payment service")


class RefundState(TextChoices):
    """Where a refund stands."""

    REQUESTED = "requested", _("On its way")
    SUCCEEDED = "succeeded", _("Paid back")
    FAILED = "failed", _("Failed")
