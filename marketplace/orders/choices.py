"""The states of a village's part, and which may follow which."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartStatus(TextChoices):
    """Where one village's part of an order stands."""

    PENDING = "pending", _("Waiting for payment")
    PAID = "paid", _("Paid")
    PREPARING = "preparing", _("Being packed")
    SHIPPED = "shipped", _("On the way")
    DELIVERED = "delivered", _("Delivered")
    CANCELLED = "cancelled", _("Cancelled")


# One part at a time. An unpaid order is given up or claimed again as a whole
# (`release_order`, `reclaim_order`): the sum to pay is one.
PART_MOVES: dict[str, tuple[str, ...]] = {
    PartStatus.PENDING: (PartStatus.PAID,),
    PartStatus.PAID: (PartStatus.PREPARING, PartStatus.SHIPPED, PartStatus.CANCELLED),
    PartStatus.PREPARING: (PartStatus.SHIPPED, PartStatus.PAID, PartStatus.CANCELLED),
    PartStatus.SHIPPED: (PartStatus.DELIVERED,),
    PartStatus.DELIVERED: (),
    PartStatus.CANCELLED: (),
}
OPEN_PARTS = (PartStatus.PAID, PartStatus.PREPARING)
SOLD_PARTS = (
    PartStatus.PAID,
    PartStatus.PREPARING,
    PartStatus.SHIPPED,
    PartStatus.DELIVERED,
)


def moves_to(status: str) -> list[str]:
    """The states from which a part may get to `status`."""
    return [before for before, after in PART_MOVES.items() if status in after]
