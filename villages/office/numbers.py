"""This month's numbers on the office's morning page: registered by the app that counts.

The office may not import what counts the whole network; it registers here in `ready()`, so
that a manager and an officer read the same figure.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """One figure in the reader's words."""

    title: str
    value: str


@dataclass(frozen=True)
class Numbers:
    """A few figures of one span, and the screen that has all of them."""

    span: str
    url: str
    numbers: tuple[Number, ...]


_pulls: list[Callable[..., Numbers]] = []


def register_numbers(pull: Callable[..., Numbers]) -> None:
    """Show these on every morning page; `pull(village)` may use one query."""
    _pulls[:] = [pull]


def numbers_of(village) -> Numbers | None:
    """The village's figures of the running month; None where nothing counts."""
    return _pulls[0](village) if _pulls else None
