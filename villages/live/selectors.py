"""Read a stream: what came after a number, as frames of the protocol."""

from dataclasses import dataclass

from villages.live.kinds import kind_of
from villages.live.models import Stream, StreamEvent

MOST = 200


@dataclass(frozen=True)
class Since:
    """Frames after a number, and the head; `reset` where the past is gone."""

    head: int
    frames: list[dict]
    reset: bool = False


def head_of(key: str) -> int:
    """The last number of a stream; 0 where nothing happened yet."""
    return Stream.objects.filter(key=key).values_list("head", flat=True).first() or 0


def heads_of(keys: list[str]) -> dict[str, int]:
    """The last numbers of several streams in one query."""
    return dict(Stream.objects.filter(key__in=keys).values_list("key", "head"))


def events_since(key: str, number: int) -> Since:
    """What happened after `number`, drawn in the active language.

    The caller has checked that the reader may read the stream.
    """
    stream = Stream.objects.filter(key=key).first()
    if stream is None:
        return Since(0, [])
    if number < stream.floor or stream.head - number > MOST or number > stream.head:
        return Since(stream.head, [], reset=True)
    events = StreamEvent.objects.filter(stream=stream, seq__gt=number).select_related("stream")
    return Since(stream.head, [frame_of(event) for event in events[:MOST]])


def frame_of(event: StreamEvent) -> dict:
    """One event as a frame; `h` only where the kind draws it."""
    key = event.stream.key
    frame = {"t": "ev", "s": key, "n": event.seq, "k": event.kind, "id": event.ref}
    kind = kind_of(key)
    html = kind.draw(event) if kind else None
    if html is not None:
        frame["h"] = html
    return frame
