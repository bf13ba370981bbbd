"""`manage.py demo`: load the demo world, name its accounts, or take it away."""

import json

from django.core.management.base import BaseCommand

from invil.demo import people, world
from invil.demo.progress import Progress


class Command(BaseCommand):
    """Invented people in real places, marked as demo."""

    help = "Load the demo world (again: only what is missing)."

    def add_arguments(self, parser) -> None:
        """What to do instead of loading."""
        parser.add_argument("--accounts", action="store_true", help="print the accounts as JSON")
        parser.add_argument("--remove", action="store_true", help="take the demo away")
        parser.add_argument("--villages", type=int, help="only so many villages")

    def handle(self, *args, **options) -> None:
        """Do one of the three."""
        if options["accounts"]:
            accounts = [account.as_json() for account in people.accounts()]
            self.stdout.write(json.dumps(accounts, ensure_ascii=False, indent=2))
        elif options["remove"]:
            from invil.demo.removal import remove

            remove(Progress(self.stdout))
        else:
            world.load(Progress(self.stdout), options["villages"])
