"""The kinds of notification, registered by the apps that send them."""

import re
from datetime import date

from django.utils.translation import gettext as _

from villages.core.templatetags.look import day

A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_kinds: dict[str, str] = {}


def register_kind(kind: str, words) -> None:
    """`words` is a lazy string with `%(name)s` places, filled from the params."""
    _kinds[kind] = words


def words_of(kind: str, params: dict, village=None) -> str:
    """The line in the active language; an unknown kind still says something.

    Days and the name of its `village` were stored when it was sent: both are said as
    the reader's language says them.
    """
    words = _kinds.get(kind)
    if words is None:
        return _("There is something new for you.")
    told = {name: _as_read(value) for name, value in params.items()}
    if village is not None and params.get("village") in (village.name_ko, village.name_en):
        told["village"] = village.name
    return str(words) % told


def _as_read(value):
    if isinstance(value, str) and A_DAY.fullmatch(value):
        return day(date.fromisoformat(value))
    return value
