"""`/me/`: everything of mine. Each app registers its section in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One part of `/me/`; `content(user)` gives the template's context or None."""

    key: str
    title: str
    icon: str
    template: str
    content: Callable[..., dict | None]
    order: int = 50


_sections: dict[str, Section] = {}


def register_section(section: Section) -> None:
    """Show a section to everybody who has something in it."""
    _sections[section.key] = section


def sections_for(user) -> list[tuple[Section, dict]]:
    """The sections with their content, in order, the empty ones left out."""
    found = []
    for section in sorted(_sections.values(), key=lambda s: s.order):
        content = section.content(user)
        if content is not None:
            found.append((section, content))
    return found
