"""`manage.py contact_sheet`: every kind of drawn picture on two sheets, to be looked at."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from invil.demo.contact_sheet import write


class Command(BaseCommand):
    """Forty landscapes and all goods, into var/shots/."""

    help = "Draw the contact sheets of the demo world."

    def handle(self, *args, **options) -> None:
        """Write and name the files."""
        for path in write(Path(settings.VAR_DIR) / "shots"):
            self.stdout.write(str(path))
