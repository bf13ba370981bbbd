"""`manage.py import_villages FILE`: open villages from a CSV list, with a progress bar."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from villages.core.errors import DomainError
from villages.portal import importing

WIDTH = 30


class Command(BaseCommand):
    """May be stopped and started again: what stands is left as it is."""

    help = "Open villages from a CSV list; --check only says what is wrong with it."

    def add_arguments(self, parser) -> None:
        """The file, and `--check`."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="write nothing")

    def handle(self, *args, **options) -> None:
        """Check every row, then open one village after the other."""
        try:
            rows = importing.read_rows(options["file"].read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, DomainError) as problem:
            raise CommandError(str(problem)) from problem
        problems = importing.check_rows(rows)
        for number, words in problems.items():
            self.stderr.write(f"{number}: {' '.join(words)}")
        if problems:
            raise CommandError(f"{len(problems)} of {len(rows)} rows have problems.")
        if options["check"]:
            self.stdout.write(f"{len(rows)} rows, nothing is wrong.")
            return
        opened = 0
        for number, row in enumerate(rows, start=1):
            opened += importing.open_row(row, None)
            full = number * WIDTH // len(rows)
            bar = "█" * full + "·" * (WIDTH - full)
            self.stdout.write(f"\r{bar} {number}/{len(rows)} {row['slug']:<40}", ending="")
            self.stdout.flush()
        self.stdout.write(f"\n{opened} villages opened, {len(rows) - opened} stood already.")
