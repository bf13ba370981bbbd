"""QR codes as one SVG path each, drawn here: no code is asked of anybody's service."""

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET = 4  # empty modules around the code, as the standard asks


@dataclass(frozen=True)
class Code:
    """The dark modules as a path, `size` modules wide."""

    size: int
    path: str

    @property
    def box(self) -> str:
        """The view box, with the quiet zone."""
        return f"-{QUIET} -{QUIET} {self.size + 2 * QUIET} {self.size + 2 * QUIET}"


@lru_cache(maxsize=512)
def code_of(address: str) -> Code:
    """The code that leads to an address. Takes some milliseconds the first time."""
    return draw(address)


def draw(address: str) -> Code:
    """As `code_of`, and remembered nowhere: for what holds a secret."""
    matrix = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    runs = [run for y, row in enumerate(matrix) for run in _runs(row, y)]
    return Code(size=len(matrix), path="".join(runs))


def _runs(row: bytes, y: int):
    x = 0
    while x < len(row):
        length = 0
        while x + length < len(row) and row[x + length]:
            length += 1
        if length:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length or 1
