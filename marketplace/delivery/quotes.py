"""What a delivery costs: pure calculation in whole won, no ORM."""

from dataclasses import asdict, dataclass

from django.utils.translation import gettext_lazy as _

from marketplace.delivery.choices import Zone
from marketplace.forks.catalogue.choices import Storage

PARCELS = {
    Storage.AMBIENT: _("Parcel"),
    Storage.CHILLED: _("Chilled parcel"),
    Storage.FROZEN: _("Frozen parcel"),
}


@dataclass(frozen=True)
class Terms:
    """The fees of one stall for one kind of parcel."""

    base_fee: int
    free_over: int | None = None
    jeju_extra: int = 0
    island_extra: int = 0


@dataclass(frozen=True)
class Quote:
    """The fee of one parcel. `missing` is what is still needed for free delivery."""

    storage: str
    zone: str
    items: int
    fee: int
    extra: int
    free_over: int | None = None

    @property
    def missing(self) -> int:
        """Won still needed for free delivery; 0 where it is free or never will be."""
        return max(self.free_over - self.items, 0) if self.free_over else 0

    @property
    def label(self) -> str:
        """How this parcel travels, in the reader's language."""
        return str(PARCELS[self.storage])

    def snapshot(self) -> dict:
        """What is kept on the order."""
        return asdict(self)


FREE = Terms(base_fee=0)


def zone_of(postcode: str, ranges: list[tuple[str, str, str]]) -> Zone:
    """The zone of a postcode; `ranges` are (first, last, zone). Mainland otherwise."""
    for first, last, zone in ranges:
        if first <= postcode <= last:
            return Zone(zone)
    return Zone.MAINLAND


def quote(*, terms: Terms, storage: str, items: int, zone: Zone = Zone.MAINLAND) -> Quote:
    """The fee for goods worth `items` won.

    Free delivery waives the base fee; the sea stays to be crossed, so the extra for
    Jeju and other islands is always asked.
    """
    free = terms.free_over is not None and items >= terms.free_over
    extra = {Zone.JEJU: terms.jeju_extra, Zone.ISLAND: terms.island_extra}.get(zone, 0)
    return Quote(
        storage=storage,
        zone=zone,
        items=items,
        extra=extra,
        free_over=terms.free_over,
        fee=(0 if free else terms.base_fee) + extra,
    )
