"""The closed lists of a stall."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StallStatus(TextChoices):
    """Whether a village's stall sells."""

    OPEN = "open", _("Open")
    PAUSED = "paused", _("Closed for now")
    SUSPENDED = "suspended", _("Suspended by the platform")
