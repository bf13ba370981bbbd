"""Stream kinds, registered by the apps whose things they are about."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class StreamKind:
    """Who may read `kind:ref`, and how an event is drawn.

    `may_read(user, ref)` is the app's own access function; `draw(event)` returns the
    HTML every reader of the stream may see, in the active language, or None.
    """

    name: str
    may_read: Callable[..., bool]
    draw: Callable[..., str | None]


_kinds: dict[str, StreamKind] = {}


def register_stream(kind: StreamKind) -> None:
    """Add a kind of stream."""
    _kinds[kind.name] = kind


def kind_of(key: str) -> StreamKind | None:
    """The kind of a stream's key, or None for nonsense."""
    return _kinds.get(key.partition(":")[0])


def may_read(user, key: str) -> bool:
    """Whether a person may read a stream; unknown kinds: nobody."""
    kind = kind_of(key)
    return kind is not None and kind.may_read(user, key.partition(":")[2])
