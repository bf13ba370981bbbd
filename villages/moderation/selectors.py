"""The queue of a village."""

from dataclasses import dataclass

from villages.moderation.kinds import moderated
from villages.moderation.models import QueueItem, QueueState


@dataclass(frozen=True)
class Queued:
    """One item with what it is about."""

    item: QueueItem
    thing: dict


def open_items(village) -> list[Queued]:
    """What waits in a village's queue, with the reported words."""
    items = QueueItem.objects.filter(village=village, state=QueueState.OPEN)
    found = []
    for item in items.prefetch_related("reports")[:50]:
        thing = moderated(item.kind).describe(item.ref)
        if thing is not None:
            found.append(Queued(item, thing))
    return found


def open_count(village) -> int:
    """How many items wait in a village's queue."""
    return QueueItem.objects.filter(village=village, state=QueueState.OPEN).count()
