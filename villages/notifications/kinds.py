"""The kinds of notification, registered by the apps that send them."""

from django.utils.translation import gettext as _

_kinds: dict[str, str] = {}


def register_kind(kind: str, words) -> None:
    """`words` is a lazy string with `%(name)s` places, filled from the params."""
    _kinds[kind] = words


def words_of(kind: str, params: dict) -> str:
    """The line in the active language; an unknown kind still says something."""
    words = _kinds.get(kind)
    if words is None:
        return _("There is something new for you.")
    return str(words) % params
