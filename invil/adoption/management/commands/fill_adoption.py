"""`manage.py fill_adoption`: count what happened, import what was published."""

from datetime import date

from django.core.management.base import BaseCommand

from invil.adoption import services
from invil.adoption.days import today


class Command(BaseCommand):
    """Safe to stop; the next run goes on."""

    help = "Count the adoption figures up to today."

    def add_arguments(self, parser) -> None:
        """Which days."""
        parser.add_argument("--until", type=date.fromisoformat, help="the last day to count")
        parser.add_argument("--since", type=date.fromisoformat, help="count again from this day on")
        parser.add_argument(
            "--published", action="store_true", help="import the published figures too"
        )

    def handle(self, *args, **options) -> None:
        """Import, then count, with a line that moves."""
        if options["published"]:
            self.stdout.write(f"{services.import_published()} published figures")
        show = self._show if self.stdout.isatty() else None
        if options["since"]:
            done = services.backfill(options["since"], options["until"] or today(), progress=show)
        else:
            done = services.fill(until=options["until"], progress=show)
        self.stdout.write(f"{done} months of indicators counted")

    def _show(self, done: int, total: int, words: str) -> None:
        self.stdout.write(f"\r{done}/{total} {words:<40}", ending="")
