"""Programs some tests need: without them they are skipped, and fail where all is required."""

import os
import shutil
from pathlib import Path

import pytest

ALL = os.environ.get("INVIL_REQUIRE_ALL") == "1"


def program(name: str) -> str | None:
    """Where it is, also beside the daemons, or None."""
    beside = Path("/usr/sbin") / name
    return shutil.which(name) or (str(beside) if beside.exists() else None)


def needs(name: str) -> pytest.MarkDecorator:
    """Skip where the program is missing, but for a run that requires all."""
    return pytest.mark.skipif(
        program(name) is None and not ALL, reason=f"{name} is not installed (apt-get install)"
    )
