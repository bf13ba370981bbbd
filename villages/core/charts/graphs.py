"""Lines and bars over labels that stand in order, and many small lines on one scale."""

import itertools
from collections.abc import Sequence

from django.utils.safestring import SafeString

from villages.core.charts.frame import (
    LEFT,
    RIGHT,
    WIDTH,
    Frame,
    Series,
    axis,
    draw,
    every,
    grid,
    in_words,
    known,
    runs,
    short,
    tick,
)

SPACE = WIDTH - LEFT - RIGHT
PANEL, PANEL_HEIGHT, PANEL_EDGE, PANEL_BOTTOM = 200, 110, 10, 24
STYLES = (("s1", "d1"), ("s2", "d3"), ("s3", "d2"), ("s4", "d3"))
PATTERNS = 4


def line_chart(frame: Frame, labels: Sequence[str], series: Sequence[Series]) -> SafeString:
    """Lines with a visible gap wherever the definition changes or a figure is missing."""
    figures = known(series)
    if not figures:
        return draw("empty", frame, {})
    marks, y = axis(figures)
    x = lambda i: round(LEFT + SPACE * (i / max(1, len(labels) - 1)), 1)  # noqa: E731
    drawn = [
        _line(one, labels, x, y, style)
        for one, style in zip(series, itertools.cycle(STYLES), strict=False)
    ]
    step = every(labels, SPACE)
    ticks = [tick(x(i), text) for i, text in enumerate(labels) if i % step == 0]
    drawing = {"grid": grid(marks, y), "series": drawn, "ticks": ticks}
    return draw("line", frame, drawing, in_words(labels, series))


def _line(one: Series, labels: Sequence[str], x, y, style: tuple[str, str]) -> dict:
    parts = runs(one.values, one.definitions)
    spot = lambda i: f"{x(i)} {y(one.values[i])}"  # noqa: E731
    return {
        "name": one.name,
        "css": style[0],
        "dot": style[1],
        "paths": ["M" + "L".join(spot(i) for i in part) for part in parts if len(part) > 1],
        "gaps": [f"M{spot(a[-1])}L{spot(b[0])}" for a, b in itertools.pairwise(parts)],
        "dots": [
            {"x": x(i), "y": y(v), "label": labels[i], "value": short(v)}
            for i, v in enumerate(one.values)
            if v is not None
        ],
    }


def bar_chart(frame: Frame, labels: Sequence[str], series: Sequence[Series]) -> SafeString:
    """Bars; more than one series is stacked, each with a pattern of its own.

    What is below zero hangs from the base line.
    """
    if not known(series):
        return draw("empty", frame, {})
    columns = [[float(one.values[i] or 0) for one in series] for i in range(len(labels))]
    ends = [sum(v for v in column if v > 0) for column in columns]
    ends += [sum(v for v in column if v < 0) for column in columns]
    marks, y = axis(ends)
    step = SPACE / len(labels)
    bars = []
    for i, column in enumerate(columns):
        reached = {True: 0.0, False: 0.0}
        for number, (one, value) in enumerate(zip(series, column, strict=True), 1):
            start = reached[value >= 0]
            reached[value >= 0] = end = start + value
            top, foot = sorted((y(start), y(end)))
            bars.append(
                {
                    "x": round(LEFT + step * i + step * 0.15, 1),
                    "width": round(step * 0.7, 1),
                    "y": top,
                    "height": round(foot - top, 1),
                    "number": min(number, PATTERNS),
                    "label": f"{labels[i]}, {one.name}: {short(value)}",
                }
            )
    one_in = every(labels, SPACE)
    ticks = [
        tick(LEFT + step * (i + 0.5), text) for i, text in enumerate(labels) if i % one_in == 0
    ]
    names = [{"name": s.name, "number": min(n, PATTERNS)} for n, s in enumerate(series, 1)]
    drawing = {
        "grid": grid(marks, y),
        "bars": bars,
        "ticks": ticks,
        "names": names if len(names) > 1 else [],
    }
    return draw("bar", frame, drawing, in_words(labels, series))


def small_multiples(frame: Frame, labels: Sequence[str], series: Sequence[Series]) -> SafeString:
    """One small line for each series, all on one scale, so that they can be compared."""
    figures = known(series)
    if not figures:
        return draw("empty", frame, {})
    marks, y = axis(figures, PANEL_HEIGHT, PANEL_EDGE, PANEL_BOTTOM)
    inner = PANEL - 2 * PANEL_EDGE
    x = lambda i: round(PANEL_EDGE + inner * (i / max(1, len(labels) - 1)), 1)  # noqa: E731
    panels = []
    for one in series:
        drawn = _line(one, labels, x, y, STYLES[0])
        drawn["end"] = drawn["dots"][-1] if drawn["dots"] else None
        drawn["words"] = in_words(labels, [one])
        panels.append(drawn)
    ends = [] if not labels else [tick(x(0), labels[0], PANEL)]
    if len(labels) > 1:
        ends.append(tick(x(len(labels) - 1), labels[-1], PANEL))
    drawing = {
        "panels": panels,
        "ends": ends,
        "base": y(0),
        "top_line": y(marks[-1]),
        "top_text": short(marks[-1]),
        "panel": {"width": PANEL, "height": PANEL_HEIGHT, "foot": PANEL_HEIGHT - 6},
    }
    return draw("multiples", frame, drawing)
