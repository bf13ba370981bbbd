"""The whole platform as one process, on a copy of a small demo world.

The world and the static files are kept under var/test/ and made anew when what they
are made of changes; only the first run pays.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.template import WATCHED, migrated

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "test"
VILLAGES = 8
WORLD = (*WATCHED, "invil/demo/**/*.py", "invil/fixtures/**/*.*", "media/*.py", "*/*/services*.py")
STATIC = ("*/static/**/*.*", "*/*/static/**/*.*", "requirements.lock")
PATIENCE = 60


def fingerprint(patterns: tuple[str, ...]) -> str:
    """Changes when a file of these patterns does."""
    digest = hashlib.sha256(f"{VILLAGES}".encode())
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def environment(var: Path, port: int = 0) -> dict[str, str]:
    """The demo's own settings, whatever this process was started with."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("INVIL_")}
    return {
        **ours,
        "INVIL_VAR_DIR": str(var),
        "INVIL_HOST": f"localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "invil.settings.embedded",
        "PYTHONUNBUFFERED": "1",
    }


def manage(var: Path, *words: str) -> str:
    """Run `manage.py` on this folder; its output."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *words],
        cwd=ROOT,
        env=environment(var),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(words)}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "e2e.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def kept_world() -> Path:
    """The folder of the loaded demo world; built by one process while others wait."""
    with _alone():
        return _built_world()


def _built_world() -> Path:
    place = KEPT / f"e2e-{fingerprint(WORLD)}"
    if not place.exists():
        for old in KEPT.glob("e2e-*"):
            shutil.rmtree(old)
        building = KEPT / "e2e-building"
        (building / "cache").mkdir(parents=True)
        pictures = ROOT / "var" / "cache" / "pictures"
        pictures.mkdir(parents=True, exist_ok=True)
        (building / "cache" / "pictures").symlink_to(pictures)
        shutil.copyfile(migrated(), building / "invil.sqlite3")
        manage(building, "demo", "--villages", str(VILLAGES))
        _without_tasks(building)
        building.rename(place)
    return place


def _without_tasks(var: Path) -> None:
    """The sizes of all pictures would keep both cores busy through every journey."""
    with contextlib.closing(sqlite3.connect(var / "invil.sqlite3")) as link:
        link.execute("DELETE FROM django_tasks_database_dbtaskresult")
        link.commit()
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def kept_static() -> Path:
    """The folder of the collected static files; collected by one process."""
    with _alone():
        return _collected()


def _collected() -> Path:
    place = KEPT / "static"
    stamp, print_ = place / ".fingerprint", fingerprint(STATIC)
    if not stamp.exists() or stamp.read_text() != print_:
        manage(KEPT, "collectstatic", "--noinput", "--verbosity", "0")
        stamp.write_text(print_)
    return place


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Platform:
    """`manage.py serve`, running on its own copy."""

    def __init__(self, **more: str) -> None:
        self.more = more  # of the environment
        self.var = Path(tempfile.mkdtemp(prefix="invil-e2e-"))
        shutil.copytree(kept_world(), self.var, dirs_exist_ok=True, symlinks=True)
        (self.var / "static").symlink_to(kept_static())
        subprocess.run([sys.executable, "-m", "invil.words", "compile"], cwd=ROOT, check=True)
        self.accounts = json.loads(manage(self.var, "demo", "--accounts"))
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log_file = self.var / "serve.log"

    def start(self) -> None:
        """Start, and wait until it can serve."""
        with self.log_file.open("a") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-W",
                    "ignore",
                    "manage.py",
                    "serve",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    str(self.port),
                ],
                cwd=ROOT,
                env=environment(self.var, self.port) | self.more,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The platform did not start:\n{self.log()}")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.2)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Stop it and take its folder away."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.var, ignore_errors=True)

    def log(self, since: int = 0) -> str:
        """What the process wrote, from a position on."""
        with self.log_file.open(encoding="utf-8", errors="replace") as file:
            file.seek(since)
            return file.read()

    def manage(self, *words: str) -> str:
        """Run a command beside the running process, on the same folder."""
        return manage(self.var, *words)

    def account(self, role: str, village: str | None = None) -> dict[str, str]:
        """One of the named demo accounts."""
        return next(
            account
            for account in self.accounts
            if account["role"] == role and village in (None, account["village"])
        )
