"""Which doors of Oscar's dashboard are closed here, why, and where the work is done instead."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Closed:
    """The reason, and the screen that does it rightly."""

    reason: str
    way: str
    label: str

    @property
    def url(self) -> str:
        """Where to."""
        return self.way if self.way.startswith("/") else reverse(self.way)


GOODS = Closed(
    _(
        "Goods, prices and stock are changed at the village's stall: there nothing that is "
        "promised to a buyer can be taken away, and the search follows."
    ),
    "desk:stalls",
    _("To the stalls"),
)
ORDERS = Closed(
    _(
        "Orders move on at the village's stall, one part at a time: so stock, letters and "
        "money stay in step."
    ),
    "desk:orders",
    _("To the orders"),
)
SHELVES = Closed(
    _("Shelves have two names and are taken away only when they are empty."),
    "desk:shelves",
    _("To the shelves"),
)
STALLS = Closed(
    _("A stall belongs to a village; who works there is said by the hats of that village."),
    "desk:stalls",
    _("To the stalls"),
)
PEOPLE = Closed(
    _("An account is changed by its owner. Staff can have a letter for a new password sent."),
    "register:accounts",
    _("To the accounts"),
)
PRICES = Closed(
    _("The price on the label is the price paid: the market has no vouchers and no discounts."),
    "desk:home",
    _("To the market's desk"),
)
DELIVERY = Closed(
    _("Each village sets its own delivery fees, at its stall."), "desk:stalls", _("To the stalls")
)
PAGES = Closed(_("Pages are written in the page editor."), "/cms/", _("To the pages"))
NUMBERS = Closed(
    _("What was sold is counted with the other numbers, by place and by month."),
    "/adoption/",
    _("To the numbers"),
)
LETTERS = Closed(
    _("The words of letters belong to the platform and are the same for all villages."),
    "desk:home",
    _("To the market's desk"),
)
UNKNOWN = Closed(
    _("There is no such screen at the market's desk."), "desk:home", _("To the market's desk")
)
DOORS = {
    "catalogue/categories": SHELVES,
    "catalogue": GOODS,
    "orders/statistics": NUMBERS,
    "orders": ORDERS,
    "partners": STALLS,
    "users": PEOPLE,
    "offers": PRICES,
    "vouchers": PRICES,
    "ranges": PRICES,
    "shipping": DELIVERY,
    "pages": PAGES,
    "reports": NUMBERS,
    "comms": LETTERS,
}


def door_of(rest: str) -> Closed:
    """What stands on the closed door of an address below `/staff/shop/`."""
    for beginning, door in DOORS.items():
        if rest == beginning or rest.startswith(f"{beginning}/"):
            return door
    return UNKNOWN
