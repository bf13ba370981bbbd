"""What can go wrong between basket and parcel, said to the person."""

from villages.core.errors import Conflict, DomainError


class BasketEmpty(DomainError):
    """There is nothing to order."""

    code = "basket_empty"


class Shortage(Conflict):
    """Something is not there in this quantity any more. `line` is the basket line."""

    code = "shortage"

    def __init__(self, message: str, line=None) -> None:
        super().__init__(message)
        self.line = line


class PriceChanged(Conflict):
    """The sum is not the one the buyer saw."""

    code = "price_changed"


class WrongState(Conflict):
    """The order has moved on; the step does not fit any more."""

    code = "wrong_state"
