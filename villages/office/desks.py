"""The desks of the village office: each app registers its own in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: a line of words, the screen that answers it, since when."""

    text: str
    url: str
    count: int = 1
    is_urgent: bool = False


@dataclass(frozen=True)
class Desk:
    """A desk: who works there, where it is, and what waits on it.

    `url_name` takes the village's slug. `waiting(village, user)` may use two queries. A desk
    that stands on the portal itself is there once the portal is open. Where a village rests,
    only what waits on desks that work then is shown: the rest could not be answered.
    """

    key: str
    title: str
    icon: str
    url_name: str
    roles: frozenset[str]
    order: int = 50
    waiting: Callable[..., list[Waiting]] = field(default=lambda village, user: [])
    is_on_portal: bool = False
    works_at_rest: bool = False

    def url(self, village) -> str:
        """The desk's address in one village."""
        return reverse(self.url_name, args=[village.slug])


_desks: dict[str, Desk] = {}


def register_desk(desk: Desk) -> None:
    """Put a desk into every village's office."""
    _desks[desk.key] = desk


def desks_for(roles: frozenset[str], *, is_staff: bool = False) -> list[Desk]:
    """The desks of somebody with these hats, in order."""
    return sorted(
        (d for d in _desks.values() if is_staff or roles & d.roles), key=lambda d: d.order
    )
