"""What can be asked about adoption: the screen of a region and its table.

Query numbers are stated for the function alone; the tree comes from `access` (two more).
"""

from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from invil.adoption import watch
from invil.adoption.access import line
from invil.adoption.days import months_before, today
from invil.adoption.figures import (
    ZERO,
    Cell,
    Figures,
    Line,
    Place,
    Tree,
    figures_of,
    in_words,
    lines_of,
    sums_of,
)
from invil.adoption.indicators import counted_indicators
from invil.adoption.models import Indicator
from invil.adoption.periods import Period
from villages.portal.choices import Preset
from villages.portal.models import Region, Village

TILES = (
    "orders",
    "gross_sales",
    "lessons_finished",
    "certificates",
    "posts_written",
    "members_active",
    "visits",
)
COLUMNS = (
    "news_published",
    "orders",
    "gross_sales",
    "lessons_finished",
    "certificates",
    "posts_written",
    "members_active",
    "visits",
)
TODAY = (
    "news_published",
    "orders",
    "gross_sales",
    "lessons_finished",
    "certificates",
    "posts_written",
)
LINE_MONTHS = 25


@dataclass(frozen=True)
class Change:
    """A figure against the same days a year earlier: a sentence, and in short."""

    text: str
    short: str
    direction: str = ""


@dataclass(frozen=True)
class Tile:
    """One headline number."""

    title: str
    value: str
    unit: str = ""
    months: tuple[Decimal, ...] = ()
    change: Change | None = None
    key: str = ""


@dataclass(frozen=True)
class RankedRow:
    """One place of the ranked table; `others` are the columns beside the ranked one."""

    place: Region | Village
    url: str
    villages: int
    households: int
    others: list[tuple[Indicator, Cell]]
    ranked: Cell
    per_hundred: Decimal | None
    bar: float
    change: Change | None

    @property
    def bar_start(self) -> float:
        """Where the bar of 60 begins: it grows to the left, towards its number."""
        return round(60 - self.bar, 1)


@dataclass(frozen=True)
class Choice:
    """What an officer chose to see."""

    period: Period
    by: str = "orders"
    as_villages: bool = False
    kind: str = ""
    joined: str = ""


@dataclass(frozen=True)
class RegionScreen:
    """A region's numbers as its officer sees them."""

    region: Region
    above: list[Region]
    choice: Choice
    indicators: list[Indicator]
    columns: list[Indicator]
    ranked_by: Indicator
    tiles: list[Tile]
    counted_today: list[tuple[Indicator, str]]
    line: Line | None
    rows: list[RankedRow]
    shows_villages: bool
    village_count: int
    place_count: int
    fresh_news: int
    verdict: str
    reasons: list[str]
    too_few: Set[int]
    look_first: list[watch.Watched]
    joined_years: list[int]


def region_screen(region: Region, tree: Tree, choice: Choice) -> RegionScreen:
    """Everything of a region's page; seven queries, whatever the number of villages."""
    tree.plant_villages()
    indicators = counted_indicators()
    by_key = {one.key: one for one in indicators}
    ranked_by = by_key.get(choice.by) or by_key.get("orders") or next(iter(indicators))
    inside, villages = tree.below(region), tree.villages_in(region)
    here: Place = ("r", region.pk)
    figures = figures_of(choice.period, indicators, tree, inside)
    before = sums_of(choice.period, indicators, inside)
    months = [
        months_before(choice.period.first.replace(day=1), back)
        for back in reversed(range(LINE_MONTHS))
    ]
    lines = lines_of(region=region.pk, indicators=indicators, months=months, day=today())
    signs = watch.signs_of(indicators, [v.pk for v in villages], tree.too_few, tree.vacant)
    fresh = watch.with_fresh_news(villages, signs)
    change = change_of(figures, before, "orders", here, choice.period)
    verdict, reasons = judge(
        len(villages),
        fresh,
        figures.cell("orders", here),
        before.get(("orders", here), ZERO),
        change,
        choice.period,
    )
    as_villages = choice.as_villages or not tree.regions_below(region)
    columns = [by_key[key] for key in COLUMNS if key in by_key]
    rows = ranked_rows(
        _village_rows(villages, choice) if as_villages else _region_rows(region, tree),
        columns,
        ranked_by,
        figures,
        before,
        choice.period,
    )
    return RegionScreen(
        region=region,
        above=line(region)[1:],
        choice=choice,
        indicators=indicators,
        columns=columns,
        ranked_by=ranked_by,
        tiles=[_news_tile(villages, fresh, lines)]
        + [
            tile_of(by_key[key], figures, before, lines, here, choice.period)
            for key in TILES
            if key in by_key
        ],
        counted_today=[
            (by_key[key], in_words(lines[key].today, by_key[key].unit))
            for key in TODAY
            if key in lines
        ],
        line=lines.get(ranked_by.key),
        rows=rows,
        shows_villages=as_villages,
        village_count=len(villages),
        place_count=len({v.region_id for v in villages}),
        fresh_news=fresh,
        verdict=verdict,
        reasons=reasons,
        too_few=signs.too_few if as_villages else frozenset(),
        look_first=watch.where_to_look(villages, signs, keys=set(by_key)),
        joined_years=sorted({v.joined_on.year for v in villages if v.joined_on}),
    )


def judge(
    total: int, fresh: int, orders: Cell, before: Decimal, change: Change | None, period: Period
) -> tuple[str, list[str]]:
    """Is it working? A word, and the facts it rests on.

    Yes where two villages of three told news lately and there are orders that did not fall
    by more than a tenth; not yet where fewer than one of three did and there are no orders; else in part.
    """
    if not total:
        return _("No village here yet."), []
    falling = before > 0 and (orders.value or ZERO) < before * Decimal("0.9")
    if fresh * 3 >= total * 2 and orders.value and not falling:
        verdict = _("Yes, for the most part.")
    elif fresh * 3 < total and not orders.value:
        verdict = _("Not yet.")
    else:
        verdict = _("In part.")
    reasons = [
        ngettext(
            "%(fresh)s of %(total)s village told news in the last 30 days.",
            "%(fresh)s of %(total)s villages told news in the last 30 days.",
            total,
        )
        % {"fresh": fresh, "total": total},
        _("Orders: %(n)s (%(period)s)%(change)s.")
        % {
            "n": orders.text,
            "period": period.label,
            "change": f", {change.text}" if change else "",
        },
    ]
    return verdict, reasons


def change_of(
    figures: Figures, before: dict, key: str, place: Place, period: Period
) -> Change | None:
    """The change against the same days a year earlier; None where there is nothing to say."""
    cell, old = figures.cell(key, place), before.get((key, place), ZERO)
    if cell.value is None or not old:
        return None
    percent = round((cell.value - old) / old * 100)
    sign = "+" if percent > 0 else "−" if percent < 0 else "±"
    words = (
        _("%(percent)s %% on the same days last year")
        if period.is_partial
        else _("%(percent)s %% on last year")
    )
    return Change(
        words % {"percent": f"{sign}{abs(percent):,}"},
        _("%(n)s %%") % {"n": f"{sign}{abs(percent):,}"},
        "up" if percent > 0 else "down" if percent < 0 else "",
    )


def tile_of(
    one: Indicator,
    figures: Figures,
    before: dict,
    lines: dict[str, Line],
    place: Place,
    period: Period,
) -> Tile:
    """An indicator as a tile; no query."""
    kept = lines.get(one.key)
    return Tile(
        title=one.label,
        value=figures.cell(one.key, place).text,
        months=tuple(kept.values[-13:]) if kept else (),
        change=change_of(figures, before, one.key, place, period),
        key=one.key,
    )


def _news_tile(villages: list[Village], fresh: int, lines: dict[str, Line]) -> Tile:
    kept = lines.get("news_published")
    return Tile(
        title=_("Villages with news in 30 days"),
        value=f"{fresh:,}",
        unit=_(" of %(n)s") % {"n": len(villages)},
        months=tuple(kept.values[-13:]) if kept else (),
        key="news_published",
    )


def _region_rows(region: Region, tree: Tree) -> list[tuple]:
    found = []
    for below in tree.regions_below(region):
        villages = tree.villages_in(below)
        if villages:
            found.append(
                (
                    below,
                    ("r", below.pk),
                    f"/adoption/{below.code}/",
                    len(villages),
                    sum(v.households for v in villages),
                )
            )
    return found


def _village_rows(villages: list[Village], choice: Choice) -> list[tuple]:
    return [
        (v, ("v", v.pk), f"/adoption/villages/{v.slug}/", 1, v.households)
        for v in villages
        if (not choice.kind or v.preset == choice.kind)
        and (not choice.joined or (v.joined_on and str(v.joined_on.year) == choice.joined))
    ]


def ranked_rows(
    places: list[tuple],
    columns: list[Indicator],
    ranked_by: Indicator,
    figures: Figures,
    before: dict,
    period: Period,
) -> list[RankedRow]:
    """Places by the chosen indicator, the highest first, hidden ones last; no query."""
    top = max(
        (figures.cell(ranked_by.key, at).value or ZERO for _p, at, *_r in places), default=ZERO
    )
    rows = []
    for place, at, url, count, households in places:
        cell = figures.cell(ranked_by.key, at)
        per = None
        if cell.value is not None and households:
            per = round(cell.value * 100 / households, 1)
        rows.append(
            RankedRow(
                place=place,
                url=url,
                villages=count,
                households=households,
                others=[
                    (one, figures.cell(one.key, at)) for one in columns if one.pk != ranked_by.pk
                ],
                ranked=cell,
                per_hundred=per,
                bar=round(float(cell.value / top) * 60, 1) if cell.value and top else 0.0,
                change=change_of(figures, before, ranked_by.key, at, period),
            )
        )
    return sorted(
        rows,
        key=lambda row: (row.ranked.value is None, -(row.ranked.value or ZERO), row.place.name),
    )


def village_table(region: Region, tree: Tree, choice: Choice) -> tuple[list[str], list[list]]:
    """The region's villages with every indicator, for a file; three queries.

    Hidden figures are empty.
    """
    tree.plant_villages()
    indicators = counted_indicators()
    figures = figures_of(choice.period, indicators, tree, tree.below(region))
    head = [
        _("Address"),
        _("Village"),
        _("Korean name"),
        _("Region code"),
        _("Region"),
        _("Kind"),
        _("Joined"),
        _("Households"),
        _("Period"),
        *(f"{one.label} ({one.unit_words})" for one in indicators),
    ]
    rows = [
        [
            village.slug,
            village.name,
            village.name_ko,
            village.region.code,
            village.region.name,
            village.get_preset_display(),
            village.joined_on.isoformat() if village.joined_on else "",
            village.households,
            choice.period.label,
            *(figures.cell(one.key, at).plain for one in indicators),
        ]
        for village, at, *_rest in _village_rows(tree.villages_in(region), choice)
    ]
    return head, rows


def choice_of(query) -> Choice:
    """What the address asks for; anything unknown is left out."""
    from invil.adoption.periods import period_of

    kind, joined = query.get("kind", ""), query.get("joined", "")
    filtered = kind in Preset.values or joined.isdigit()
    return Choice(
        period=period_of(query.get("period", "")),
        by=query.get("by", "orders")[:60],
        as_villages=query.get("list") == "villages" or filtered,
        kind=kind if kind in Preset.values else "",
        joined=joined if joined.isdigit() else "",
    )
