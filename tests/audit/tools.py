"""What the audit needs beside Python: Node, Java, Chromium, and two packages under var/audit/."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.e2e.looking import VENDOR
from tests.e2e.serving import ROOT

PLACE = ROOT / "var" / "audit"
PINS = Path(__file__).parent / "package.json"
RUNS_AT_MOST = 3
LOST = "Please run Lighthouse again"  # its own words when the browser gave no trace
VNU = PLACE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = PLACE / "node_modules" / "lighthouse" / "cli" / "index.js"
NEEDED = {
    "node": "nodejs",
    "npm": "npm",
    "java": "a Java runtime, 17 or later",
    "chromium": "chromium",
}


class Missing(Exception):
    """A tool that is not there; the words say which, and what to do."""


def chromium() -> str | None:
    """Debian's Chromium, by either of its names."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def check() -> None:
    """Raise Missing, in a plain sentence, where a program is not installed."""
    for program, package in NEEDED.items():
        if not (chromium() if program == "chromium" else shutil.which(program)):
            raise Missing(f"The audit needs {program}, which is not installed: install {package}.")


def install() -> None:
    """The pinned packages and all they need, as the lock file says, once."""
    PLACE.mkdir(parents=True, exist_ok=True)
    stamp = PLACE / "node_modules" / ".taken"
    wanted = PINS.read_text() + PINS.with_name("package-lock.json").read_text()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    for name in (PINS.name, "package-lock.json"):
        shutil.copy(PINS.with_name(name), PLACE / name)
    done = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=PLACE,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not (VNU.exists() and LIGHTHOUSE.exists()):
        raise Missing(
            f"npm could not install Lighthouse and the HTML checker:\n{done.stderr[-2000:]}"
        )
    stamp.write_text(wanted)


def versions() -> dict[str, str]:
    """Name -> version of everything that measured."""
    pins = json.loads(PINS.read_text())["dependencies"]
    return {
        "Lighthouse": pins["lighthouse"],
        "Nu HTML checker": _says("java", "-jar", str(VNU), "--version"),
        "Chromium": _says(chromium(), "--version").removeprefix("Chromium ").split()[0],
        "Node": _says("node", "--version").lstrip("v"),
        "axe": (VENDOR / "axe.min.js").read_text(encoding="utf-8")[:20].split()[2].lstrip("v"),
    }


def _says(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip().splitlines()[-1]


def html_errors(folder: Path) -> dict[str, list[str]]:
    """File name -> what the checker finds wrong in it; every file of the folder is there."""
    found: dict[str, list[str]] = {path.name: [] for path in sorted(folder.glob("*.html"))}
    done = subprocess.run(
        ["java", "-jar", str(VNU), "--stdout", "--format", "json", "--errors-only", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    for message in json.loads(done.stdout)["messages"]:
        if message["type"] in ("error", "non-document-error"):
            found[Path(message["url"]).name].append(
                f"line {message.get('lastLine', '?')}: {message['message']}"
            )
    return found


def lighthouse(url: str, language: str, out: Path) -> dict:
    """One run of Lighthouse as a phone; its report. A run whose trace was lost is run again."""
    for _ in range(RUNS_AT_MOST):
        done = _run_lighthouse(url, language, out)
        if not done.returncode:
            return json.loads(out.read_text())
        if LOST not in done.stderr:
            break
    raise RuntimeError(f"Lighthouse on {url}:\n{done.stderr[-2000:]}")


def _run_lighthouse(url: str, language: str, out: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [
            "node",
            str(LIGHTHOUSE),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={out}",
            f"--extra-headers={json.dumps({'Accept-Language': language})}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic "
            "--no-first-run --disable-background-networking --disable-component-update",
        ],
        env={**os.environ, "CHROME_PATH": chromium()},
        capture_output=True,
        text=True,
        check=False,
    )
