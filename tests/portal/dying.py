"""A process that opens villages and dies at a statement of its choice; and one that goes on.

`python -m tests.portal.dying die WAY FILE NUMBER` kills itself with SIGKILL before statement
NUMBER is sent; `go-on WAY FILE` looks at what is there, goes on, and says both as JSON.
"""

import contextlib
import io
import json
import os
import signal
import sys
from pathlib import Path


def killer(number: int):
    """Counts statements of the database; the last one is never sent."""
    left = [number]

    def execute(run, sql, params, many, context):
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(sql, params, many, context)

    return execute


def work(way: str, file: str) -> None:
    """Open the villages of the list: by the command, or as the worker does."""
    from django.core.management import call_command
    from django.utils import timezone

    from villages.portal import importing
    from villages.portal.models import VillageImport

    if way == "command":
        with contextlib.redirect_stdout(io.StringIO()):
            call_command("import_villages", file)
        return
    listing = VillageImport.objects.first()
    if listing is None:
        rows = importing.read_rows(Path(file).read_text(encoding="utf-8"))
        listing = VillageImport.objects.create(rows=rows, started_at=timezone.now())
    importing.work_off.call(listing.pk)


def seen() -> dict:
    """What stands, and what is wrong with it."""
    from django.conf import settings

    from wagtail.models import Collection, Page

    from villages.portal.models import Invitation, Village, VillagePage
    from villages.portal.tenancy_check import find_drift

    new = Village.objects.filter(slug__startswith="inje-n")
    return {
        "villages": new.count(),
        "pages": VillagePage.objects.filter(slug__startswith="inje-n").count(),
        "collections": Collection.objects.filter(name__contains="(inje-n").count(),
        "invitations": Invitation.objects.filter(village__in=new).count(),
        "files": sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")),
        "drift": [drift.what for drift in find_drift()],
        "tree": [found for kind in (Page, Collection) for found in kind.find_problems() if found],
    }


def main() -> None:
    """See the module's docstring."""
    import django

    django.setup()
    from django.db import connection

    verb, way, file, *number = sys.argv[1:]
    if verb == "die":
        with connection.execute_wrapper(killer(int(number[0]))):
            work(way, file)
        return
    before = seen()
    work(way, file)
    work(way, file)
    print(json.dumps({"before": before, "after": seen()}))


if __name__ == "__main__":
    main()
