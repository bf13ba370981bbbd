"""`manage.py doctor`: what is wrong with this installation, and how to mend it."""

import shutil

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from villages.core.models import TimetableState

LEAST_FREE = 500 * 1024 * 1024


class Command(BaseCommand):
    """Each finding in a plain sentence with its cure."""

    help = "Say in plain words what is wrong with this installation."

    def handle(self, *args, **options) -> None:
        """Look at everything; exit 1 where something needs mending."""
        troubles = []
        for name, look in LOOKS.items():
            try:
                trouble = look()
            except Exception as problem:  # noqa: BLE001  the doctor reports, never falls ill
                trouble = f"The check itself failed: {problem}"
            mark = "!" if trouble else "ok"
            self.stdout.write(f"{mark:>3}  {name}" + (f"\n     {trouble}" if trouble else ""))
            troubles += [trouble] if trouble else []
        if troubles:
            raise CommandError(f"{len(troubles)} things need mending.")
        self.stdout.write("This installation is well.")


def database() -> str | None:
    """The database answers."""
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        return f"The database does not answer ({problem}). Check INVIL_DATABASE_URL."
    return None


def migrations() -> str | None:
    """Every migration has run."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations wait: run `manage.py migrate`." if waiting else None


def shared_cache() -> str | None:
    """The cache keeps what it is given."""
    cache.set("doctor", "well", 10)
    if cache.get("doctor") != "well":
        return "The cache forgets at once. Check INVIL_REDIS_URL."
    return None


def room() -> str | None:
    """There is room for files."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.MEDIA_ROOT).free
    if free < LEAST_FREE:
        return f"Only {free // 2**20} MiB are free where pictures are kept. Make room."
    return None


def words() -> str | None:
    """The Korean catalogue is compiled."""
    folder = settings.LOCALE_PATHS[0] / "ko" / "LC_MESSAGES"
    if not (folder / "django.mo").exists():
        return "Korean is not compiled: run `python -m invil.words compile`."
    return None


def static_files() -> str | None:
    """The style sheet can be served."""
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return "Static files are not collected: run `manage.py collectstatic`."
    return None


def timetable() -> str | None:
    """Somebody runs the timetable."""
    last = TimetableState.objects.order_by("-last_run_at").values_list("last_run_at", flat=True)
    newest = last.exclude(last_run_at=None).first()
    if newest is None or (timezone.now() - newest).total_seconds() > 600:
        return (
            "Nothing has run the timetable for ten minutes: start `manage.py serve`, or "
            "`manage.py timetable` where the processes are separate."
        )
    failing = TimetableState.objects.exclude(last_error="").values_list("name", "last_error")
    return "; ".join(f"{name} fails: {error}" for name, error in failing) or None


LOOKS = {
    "The database answers": database,
    "Every migration has run": migrations,
    "The cache keeps what it is given": shared_cache,
    "There is room for files": room,
    "Korean is compiled": words,
    "Static files are collected": static_files,
    "The timetable runs": timetable,
}
