"""The charts of the style guide. Figures are samples, but for the numbers of villages."""

import csv
import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from villages.core import charts

YEARS = [str(year) for year in range(2002, 2012)]
VILLAGES = [25, 103, 191, 191, 280, 306, 338, 358, 361, 363]
MONTHS = [str(month) for month in range(1, 13)]
DATA = Path(__file__).parents[3] / "invil" / "fixtures" / "data"
BOX = "104 12 464 598"


@dataclass(frozen=True)
class Shape:
    """A region's outline on the map."""

    code: str
    path: str
    x: float
    y: float


@cache
def provinces() -> tuple[Shape, ...]:
    """The outlines of the provinces, from the project's data."""
    regions = json.loads((DATA / "map_provinces.json").read_text(encoding="utf-8"))["regions"]
    return tuple(Shape(r["code"], r["d"], r["x"], r["y"]) for r in regions)


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / name).open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def spark() -> SafeString:
    """A rising line."""
    return charts.sparkline([3, 4, 4, 6, 5, 8, 9], _("Orders, seven months, rising"))


def falling() -> SafeString:
    """A falling one with a gap."""
    return charts.sparkline([9, 8, None, 6, 6, 5, 4], _("Certificates, seven months, falling"))


def lines_and_bars() -> list[SafeString]:
    """A line that breaks, stacked bars, one bar for each, nothing."""
    months = [_("September"), _("October"), _("November")]
    online, phone, counter = [40, 61, 55], [22, 30, 41], [9, 12, 8]
    sample = _("sample figures")
    return [
        charts.line_chart(
            charts.Frame(
                _("Villages of the network"),
                _("Villages"),
                _("press reports, 2002 to 2011"),
                _("The line breaks where the definition changes."),
                columns=(_("Year"), _("Villages")),
                rows=list(zip(YEARS, VILLAGES, strict=True)),
                csv_url="/open-data/",
                key="c-line",
            ),
            YEARS,
            [charts.Series(_("Villages"), VILLAGES, ["created"] * 8 + ["operating"] * 2)],
        ),
        charts.bar_chart(
            charts.Frame(
                _("Orders by the way they came"),
                _("Orders"),
                sample,
                columns=(_("Month"), _("Online"), _("By phone"), _("Over the counter")),
                rows=list(zip(months, online, phone, counter, strict=True)),
                key="c-stack",
            ),
            months,
            [
                charts.Series(_("Online"), online),
                charts.Series(_("By phone"), phone),
                charts.Series(_("Over the counter"), counter),
            ],
        ),
        charts.line_chart(
            charts.Frame(
                _("Two villages side by side"),
                _("Orders"),
                sample,
                columns=(_("Month"), _("Jeoji"), _("Samsin")),
                rows=list(
                    zip(
                        MONTHS,
                        [52, 48, 40, 31, 22, 20, 18, 24, 39, 61, 74, 80],
                        [12, 14, 20, 32, 41, 44, 40, 37, 30, 28, 19, 15],
                        strict=True,
                    )
                ),
                key="c-two",
            ),
            MONTHS,
            [
                charts.Series(_("Jeoji"), [52, 48, 40, 31, 22, 20, 18, 24, 39, 61, 74, 80]),
                charts.Series(_("Samsin"), [12, 14, 20, 32, 41, 44, 40, 37, 30, 28, 19, 15]),
            ],
        ),
        charts.bar_chart(
            charts.Frame(_("Orders of a stall that opens tomorrow"), _("Orders"), key="c-none"),
            [],
            [charts.Series(_("Online"), [])],
        ),
    ]


def shades_and_panels() -> list[SafeString]:
    """Small lines, months."""
    names = [_("Jeoji"), _("Samsin"), _("Imsil"), _("Yesong")]
    panels = [
        [30, 31, 36, 40, 44, 52],
        [12, 18, 21, 20, 24, 31],
        [44, 40, 38, 37, 33, 30],
        [5, 9, None, 12, 15, 22],
    ]
    years = YEARS[-6:]
    rows = [
        (_("Mandarins"), [80, 41, 12, None, None, None, None, None, 8, 35, 96, 120]),
        (_("Green tea"), [4, 6, 22, 70, 88, 51, 30, 18, 12, 10, 8, 6]),
        (_("Cheese"), [21, 24, 22, 25, 30, 28, 19, 17, 33, 29, 31, 44]),
    ]
    sample = _("sample figures")
    return [
        charts.small_multiples(
            charts.Frame(
                _("Orders of four villages"),
                _("Orders"),
                sample,
                columns=(_("Year"), *names),
                rows=list(zip(years, *panels, strict=True)),
                key="c-many",
            ),
            years,
            [charts.Series(n, values) for n, values in zip(names, panels, strict=True)],
        ),
        charts.heat_map(
            charts.Frame(
                _("When what is ordered"),
                _("Orders by month"),
                sample,
                columns=(_("Goods"), *MONTHS),
                rows=[(name, *row) for name, row in rows],
                key="c-heat",
            ),
            MONTHS,
            rows,
        ),
    ]


def _named() -> dict[str, str]:
    """The provinces' names in the reader's language, by code."""
    column = "name_ko" if get_language() == "ko" else "name_en"
    return {r["code"]: r[column] for r in _rows("regions.csv") if r["level"] == "province"}


def maps() -> list[SafeString]:
    """Shades by province: all with a figure, some without one, none yet."""
    names = _named()
    villages = Counter(row["province_code"] for row in _rows("villages.csv"))
    few = {code: villages[code] for code in sorted(villages)[::2]}
    titles = (_("Villages by province"), _("Figures of some provinces"), _("Before the first one"))
    return [
        charts.region_map(
            charts.Frame(
                title,
                _("Villages"),
                _("the demo world’s villages"),
                columns=(_("Province"), _("Villages")),
                rows=[
                    (names[code], n)
                    for code, n in sorted(values.items(), key=lambda pair: -pair[1])
                ],
                key=f"c-map-{number}",
            ),
            provinces(),
            values,
            names=names,
            box=BOX,
            links={code: f"/villages/?region={code}" for code in values},
        )
        for number, (title, values) in enumerate(zip(titles, (villages, few, {}), strict=True))
    ]


def found_on_map() -> dict:
    """The finder's map as it stands with a province chosen and two villages found in it."""
    names = _named()
    spots = [shape for shape in provinces() if shape.code in names]
    chosen = next((shape for shape in spots if shape.code == "42"), spots[0])
    shapes = [
        {"code": s.code, "count": 1, "label": names[s.code], "is_chosen": s is chosen}
        for s in spots
    ]
    there = [
        (chosen.x + dx, chosen.y + dy) for dx, dy in ((-24, -8), (18, 22), (-6, 30), (30, -20))
    ]
    dots = [f"M{x:.0f} {y:.0f}h0" for x, y in there]
    far = [f"M{s.x:.0f} {s.y:.0f}h0" for s in spots if s is not chosen]
    return {
        "box": BOX,
        "file": "img/korea.svg",
        "words": _("Two villages found on the map"),
        "shapes": sorted(shapes, key=lambda one: one["is_chosen"]),
        "dots": {"far": "".join(far), "near": "".join(dots[2:]), "hit": "".join(dots[:2])},
        "hits": 2,
        "nears": 2,
        "fars": len(far),
    }
