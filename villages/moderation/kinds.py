"""What can be moderated: each app registers its kind."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Moderated:
    """How a thing is hidden, kept, and shown in the queue.

    `hide(ref, reason, acting_user)` and `restore(ref, acting_user)` run inside the
    decision's transaction; `describe(ref)` gives `{"text", "author", "url"}` or None.
    """

    name: str
    hide: Callable[..., None]
    restore: Callable[..., None]
    describe: Callable[[str], dict | None]


_kinds: dict[str, Moderated] = {}


def register_moderated(kind: Moderated) -> None:
    """Add a kind of thing."""
    _kinds[kind.name] = kind


def moderated(name: str) -> Moderated:
    """The kind by its name; `KeyError` where no app registered it."""
    return _kinds[name]
