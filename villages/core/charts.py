"""Charts drawn on the server as SVG: pure functions from numbers to what a template draws.

Nothing is joined across two definitions: a `None` between points, or another definition,
breaks the line. Colours come from CSS classes; patterns tell the series apart as well.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 22, 38


@dataclass(frozen=True)
class Frame:
    """What stands around every chart: words, unit, source, definition, the figures."""

    title: str
    unit: str = ""
    source: str = ""
    definition: str = ""
    csv_url: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence] = ()
    key: str = "chart"


@dataclass(frozen=True)
class Series:
    """One row of values under shared labels; `definitions` may name one per value."""

    name: str
    values: Sequence[float | None]
    definitions: Sequence[str] = field(default_factory=tuple)


def steps(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round numbers for an axis, from at or below `low` to at or above `high`."""
    if high <= low:
        high = low + 1
    rough = (high - low) / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * k for k in (1, 2, 2.5, 5, 10) if power * k >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(step * k, 10) for k in range(first, last + 1)]


def short(number: float) -> str:
    """A number for an axis: 1,200; 0.5; 3M."""
    if abs(number) >= 1_000_000:
        return f"{number / 1_000_000:g}M"
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:g}"


def runs(values: Sequence[float | None], definitions: Sequence[str] = ()) -> list[list[int]]:
    """The stretches that may be joined: no gap, one definition."""
    found: list[list[int]] = []
    for i, value in enumerate(values):
        if value is None:
            continue
        last = found[-1][-1] if found else None
        same = last == i - 1 and (not definitions or definitions[last] == definitions[i])
        if same:
            found[-1].append(i)
        else:
            found.append([i])
    return found


def _axis(values: list[float], *, from_zero: bool) -> tuple[list[float], Callable[[float], float]]:
    marks = steps(0 if from_zero else min(values, default=0), max(values, default=1))
    low, high = marks[0], marks[-1]
    tall = HEIGHT - TOP - BOTTOM
    return marks, lambda v: round(TOP + tall * (1 - (v - low) / (high - low)), 1)


def _grid(marks, y) -> list[dict]:
    return [{"y": y(m), "text": short(m), "base": m == marks[0]} for m in marks]


def line_chart(frame: Frame, labels: Sequence[str], series: Sequence[Series]) -> SafeString:
    """Lines with a visible gap wherever the definition changes or a figure is missing."""
    flat = [v for s in series for v in s.values if v is not None]
    marks, y = _axis(flat, from_zero=True)
    wide = WIDTH - LEFT - RIGHT
    x = lambda i: round(LEFT + wide * (i / max(1, len(labels) - 1)), 1)  # noqa: E731
    drawn = []
    for number, one in enumerate(series, 1):
        parts = runs(one.values, one.definitions)
        spot = lambda i, values=one.values: f"{x(i)} {y(values[i])}"  # noqa: E731
        ends = list(itertools.pairwise(parts))
        drawn.append(
            {
                "name": one.name,
                "css": f"s{min(number, 2)}",
                "dot": "d1" if number == 1 else "d3",
                "paths": ["M" + "L".join(spot(i) for i in part) for part in parts if len(part) > 1],
                "gaps": [f"M{spot(a[-1])}L{spot(b[0])}" for a, b in ends],
                "dots": [
                    {"x": x(i), "y": y(v), "label": labels[i], "value": short(v)}
                    for i, v in enumerate(one.values)
                    if v is not None
                ],
            }
        )
    every = max(1, math.ceil(len(labels) / 8))
    ticks = [{"x": x(i), "text": text} for i, text in enumerate(labels) if i % every == 0]
    return _draw("line", frame, {"grid": _grid(marks, y), "series": drawn, "ticks": ticks})


def bar_chart(frame: Frame, labels: Sequence[str], series: Sequence[Series]) -> SafeString:
    """Bars; more than one series is stacked, each with a pattern of its own."""
    count = len(labels)
    totals = [sum(s.values[i] or 0 for s in series) for i in range(count)]
    marks, y = _axis([float(t) for t in totals], from_zero=True)
    step = (WIDTH - LEFT - RIGHT) / max(1, count)
    bars, ground = [], y(marks[0])
    for i in range(count):
        done = 0.0
        for number, one in enumerate(series, 1):
            value = one.values[i] or 0
            top = y(done + value)
            bars.append(
                {
                    "x": round(LEFT + step * i + step * 0.15, 1),
                    "width": round(step * 0.7, 1),
                    "y": top,
                    "height": round((y(done) if done else ground) - top, 1),
                    "css": f"b{min(number, 4)}",
                    "label": f"{labels[i]}, {one.name}: {short(value)}",
                }
            )
            done += value
    every = max(1, math.ceil(count / 8))
    ticks = [
        {"x": round(LEFT + step * (i + 0.5), 1), "text": text}
        for i, text in enumerate(labels)
        if i % every == 0
    ]
    names = [{"name": s.name, "css": f"b{min(n, 4)}"} for n, s in enumerate(series, 1)]
    return _draw(
        "bar",
        frame,
        {
            "grid": _grid(marks, y),
            "bars": bars,
            "ticks": ticks,
            "names": names if len(names) > 1 else [],
        },
    )


def sparkline(values: Sequence[float | None], label: str) -> SafeString:
    """A small line for a tile, without axes; its words say what it shows."""
    known = [v for v in values if v is not None]
    low, high = min(known, default=0), max(known, default=1)
    span = (high - low) or 1
    spots = [
        (round(4 + 92 * i / max(1, len(values) - 1), 1), round(32 - 26 * (v - low) / span, 1))
        for i, v in enumerate(values)
        if v is not None
    ]
    path = "M" + "L".join(f"{x} {y}" for x, y in spots) if spots else ""
    context = {"path": path, "end": spots[-1] if spots else None, "label": label}
    return SafeString(render_to_string("components/charts/spark.svg.html", context))


def ring(percent: float, label: str) -> SafeString:
    """A ring with its share in the middle."""
    context = {"percent": round(max(0, min(100, percent))), "label": label}
    return SafeString(render_to_string("components/ring.html", context))


def grades(values: Sequence[float], count: int = 5) -> list[float]:
    """The upper bounds of classes of equal size, for a map."""
    ordered = sorted(values)
    if not ordered:
        return []
    bounds = [
        ordered[min(len(ordered) - 1, round(len(ordered) * k / count))] for k in range(1, count)
    ]
    return sorted(set(bounds)) or [ordered[-1]]


def region_map(
    frame: Frame,
    shapes,
    values: dict[str, float],
    *,
    names: dict[str, str],
    box: str,
    links: dict[str, str] | None = None,
) -> SafeString:
    """Regions shaded in five steps, darker for more; a region without a figure stays plain.

    `shapes` have `code`, `path`, `x`, `y` (see `villages.portal.mapping.shapes`).
    """
    bounds = grades(list(values.values()))
    areas = []
    for shape in shapes:
        value = values.get(shape.code)
        grade = 0 if value is None else 1 + sum(value > bound for bound in bounds)
        areas.append(
            {
                "path": shape.path,
                "x": shape.x,
                "y": shape.y,
                "css": f"q{min(grade, 5)}" if grade else "m0",
                "href": (links or {}).get(shape.code, ""),
                "name": names.get(shape.code, ""),
                "value": "" if value is None else short(value),
            }
        )
    edges = [min(values.values(), default=0), *bounds, max(values.values(), default=0)]
    key = [
        {"css": f"q{i + 1}", "from": short(a), "to": short(b)}
        for i, (a, b) in enumerate(itertools.pairwise(edges))
    ]
    return _draw("map", frame, {"areas": areas, "box": box, "key": key})


def _draw(kind: str, frame: Frame, drawing: dict) -> SafeString:
    context = {
        "frame": frame,
        "drawing": f"components/charts/{kind}.svg.html",
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "bottom": HEIGHT - BOTTOM,
    }
    return SafeString(render_to_string("components/chart.html", context | drawing))
