"""What learning shows on the homes: the first courses, one query and their pictures."""

from learning import selectors

SHOWN = 3


def home_panel(request) -> dict | None:
    """The first courses on the national home; None before there is one."""
    return _panel()


def village_panel(village, request) -> dict | None:
    """The first courses on a village's home."""
    return _panel()


def _panel() -> dict | None:
    courses = selectors.first_courses(limit=SHOWN)
    return {"courses": courses} if courses else None
