"""What a portal shows besides its pages: panels, registered by the apps above.

The portal may not import goods, courses or boards; they register here in `ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Panel:
    """One block of a home.

    `content` returns the template's context, or None where there is nothing to
    show; it may use one query. `order` is the place per preset (`*` for the rest).
    A `wide` one takes the whole width at the end of the home.
    """

    key: str
    template: str
    content: Callable[..., dict | None]
    order: dict[str, int]
    wide: bool = False

    def place(self, preset: str) -> int:
        """The position under a preset; small is early."""
        return self.order.get(preset, self.order.get("*", 50))


@dataclass(frozen=True)
class Shown:
    """A panel with its content, ready for the template."""

    key: str
    template: str
    context: dict
    wide: bool = False


_village_panels: list[Panel] = []
_home_panels: list[Panel] = []


def register_village_panel(panel: Panel) -> None:
    """Show a panel on every village home; `content(village, request)`."""
    _village_panels.append(panel)


def register_home_panel(panel: Panel) -> None:
    """Show a panel on the national home; `content(request)`."""
    _home_panels.append(panel)


def village_panels(village, request: HttpRequest) -> list[Shown]:
    """The panels that have something, in the order of the village's preset."""
    shown = []
    for panel in sorted(_village_panels, key=lambda p: p.place(village.preset)):
        content = panel.content(village, request)
        if content is not None:
            shown.append(Shown(panel.key, panel.template, content, panel.wide))
    return shown


def home_panels(request: HttpRequest) -> list[Shown]:
    """The panels of the national home that have something."""
    shown = []
    for panel in sorted(_home_panels, key=lambda p: p.place("*")):
        content = panel.content(request)
        if content is not None:
            shown.append(Shown(panel.key, panel.template, content, panel.wide))
    return shown
