"""The closed lists of goods."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Storage(TextChoices):
    """How goods are kept; each kind travels in a parcel of its own."""

    AMBIENT = "ambient", _("Cool and airy")
    CHILLED = "chilled", _("Chilled")
    FROZEN = "frozen", _("Frozen")
