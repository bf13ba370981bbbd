"""What can go wrong with goods, said to the seller."""

from villages.core.errors import Conflict, DomainError


class StockTaken(Conflict):
    """The stock changed meanwhile, or so much of it is already promised."""

    code = "stock_taken"


class TooManyPhotos(DomainError):
    """A product has six photos at most."""

    code = "too_many_photos"


class BadPrice(DomainError):
    """A price is a whole number of won, above nothing."""

    code = "bad_price"


class ShelfName(DomainError):
    """A shelf of this name stands already, or the name gives no address."""

    code = "shelf_name"


class ShelfInUse(Conflict):
    """Goods lie on the shelf: without it nobody would find them."""

    code = "shelf_in_use"


class NoReason(DomainError):
    """Whoever stops a stall says why."""

    code = "no_reason"
