"""How many bytes a village may keep, and how many it does.

One row per collection counts what is stored. Room is taken by one conditional UPDATE,
so two uploads at once never share the last bytes; the nightly count puts right what a
process that died left behind.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Sum
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from media.errors import UploadRefused
from media.models import Room, VillageDocument, VillageImage, VillageMedia

NEARLY_FULL = 80  # per cent


@dataclass(frozen=True)
class Use:
    """Bytes kept and bytes allowed."""

    used: int
    most: int

    @property
    def percent(self) -> int:
        """How full it is, 0 to 100."""
        return min(self.used * 100 // self.most, 100) if self.most else 100

    @property
    def is_nearly_full(self) -> bool:
        """Whether somebody should make room."""
        return self.percent >= NEARLY_FULL

    @property
    def is_full(self) -> bool:
        """Whether nothing more goes in."""
        return self.used >= self.most


def use_of(collection) -> Use:
    """What a collection, or the one of this key, uses; one query."""
    row = Room.objects.filter(collection=collection).first()
    most = row.most_bytes if row and row.most_bytes is not None else settings.INVIL_VILLAGE_BYTES
    return Use(row.used_bytes if row else 0, most)


def take_room(collection, size: int) -> None:
    """Count `size` bytes more; `UploadRefused` where they do not fit, and nothing is counted."""
    row, _new = Room.objects.get_or_create(collection=collection)
    most = row.most_bytes if row.most_bytes is not None else settings.INVIL_VILLAGE_BYTES
    taken = Room.objects.filter(pk=row.pk, used_bytes__lte=most - size).update(
        used_bytes=F("used_bytes") + size
    )
    if not taken:
        raise UploadRefused(
            _(
                "The village's room for photos and files is full. Take away what is not needed"
                " any more, or ask the platform for more room."
            )
        )


def give_back(collection_id: int, size: int) -> None:
    """Count `size` bytes less, never below nothing."""
    Room.objects.filter(collection=collection_id).update(
        used_bytes=Greatest(F("used_bytes") - size, 0)
    )


def allow(*, collection, most_bytes: int | None) -> None:
    """Another limit for one village, in bytes; None for everybody's."""
    Room.objects.update_or_create(collection=collection, defaults={"most_bytes": most_bytes})


def recount() -> int:
    """Count anew what every collection keeps; how many rows changed."""
    kept: dict[int, int] = {}
    for model in (VillageImage, VillageDocument, VillageMedia):
        for row in model.objects.values("collection").annotate(bytes=Sum("file_size")).order_by():
            kept[row["collection"]] = kept.get(row["collection"], 0) + (row["bytes"] or 0)
    known = dict(Room.objects.values_list("collection", "used_bytes"))
    changed = 0
    for collection in kept.keys() | known.keys():
        real = kept.get(collection, 0)
        if collection not in known:
            Room.objects.get_or_create(collection_id=collection, defaults={"used_bytes": real})
            changed += 1
        elif known[collection] != real:
            # Only where nothing was stored meanwhile.
            changed += Room.objects.filter(
                collection=collection, used_bytes=known[collection]
            ).update(used_bytes=real)
    return changed
