"""Draw the map's provinces into the static file pages refer to."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from villages.portal.mapping import sprite


class Command(BaseCommand):
    """Idempotent; run it when the outlines change."""

    help = "Write img/korea.svg from the province outlines."

    def handle(self, *args, **options) -> None:
        path = Path(settings.STATICFILES_DIRS[0]) / "img" / "korea.svg"
        path.write_text(sprite())
        self.stdout.write(str(path))
