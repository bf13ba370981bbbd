"""The measures that are promised, taken anew and written into `docs/measures.md`.

    python -m benchmarks.proof            some ten minutes on two cores

The nation's figures and the page cache in a fresh database, and how long the isolation sweep
takes with how many probes. Exits 1 where one misses its target.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "measures.md"
MOST_SWEEP = 180.0
LEAST_RATIO = 10.0


@dataclass(frozen=True)
class Measure:
    """One line of the page."""

    what: str
    found: str
    target: str
    is_met: bool


def run(*words: str, **env: str) -> tuple[int, str, float]:
    """One of our own commands: its status, what it said, its seconds by the clock."""
    start = time.monotonic()
    ran = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-W", "ignore", *words],
        cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    sys.stdout.write(ran.stdout[-2000:] + ran.stderr[-2000:])
    return ran.returncode, ran.stdout, time.monotonic() - start


def nation() -> list[Measure]:
    """Opening every village, the lists, the export; and the page cache in the same nation."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "measures.json"
        run("-m", "benchmarks.nation", folder, INVIL_MEASURES=str(record))
        if not record.exists():
            return [Measure("The nation", "broke off", "", False)]
        figures = json.loads(record.read_text(encoding="utf-8"))
        kept = page_cache(folder)
    return [
        *(
            Measure(what, f"{took:.2f} s", f"≤ {most:.0f} s", took <= most)
            for what, took, most in figures
        ),
        kept,
    ]


def page_cache(folder: str) -> Measure:
    """What a kept page saves."""
    place = {"INVIL_VAR_DIR": folder, "INVIL_DATABASE_URL": "", "INVIL_REDIS_URL": ""}
    _status, said, _took = run("-m", "benchmarks.page_cache", **place)
    ratio = re.search(r"least ratio x([\d.]+)", said)
    if ratio is None:
        return Measure("The page cache", "broke off", "", False)
    what = "A page made anew costs so many times the CPU of a kept one (the least of four)"
    return Measure(what, f"×{ratio[1]}", f"≥ ×{LEAST_RATIO:.0f}", float(ratio[1]) >= LEAST_RATIO)


def sweep() -> list[Measure]:
    """The isolation sweep: its probes, and its time on the two workers it has in CI."""
    test = "tests/isolation/test_sweep.py"
    _status, said, _took = run("-m", "pytest", test, "-q", "-s", "-n", "0", "-k", "sweep_is_wide")
    probes = re.search(r"(\d+) probes", said)
    status, _said, took = run("-m", "pytest", test, "-q", "-n", "2")
    what = f"Isolation sweep, {probes[1] if probes else 'no'} probes, two workers as in CI"
    return [
        Measure(what, f"{took:.0f} s", f"≤ {MOST_SWEEP:.0f} s", not status and took <= MOST_SWEEP)
    ]


def write(found: list[Measure], loads: tuple[float, float]) -> None:
    """The page, as it was measured."""
    rows = [
        f"| {one.what} | {one.found} | {one.target} | {'yes' if one.is_met else '**no**'} |"
        for one in found
    ]
    PAGE.write_text(
        "# Measures\n\n"
        f"Written by `make proof` on {date.today().isoformat()}. Python {sys.version.split()[0]}, "  # noqa: DTZ011
        f"SQLite, {os.cpu_count()} cores; load average {loads[0]:.1f} at the start and "
        f"{loads[1]:.1f} at the end: on two cores more than 2 means that others worked beside it, "
        "and times of the clock are that much longer.\n\n"
        "| what | found | target | met |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n\n"
        "A list's time is the median of five calls after a first one, the whole answer in one "
        "process. Queries and bytes are no measures but tests.\n",
        encoding="utf-8",
    )


def main() -> None:
    """Measure, write, say whether everything holds."""
    before = os.getloadavg()[0]
    found = [*nation(), *sweep()]
    write(found, (before, os.getloadavg()[0]))
    sys.exit(0 if all(one.is_met for one in found) else 1)


if __name__ == "__main__":
    main()
