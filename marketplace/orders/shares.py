"""How an order's money splits: pure calculation in whole won, no ORM."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from marketplace.delivery.choices import Zone
from marketplace.delivery.quotes import Quote, Terms, quote


@dataclass
class Part:
    """One stall's part of a basket: its lines and its parcels' quotes."""

    partner: object
    lines: list = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)

    @property
    def village(self):
        """The village that sells."""
        return self.partner.village

    @property
    def items(self) -> int:
        """The goods in whole won."""
        return sum(line.amount for line in self.lines)

    @property
    def shipping(self) -> int:
        """All parcels' fees in whole won."""
        return sum(parcel.fee for parcel in self.quotes)

    @property
    def total(self) -> int:
        """Goods and delivery."""
        return self.items + self.shipping


def commission_of(items: int, commission_bp: int) -> int:
    """The platform's share of the goods: hundredths of a per cent, half won upward."""
    return (items * commission_bp + 5_000) // 10_000


def split(
    lines: Iterable, *, terms: dict[tuple[int, str], Terms], usual: Terms, zone: Zone
) -> list[Part]:
    """The parts of a basket in the order in which the stalls were first met.

    A line has `.product` (`.partner`, `.partner_id`, `.storage`) and `.amount`.
    Free delivery is judged per stall and kind of parcel.
    """
    parts: OrderedDict[int, Part] = OrderedDict()
    for line in lines:
        partner = line.product.partner
        parts.setdefault(partner.pk, Part(partner)).lines.append(line)
    for part in parts.values():
        by_storage: OrderedDict[str, int] = OrderedDict()
        for line in part.lines:
            storage = line.product.storage
            by_storage[storage] = by_storage.get(storage, 0) + line.amount
        part.quotes = [
            quote(
                terms=terms.get((part.partner.pk, storage), usual),
                storage=storage,
                items=items,
                zone=zone,
            )
            for storage, items in by_storage.items()
        ]
    return list(parts.values())
