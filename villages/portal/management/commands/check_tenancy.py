"""`manage.py check_tenancy`: does every right follow from a hat?"""

from django.core.management.base import BaseCommand, CommandError

from villages.portal.tenancy_check import find_drift, mend


class Command(BaseCommand):
    """Exits 0 where nothing has drifted."""

    help = "Find drift between hats, groups, rights, collections, pages and hosts; --repair mends."

    def add_arguments(self, parser) -> None:
        """`--repair` puts right what code can, and says what is left."""
        parser.add_argument("--repair", "--mend", action="store_true", dest="repair")

    def handle(self, *args, **options) -> None:
        """Say what drifted, or that nothing did."""
        drifted = mend() if options["repair"] else find_drift()
        for drift in drifted:
            self.stdout.write(drift.what)
        if drifted:
            raise CommandError(f"{len(drifted)} things have drifted.")
        self.stdout.write("Nothing has drifted.")
