"""Figures by shade: months in a grid, regions on the map. Five steps, darker for more."""

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from villages.core.charts.frame import WIDTH, Frame, draw, short

SHADES = 5
CELL, NAME = 40, 148


def grades(values: Sequence[float], count: int = SHADES) -> list[float]:
    """The upper bounds of classes of equal size."""
    ordered = sorted(values)
    if not ordered:
        return []
    bounds = [
        ordered[min(len(ordered) - 1, round(len(ordered) * k / count))] for k in range(1, count)
    ]
    return sorted(set(bounds)) or [ordered[-1]]


def _shading(values: Sequence[float]) -> Callable[[float], int]:
    """The shade of a figure. Fewer classes than shades are spread towards the dark end, so that the
    only figure of a map is never the one that is hardest to tell from none.
    """
    bounds = grades(values)

    def grade(value: float) -> int:
        return sum(value > bound for bound in bounds)

    worn = sorted({grade(value) for value in values})
    shades = {kind: round((i + 1) * SHADES / len(worn)) for i, kind in enumerate(worn)}
    return lambda value: shades[grade(value)]


def _key(values: Sequence[float], shade: Callable[[float], int]) -> list[dict]:
    """Each shade with the least and the most that wears it."""
    those: dict[int, list[float]] = {}
    for value in values:
        those.setdefault(shade(value), []).append(value)
    return [
        {"css": f"q{step}", "from": short(min(worn)), "to": short(max(worn))}
        for step, worn in sorted(those.items())
    ]


def heat_map(
    frame: Frame, months: Sequence[str], rows: Sequence[tuple[str, Sequence[float | None]]]
) -> SafeString:
    """A row of months for each name; each field carries its figure, so shade is never alone."""
    values = [float(v) for _name, row in rows for v in row if v is not None]
    if not values:
        return draw("empty", frame, {})
    shade = _shading(values)
    step = (WIDTH - NAME) / max(1, len(months))
    lines = [
        {
            "name": name,
            "y": CELL * number,
            "fields": [
                {
                    "x": round(NAME + step * i, 1),
                    "middle": round(NAME + step * (i + 0.5), 1),
                    "css": "m0" if value is None else f"q{shade(value)}",
                    "dark": value is not None and shade(value) > 3,
                    "text": "" if value is None else short(value),
                    "title": f"{name}, {months[i]}: "
                    + (_("no figure") if value is None else short(value)),
                }
                for i, value in enumerate(row)
            ],
        }
        for number, (name, row) in enumerate(rows)
    ]
    heads = [
        {"x": round(NAME + step * (i + 0.5), 1), "text": text} for i, text in enumerate(months)
    ]
    top = max(values)
    most = next(
        (name, months[i]) for name, row in rows for i, value in enumerate(row) if value == top
    )
    drawing = {
        "lines": lines,
        "heads": heads,
        "cell": CELL,
        "inner": CELL - 2,
        "step": round(step - 2, 1),
        "tall": CELL * len(rows) + 34,
        "key": _key(values, shade),
    }
    words = _("Most: %(name)s, %(month)s, %(figure)s") % {
        "name": most[0],
        "month": most[1],
        "figure": short(top),
    }
    return draw("heat", frame, drawing, words)


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
    shade = _shading(list(values.values()))
    areas = []
    for shape in shapes:
        value = values.get(shape.code)
        areas.append(
            {
                "path": shape.path,
                "x": shape.x,
                "y": shape.y,
                "css": "m0" if value is None else f"q{shade(value)}",
                "href": (links or {}).get(shape.code, ""),
                "name": names.get(shape.code, ""),
                "value": "" if value is None else short(value),
            }
        )
    key = _key(list(values.values()), shade)
    return draw("map", frame, {"areas": areas, "box": box, "key": key})
