"""Draw the map's provinces and counties into the static files pages refer to."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from villages.portal.mapping import sprites


class Command(BaseCommand):
    """Idempotent; run it when the outlines change."""

    help = "Write img/korea.svg and img/counties/ from the outlines."

    def handle(self, *args, **options) -> None:
        for name, drawn in sprites().items():
            path = Path(settings.STATICFILES_DIRS[0]) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(drawn, encoding="utf-8")
            self.stdout.write(name)
