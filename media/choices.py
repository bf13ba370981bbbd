"""Fixed lists of the files' package."""

from django.conf import settings
from django.db import models


class Spoken(models.TextChoices):
    """Languages people speak in a village; each is called by its own name."""

    KO = "ko", "한국어"
    EN = "en", "English"
    JA = "ja", "日本語"
    ZH = "zh", "中文"
    VI = "vi", "Tiếng Việt"


def village_language() -> str:
    """The language of a village where nobody says another."""
    return settings.INVIL_VILLAGE_LANGUAGE
