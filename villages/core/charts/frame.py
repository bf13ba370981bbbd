"""The frame of every chart, and the arithmetic of axes."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 22, 38
TICK_SPACE = 14
KOREAN_UNITS = ((100_000_000, "억"), (10_000, "만"))
ENGLISH_UNITS = ((1_000_000_000, "B"), (1_000_000, "M"))


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
    """A number for an axis: 1,200; 0.5; 3M, in Korean 300만."""
    units = KOREAN_UNITS if get_language() == "ko" else ENGLISH_UNITS
    for size, word in units:
        if abs(number) >= size:
            part = round(number / size, 1)
            return f"{part:,.0f}{word}" if part.is_integer() else f"{part:,}{word}"
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


def known(series: Sequence[Series]) -> list[float]:
    """All figures there are."""
    return [float(v) for one in series for v in one.values if v is not None]


def axis(values: Sequence[float], height: int = HEIGHT, top: int = TOP, bottom: int = BOTTOM):
    """The marks of an upright axis that holds zero, and the place of a value on it."""
    marks = steps(min(0, *values, 0), max(0, *values, 0))
    low, high, tall = marks[0], marks[-1], height - top - bottom

    def place(value: float) -> float:
        return round(top + tall * (1 - (value - low) / (high - low)), 1)

    return marks, place


def grid(marks: Sequence[float], place: Callable[[float], float]) -> list[dict]:
    """The level lines with their numbers; zero is the base."""
    return [{"y": place(m), "text": short(m), "base": m == 0} for m in marks]


def wide(text: str) -> float:
    """About how wide a label stands, in units of the drawing (15 px letters)."""
    return sum(14.5 if ord(letter) > 0x1100 else 8.4 for letter in str(text))


def every(labels: Sequence[str], space: float) -> int:
    """One label in how many fits under an axis of this length."""
    longest = max((wide(text) for text in labels), default=0) + TICK_SPACE
    return max(1, math.ceil(len(labels) * longest / space))


def tick(x: float, text: str, width: int = WIDTH) -> dict:
    """A label under an axis, moved inwards where it would stand over the edge."""
    half = wide(text) / 2
    return {"x": round(min(max(x, half), width - half), 1), "text": text}


def in_words(labels: Sequence[str], series: Sequence[Series]) -> str:
    """The first and the last figure of each series, for those who hear the picture."""
    told = []
    for one in series:
        spots = [i for i, v in enumerate(one.values) if v is not None]
        if spots:
            told.append(
                _("%(name)s: %(first)s in %(start)s, %(last)s in %(end)s")
                % {
                    "name": one.name,
                    "first": short(one.values[spots[0]]),
                    "start": labels[spots[0]],
                    "last": short(one.values[spots[-1]]),
                    "end": labels[spots[-1]],
                }
            )
    return "; ".join(told)


def draw(kind: str, frame: Frame, drawing: dict, words: str = "") -> SafeString:
    """The frame with its drawing; without a figure it says so."""
    context = {
        "frame": frame,
        "drawing": f"components/charts/{kind}.svg.html",
        "words": f"{frame.title}. {words}" if words else frame.title,
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "bottom": HEIGHT - BOTTOM,
    }
    return SafeString(render_to_string("components/chart.html", context | drawing))
