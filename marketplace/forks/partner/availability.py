"""Whether a thing can be bought now, said in words a shopper understands."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oscar.apps.partner.availability import Available, StockRequired, Unavailable

from villages.core.templatetags.look import day

__all__ = ["Available", "Closed", "Sellable", "StockRequired", "Unavailable"]


class Closed(Unavailable):
    """The stall rests, or the thing is not for sale."""

    def __init__(self, until=None) -> None:
        self.until = until

    @property
    def message(self) -> str:
        """Why it cannot be bought."""
        if self.until:
            return _("The village rests until %(day)s.") % {"day": day(self.until)}
        return _("Not for sale at the moment.")

    def is_purchase_permitted(self, quantity):
        """Never."""
        return False, self.message


class Sellable(StockRequired):
    """Sold while there is stock, and only so many to one buyer."""

    def __init__(self, num_available: int, max_per_buyer: int | None = None) -> None:
        super().__init__(max(num_available, 0))
        self.max_per_buyer = max_per_buyer

    @property
    def most(self) -> int:
        """How many one buyer may put into the basket."""
        return min(self.num_available, self.max_per_buyer or self.num_available)

    def is_purchase_permitted(self, quantity):
        """Whether `quantity` may be bought, with the reason if not."""
        if self.num_available <= 0:
            return False, _("Sold out.")
        if self.max_per_buyer and quantity > self.max_per_buyer:
            return False, _("At most %(most)d for one buyer.") % {"most": self.max_per_buyer}
        if quantity > self.num_available:
            return False, ngettext(
                "Only %(left)d is left.", "Only %(left)d are left.", self.num_available
            ) % {"left": self.num_available}
        return True, ""

    @property
    def message(self) -> str:
        """How much there is."""
        if self.num_available <= 0:
            return _("Sold out")
        if self.num_available <= 10:
            return _("Only %(left)d left") % {"left": self.num_available}
        return _("In stock")
