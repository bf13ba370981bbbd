"""Append to a stream inside the caller's transaction; publish on commit."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from villages.live.hub import hub
from villages.live.models import Stream, StreamEvent

KEEP = timedelta(days=30)


def append(*, stream: str, kind: str, ref: object, actor=None) -> StreamEvent:
    """Write the next event of a stream; must run in a transaction.

    The UPDATE of `head` holds the stream's row until commit, on both databases, so
    numbers have no gap and become visible in order. Publishing waits for the commit.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("append() belongs into the transaction of what it announces.")
    row = {"key": stream}
    if not Stream.objects.filter(**row).update(head=F("head") + 1):
        Stream.objects.get_or_create(key=stream)
        Stream.objects.filter(**row).update(head=F("head") + 1)
    current = Stream.objects.get(**row)
    event = StreamEvent.objects.create(
        stream=current, seq=current.head, kind=kind, ref=str(ref), actor=actor
    )
    transaction.on_commit(lambda: hub.publish(stream, event.seq))
    return event


def rights_changed(*, user) -> None:
    """Once this is committed, a person's open sockets ask anew what they may hear."""
    transaction.on_commit(lambda: hub.tell(user.pk))


def prune() -> int:
    """Forget events older than thirty days; readers from before get a reset."""
    border = timezone.now() - KEEP
    total = 0
    for stream in Stream.objects.filter(events__at__lt=border).distinct():
        old = stream.events.filter(at__lt=border)
        last = old.order_by("-seq").values_list("seq", flat=True).first()
        Stream.objects.filter(pk=stream.pk).update(floor=last)
        total += old.filter(seq__lte=last).delete()[0]
    return total
