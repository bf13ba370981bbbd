"""The log in words: each app says how its kinds read."""

from django.utils.translation import gettext as _

_words: dict[str, str] = {}


def register_words(words: dict) -> None:
    """Kinds to lazy sentences."""
    _words.update(words)


def words_of(kind: str) -> str:
    """The sentence in the active language."""
    return str(_words[kind]) if kind in _words else _("Something happened")
