"""Charts of published figures on a true time axis; definitions are never joined."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from villages.core import charts

# Points further apart than this are joined by dots only: nothing is known in between.
NEXT_YEAR = 1.6
STYLES = (("s1", "d1"), ("s2", "d3"), ("s1", "d2"), ("gap", "d3"), ("gap", "d1"))


@dataclass(frozen=True)
class Point:
    """One published figure."""

    at: date
    value: float
    words: str
    is_seed: bool = False


@dataclass(frozen=True)
class Strand:
    """The figures of one definition, oldest first."""

    name: str
    points: Sequence[Point]


def _when(day: date) -> float:
    return day.year + (day.month - 1) / 12


def timeline(frame: charts.Frame, strands: Sequence[Strand]) -> SafeString:
    """Each definition with marks of its own; a line only from year to year within one."""
    every = [point for strand in strands for point in strand.points]
    first, last = min(_when(p.at) for p in every), max(_when(p.at) for p in every)
    first, last = int(first), max(int(last) + 1, int(first) + 2)
    marks = charts.steps(0, max(p.value for p in every))
    low, high = marks[0], marks[-1]
    left, right, top, bottom = charts.LEFT, charts.RIGHT, charts.TOP, charts.BOTTOM

    def x(point) -> float:
        share = (_when(point.at) - first) / (last - first)
        return round(left + (charts.WIDTH - left - right) * share, 1)

    def y(value) -> float:
        share = (value - low) / (high - low)
        return round(top + (charts.HEIGHT - top - bottom) * (1 - share), 1)

    drawn = []
    for strand, (line, dot) in zip(strands, itertools.cycle(STYLES), strict=False):
        joined, gaps = [], []
        for a, b in itertools.pairwise(strand.points):
            path = f"M{x(a)} {y(a.value)}L{x(b)} {y(b.value)}"
            near = 0 < _when(b.at) - _when(a.at) <= NEXT_YEAR
            (joined if near and line != "gap" else gaps).append(path)
        drawn.append(
            {
                "name": strand.name,
                "line": line,
                "dot": dot,
                "joined": joined,
                "gaps": gaps,
                "dots": [
                    {"x": x(p), "y": y(p.value), "words": p.words, "seed": p.is_seed}
                    for p in strand.points
                ],
            }
        )
    step = max(1, round((last - first) / 7))
    ticks = [
        charts.tick(
            left + (charts.WIDTH - left - right) * (year - first) / (last - first), str(year)
        )
        for year in range(first, last + 1, step)
    ]
    grid = [{"y": y(m), "text": charts.short(m), "base": m == low} for m in marks]
    return _draw(
        "timeline",
        frame,
        {"grid": grid, "ticks": ticks, "strands": drawn, "has_seed": any(p.is_seed for p in every)},
    )


def pair(frame: charts.Frame, before: Point, after: Point) -> SafeString:
    """A before-and-after pair: two marks and the slope between them, no years in between."""
    y = lambda v: round(200 - 170 * v / 100, 1)  # noqa: E731
    return _draw(
        "pair",
        frame,
        {"before": before, "after": after, "y1": y(before.value), "y2": y(after.value)},
    )


def _draw(kind: str, frame: charts.Frame, more: dict) -> SafeString:
    return SafeString(
        render_to_string(
            "components/chart.html",
            {
                "frame": frame,
                "words": frame.title,
                "drawing": f"adoption/charts/{kind}.svg.html",
                "width": charts.WIDTH,
                "height": charts.HEIGHT,
                "left": charts.LEFT,
                "right": charts.WIDTH - charts.RIGHT,
                "bottom": charts.HEIGHT - charts.BOTTOM,
                **more,
            },
        )
    )
