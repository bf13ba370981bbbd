"""Sentences after a tap that must be true before the portal opens, too."""

from django.utils.translation import gettext as _

from villages.portal.models import Village


def once_open(village: Village, words: str) -> str:
    """What everybody can see now; while the portal is not open, that they will see it then."""
    return words if village.is_open else _("Kept. It can be seen once the portal opens.")
