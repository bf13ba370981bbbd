"""Publishing that is killed at any statement leaves a text wholly in or wholly out.

By SIGKILL, at every single statement, on the database in use: never a text that is out but
not to be found, logged twice, or that waits and is out at once.
"""

import json
import subprocess
import sys

import pytest

from tests.portal.test_importing_survives import fresh  # noqa: F401
from tests.template import ROOT

IN = {"live": False, "found": 0, "log": 0, "approved": 0, "told": 0, "waits": True}
OUT = {"live": True, "found": 1, "log": 1, "approved": 0, "told": 0, "waits": False}
APPROVED = OUT | {"approved": 1, "told": 1}
# A text whose time is over goes the other way; its log stays.
STOOD = OUT
TAKEN_IN = OUT | {"live": False, "found": 0}


def die_everywhere(env: dict, way: str) -> dict:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.portal.dying_texts", way],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("way", "both"),
    [
        ("approve", {"Kimjang": (IN, APPROVED)}),
        ("schedule", {"later": (IN, OUT), "last": (IN, OUT), "past": (STOOD, TAKEN_IN)}),
    ],
)
def test_kill_9_at_every_statement_leaves_no_text_half_out(fresh, way, both):  # noqa: F811
    found = die_everywhere(fresh, way)
    assert found["status"] == 0
    assert found["deaths"] >= 10
    for number, state in enumerate(found["states"]):
        for title, (before, after) in both.items():
            assert state[title] in (before, after), (number, title)
    first, last = found["states"][0], found["states"][-1]
    assert first == {title: before for title, (before, _after) in both.items()}
    assert last == {title: after for title, (_before, after) in both.items()}
