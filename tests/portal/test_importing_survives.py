"""An import that is killed anywhere goes on where it stopped, and the tree is whole.

The process dies by SIGKILL before a chosen statement: in the middle of a village, of its
tree, of its rights, of its invitation; on the database in use.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys

from django.db import connection

import pytest

from tests.template import ROOT, template_for

COUNT = 6
HEAD = "slug,name_ko,name_en,county_code,manager_name,manager_email\n"


@pytest.fixture
def fresh(tmp_path, django_db_setup, django_db_blocker):
    """The environment of a platform of its own, with a database like that of the tests."""
    with django_db_blocker.unblock():
        template = template_for(f"dying{os.getpid()}")
        if connection.vendor == "sqlite":
            database = tmp_path / "fresh.sqlite3"
            shutil.copyfile(template.source, database)
            url, drop = f"sqlite:///{database}", contextlib.nullcontext()
        else:
            url, drop = f"{template.url}/{template.restore()}", contextlib.closing(_Drop(template))
        with drop:
            yield {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "invil.settings.embedded",
                "INVIL_DATABASE_URL": url,
                "INVIL_VAR_DIR": str(tmp_path),
                "INVIL_REDIS_URL": "",
            }


class _Drop:
    """Takes the database away at the end."""

    def __init__(self, template) -> None:
        self.close = template.drop


@pytest.fixture
def listing(tmp_path):
    """A list of villages, each with a manager to invite."""
    file = tmp_path / "list.csv"
    rows = (f"inje-n{n},가마을,Village {n},42810,김,m{n}@invil.example\n" for n in range(COUNT))
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return file


def run(env: dict, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.portal.dying", *words],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("way", "numbers"),
    [
        ("command", (12, 95, 150)),
        ("command", (290, 700)),
        ("worker", (30, 190, 333)),
    ],
)
def test_kill_9_at_several_points_and_go_on(fresh, listing, way, numbers):
    """Killed, started again, killed again: in the end every village stands once."""
    for number in numbers:
        died = run(fresh, "die", way, str(listing), str(number))
        assert died.returncode == -signal.SIGKILL, died.stderr
    went_on = run(fresh, "go-on", way, str(listing))
    assert went_on.returncode == 0, went_on.stderr
    found = json.loads(went_on.stdout)
    before, after = found["before"], found["after"]
    assert before["villages"] < COUNT
    for state in (before, after):
        number = state["villages"]
        assert (state["pages"], state["collections"], state["invitations"]) == (number,) * 3
        assert (state["drift"], state["tree"], state["files"]) == ([], [], 0)
    assert after["villages"] == COUNT
