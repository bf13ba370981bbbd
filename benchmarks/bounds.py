"""The promised measures, held wherever the tests run: seconds of CPU, no clock.

    python -m benchmarks.bounds           half a minute; `.ci/run` calls it

Works on a copy of the tests' small world: asks a part of the isolation sweep's probes and
reckons what all would take, opens some villages and reckons what the nation would take, fills
one village as a lively one is, asks every list of the page editor and of the office, exports
it, and compares a kept page with one made anew. The bounds are those of `make proof`, which
measures the whole nation and the whole sweep by the clock; CPU of one process does not grow
when others work beside it. Exits 1 where one is missed, and names it.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import django

from benchmarks import nation, page_cache, sweep

NATION, OPENED = 363, 8
ROUNDS, REQUESTS = 3, 4
MOST_SWEEP = 180.0
CALLS = 1  # after a first one


def opening(folder: Path) -> float:
    """CPU seconds the whole nation would take, from the few that are opened here."""
    from django.core.management import call_command

    from villages.portal.models import Village

    call_command("establish", verbosity=0)
    known = set(Village.objects.values_list("slug", flat=True))
    listing = folder / "villages.csv"
    count = nation.write_list(listing, OPENED, known=known)
    start = time.process_time()
    call_command("import_villages", str(listing), verbosity=0)
    took = time.process_time() - start
    if Village.objects.count() != len(known) + count:
        sys.exit("Not every village of the list was opened: nothing to measure")
    return took * NATION / count


def figures(folder: Path) -> list[tuple[str, float, float]]:
    """What was measured, how much it is, and how much it may be."""
    # First, since it is asked in the tests' world as it is.
    found = [
        ("Isolation sweep on two workers, s of CPU of one", sweep.reckon(), MOST_SWEEP),
        (f"Opening {NATION} villages, s of CPU", opening(folder), nation.MOST_OPENING),
    ]
    found += nation.measure(clock=time.process_time, calls=CALLS)
    ratio = page_cache.measure(ROUNDS, REQUESTS)
    return [
        *found,
        ("A kept page, in hundredths of a new one", 100 / ratio, 100 / page_cache.WANTED),
    ]


def main() -> None:
    """Measure on a copy, tell, and say by the status whether all of it holds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invil.settings.test")
    django.setup()
    from django.db import connection

    from tests.template import template_for

    template = template_for("bounds")
    connection.close()
    connection.settings_dict["NAME"] = template.prepare()
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = figures(Path(folder))
    finally:
        connection.close()
        template.drop()
    for what, took, most in found:
        sys.stdout.write(f"{'' if took <= most else 'MISSED '}{what}: {took:.2f} of {most:.0f}\n")
    sys.stdout.write(f"{time.process_time():.0f} s of CPU in all\n")
    sys.exit(0 if all(took <= most for _what, took, most in found) else 1)


if __name__ == "__main__":
    main()
