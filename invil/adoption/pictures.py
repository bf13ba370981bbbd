"""Numbers to drawings: what a template puts on the page."""

import re
from datetime import date
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from invil.adoption.days import months_before
from invil.adoption.evidence import KEYS, evidence_url
from invil.adoption.figures import in_words, number
from invil.adoption.periods import month_in_words, month_short
from invil.adoption.selectors import LINE_MONTHS, RegionScreen, Tile
from invil.adoption.sheet import VillageSheet
from villages.core import charts
from villages.portal import mapping
from villages.portal.choices import RegionLevel

TOKEN = re.compile(r"([MLlZz])|(-?\d*\.?\d+)")


def tiles_of(tiles: list[Tile]) -> list[SafeString]:
    """The headline numbers with their lines."""
    return [
        SafeString(
            render_to_string(
                "components/tile.html",
                {
                    "title": tile.title,
                    "value": tile.value,
                    "unit": tile.unit,
                    "spark": _spark(tile.months, tile.title),
                    "change": tile.change.text if tile.change else "",
                    "direction": tile.change.direction if tile.change else "",
                },
            )
        )
        for tile in tiles
    ]


def _spark(months, title: str) -> SafeString | str:
    if not any(months):
        return ""
    label = _("%(title)s, the last %(n)s months") % {"title": title, "n": len(months)}
    return charts.sparkline([float(value) for value in months], label)


def map_of(screen: RegionScreen) -> SafeString | str:
    """The region's parts shaded by the ranked indicator; nothing for a county."""
    region = screen.region
    if region.level == RegionLevel.COUNTY or screen.shows_villages:
        return ""
    shapes = mapping.shapes("provinces" if region.level == RegionLevel.NATION else "counties")
    if region.level == RegionLevel.PROVINCE:
        shapes = tuple(shape for shape in shapes if shape.code.startswith(region.code))
    if not shapes:
        return ""
    values = {row.place.code: float(row.ranked.value) for row in screen.rows if row.ranked.value}
    if not values:
        return ""
    one = screen.ranked_by
    period = screen.choice.period
    frame = charts.Frame(
        title=_("%(indicator)s by region") % {"indicator": one.label},
        unit=f"{period.label} · {one.unit_words}",
        definition=one.definition,
        source=_("counted by INVIL"),
        key="map",
        columns=(_("Region"), one.label),
        rows=[(row.place.name, row.ranked.text) for row in screen.rows],
        csv_url=_file(screen),
    )
    return charts.region_map(
        frame,
        shapes,
        values,
        names={row.place.code: row.place.name for row in screen.rows},
        box=mapping.BOX if region.level == RegionLevel.NATION else _box(region.code),
        links={row.place.code: row.url for row in screen.rows},
    )


def _file(screen: RegionScreen) -> str:
    address = reverse("adoption:villages-file", args=[screen.region.code, "csv"])
    return f"{address}?period={screen.choice.period.key}"


def trend_of(screen: RegionScreen) -> SafeString | str:
    """The ranked indicator through the last months."""
    kept = screen.line
    if kept is None or not any(kept.values):
        return ""
    one, months = screen.ranked_by, months_of(screen)
    period = screen.choice.period
    frame = charts.Frame(
        title=_("%(indicator)s by month") % {"indicator": one.label},
        unit=f"{screen.region.name} · {one.unit_words}",
        definition=one.definition,
        source=_("counted by INVIL")
        + (" · " + _("the last month is still running") if period.is_partial else ""),
        key="trend",
        columns=(_("Month"), one.label),
        rows=[
            (month_in_words(m), in_words(v, one.unit))
            for m, v in zip(months, kept.values, strict=True)
        ],
        csv_url=f"{reverse('adoption:months-file', args=[screen.region.code])}"
        f"?period={period.key}&by={one.key}",
    )
    return charts.bar_chart(
        frame,
        [month_short(month) for month in months],
        [charts.Series(one.label, [float(value) for value in kept.values])],
    )


def months_of(screen: RegionScreen) -> list[date]:
    """The first days of the months the ranked indicator's line shows, the oldest first."""
    start = screen.choice.period.first.replace(day=1)
    return [months_before(start, back) for back in reversed(range(LINE_MONTHS))]


def months_table(screen: RegionScreen) -> tuple[list[str], list[list]]:
    """The head and the rows behind the chart by month."""
    one, kept = screen.ranked_by, screen.line
    values = kept.values if kept else []
    head = [_("Month"), _("Region code"), _("Region"), f"{one.label} ({one.unit_words})"]
    place = [screen.region.code, screen.region.name]
    return head, [
        [f"{month:%Y-%m}", *place, number(value)]
        for month, value in zip(months_of(screen), values, strict=False)
    ]


def sheet_rows(sheet: VillageSheet) -> list[dict]:
    """A village's lines with spark and the way to the evidence."""
    return [
        {
            "indicator": row.indicator,
            "cell": row.cell,
            "change": row.change,
            "rank": row.rank,
            "spark": _spark(row.months, row.indicator.label),
            "evidence": evidence_url(row.indicator.key, sheet.village, sheet.period)
            if row.indicator.key in KEYS and row.cell.value
            else "",
        }
        for row in sheet.rows
    ]


@cache
def _box(code: str) -> str:
    """The part of the map that holds a province's counties, with a margin."""
    xs, ys = [], []
    for shape in mapping.shapes("counties"):
        if shape.code.startswith(code):
            for x, y in _corners(shape.path):
                xs.append(x)
                ys.append(y)
    left, top = min(xs) - 4, min(ys) - 4
    return f"{left:g} {top:g} {max(xs) + 4 - left:g} {max(ys) + 4 - top:g}"


def _corners(path: str) -> list[tuple[float, float]]:
    """The points of an outline of absolute moves and relative lines."""
    found, x, y, relative, numbers = [], 0.0, 0.0, False, []
    for word, figure in TOKEN.findall(path):
        if word:
            relative, numbers = word == "l", []
            continue
        numbers.append(float(figure))
        if len(numbers) == 2:
            dx, dy = numbers
            x, y = (x + dx, y + dy) if relative else (dx, dy)
            numbers = []
            found.append((round(x, 1), round(y, 1)))
    return found
