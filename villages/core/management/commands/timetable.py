"""`manage.py timetable`: the timetable as a process of its own."""

import threading

from django.core.management.base import BaseCommand

from villages.core import timetable


class Command(BaseCommand):
    """For installations with several processes."""

    help = "Run what is due, for ever or once."

    def add_arguments(self, parser) -> None:
        """`--once` runs what is due now and ends."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args, **options) -> None:
        """Run."""
        if options["once"]:
            for name in timetable.run_due():
                self.stdout.write(name)
        else:
            timetable.run_forever(threading.Event())
