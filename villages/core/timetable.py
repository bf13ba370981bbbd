"""What must happen every so often: name, period, service.

Each app registers its entries in `ready()`. A lease keeps two processes from
running one entry at once; a process that dies loses its lease by time.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone

logger = logging.getLogger("invil.timetable")
LEASE = timedelta(minutes=10)


@dataclass(frozen=True)
class Entry:
    """One line of the timetable; `run` takes nothing and is idempotent."""

    name: str
    every: timedelta
    run: Callable[[], object]


_entries: dict[str, Entry] = {}


def register(name: str, *, every: timedelta, run: Callable[[], object]) -> None:
    """Add an entry; a second one of the same name replaces it."""
    _entries[name] = Entry(name, every, run)


def entries() -> list[Entry]:
    """All entries, by name."""
    return [_entries[name] for name in sorted(_entries)]


def run_due(now: datetime | None = None) -> list[str]:
    """Run what is due and not held by another process; returns the names run.

    Errors are kept on the entry's row and logged; the next entry still runs.
    """
    ran = []
    for entry in entries():
        if _claim(entry, now or timezone.now()):
            _run(entry)
            ran.append(entry.name)
    return ran


def _claim(entry: Entry, now: datetime) -> bool:
    from villages.core.models import TimetableState

    TimetableState.objects.get_or_create(name=entry.name, defaults={"due_at": now})
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    return bool(
        TimetableState.objects.filter(free, name=entry.name, due_at__lte=now).update(
            lease_until=now + LEASE, due_at=now + entry.every
        )
    )


def _run(entry: Entry) -> None:
    from villages.core.models import TimetableState

    error = ""
    try:
        entry.run()
    except Exception as problem:
        logger.exception("Timetable entry %s failed", entry.name)
        error = f"{type(problem).__name__}: {problem}"
    TimetableState.objects.filter(name=entry.name).update(
        lease_until=None, last_run_at=timezone.now(), last_error=error
    )


def run_forever(stop: threading.Event, *, pause: float = 5.0) -> None:
    """Look every `pause` seconds until `stop` is set."""
    while not stop.is_set():
        close_old_connections()
        try:
            run_due()
        except Exception:
            logger.exception("Timetable stopped for a moment")
        close_old_connections()
        stop.wait(pause)
