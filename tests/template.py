"""The prebuilt, migrated database that every test database is copied from.

Building it takes a minute; it is kept under var/ and rebuilt when a migration, the
lock or the small world in `tests/world.py` changes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
WATCHED = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/*/*/migrations/*.py",
    "marketplace/forks/*/*/migrations/*.py",
    "villages/portal/services.py",
    "villages/portal/models/*.py",
    "tests/world.py",
    "requirements-dev.lock",
)


def fingerprint() -> str:
    """Changes when the template must be built again."""
    digest = hashlib.sha256()
    for pattern in WATCHED:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


MIGRATE, WORLD = ("django", "migrate", "-v0"), ("tests.world",)


def run(url: str, *steps: tuple[str, ...]) -> None:
    """Modules with their words, each in a process of its own, on this database."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "invil.settings.test",
        "INVIL_DATABASE_URL": url,
    }
    for words in steps:
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", *words], check=True, env=env, cwd=ROOT
        )


def migrated() -> Path:
    """An SQLite file after all migrations, with nothing else in it; made once for all who need it."""
    folder = ROOT / "var" / "test"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"migrated-{fingerprint()}.sqlite3"
    if not made.exists():
        building = folder / f"migrating-{os.getpid()}.sqlite3"
        run(f"sqlite:///{building}", MIGRATE)
        _checkpoint(building)
        building.rename(made)
    return made


class SQLiteTemplate:
    """A file, copied."""

    def __init__(self, worker: str) -> None:
        folder = Path(settings.VAR_DIR) / "test"
        folder.mkdir(parents=True, exist_ok=True)
        self.source = folder / f"template-{fingerprint()}.sqlite3"
        self.stem = folder / f"db-{worker}-{os.getpid()}"
        self.turn = 0
        self.building = folder / f"building-{os.getpid()}.sqlite3"

    def prepare(self) -> str:
        """Build where needed; returns the name of this worker's database."""
        if not self.source.exists():
            shutil.copyfile(migrated(), self.building)
            run(f"sqlite:///{self.building}", WORLD)
            _checkpoint(self.building)
            self.building.rename(self.source)
        return self.restore()

    @property
    def target(self) -> Path:
        """The file in use."""
        return Path(f"{self.stem}-{self.turn}.sqlite3")

    def restore(self) -> str:
        """Give a database as it was at first, in a new file; returns its name.

        Never the same file again: a connection that a thread left open would write
        its own last pages into the fresh copy when it closes.
        """
        self.drop()
        self.turn += 1
        shutil.copyfile(self.source, self.target)
        return str(self.target)

    def drop(self) -> None:
        """Take this worker's database away."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.target}{suffix}").unlink(missing_ok=True)


def _checkpoint(path: Path) -> None:
    import sqlite3

    link = sqlite3.connect(path)
    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    link.execute("PRAGMA journal_mode=DELETE")
    link.close()


class PostgreSQLTemplate:
    """A database, created from a template database."""

    def __init__(self, worker: str) -> None:
        self.source = f"invil_template_{fingerprint()}"
        self.target = f"invil_test_{worker}_{os.getpid()}"
        self.url = os.environ["INVIL_DATABASE_URL"].rpartition("/")[0]

    def prepare(self) -> str:
        """Build where needed; returns the name of this worker's database."""
        with self._admin() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.source])
            missing = cursor.fetchone() is None
        if missing:
            with self._admin() as cursor:
                cursor.execute(f'CREATE DATABASE "{self.source}_new"')
            run(f"{self.url}/{self.source}_new", MIGRATE, WORLD)
            with self._admin() as cursor:
                cursor.execute(f'ALTER DATABASE "{self.source}_new" RENAME TO "{self.source}"')
        return self.restore()

    def restore(self) -> str:
        """Give the database as it was at first; returns its name."""
        self.drop()
        with self._admin() as cursor:
            cursor.execute(f'CREATE DATABASE "{self.target}" TEMPLATE "{self.source}"')
        return self.target

    def drop(self) -> None:
        """Take this worker's database away."""
        with self._admin() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.target}" WITH (FORCE)')

    def _admin(self):
        import contextlib

        import psycopg

        @contextlib.contextmanager
        def cursor():
            with psycopg.connect(f"{self.url}/postgres", autocommit=True) as link:
                yield link.cursor()

        return cursor()


def template_for(worker: str):
    """The template of the database in use."""
    postgresql = connection.vendor == "postgresql"
    return (PostgreSQLTemplate if postgresql else SQLiteTemplate)(worker)


def main() -> None:
    """Build the template where it is missing, before several workers ask for it at once."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invil.settings.test")
    django.setup()
    migrated()
    template = template_for("build")
    template.prepare()
    template.drop()


if __name__ == "__main__":
    main()
