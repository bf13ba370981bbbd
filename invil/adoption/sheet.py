"""The sheet of one village: its numbers, its place among its like, what to do next."""

from dataclasses import dataclass
from decimal import Decimal

from invil.adoption import watch
from invil.adoption.access import line
from invil.adoption.days import months_before, today
from invil.adoption.evidence import KEYS
from invil.adoption.figures import ZERO, Cell, Place, Tree, figures_of, lines_of, sums_of
from invil.adoption.indicators import counted_indicators
from invil.adoption.models import Indicator
from invil.adoption.periods import Period
from invil.adoption.selectors import Change, change_of
from villages.portal.choices import RegionLevel
from villages.portal.models import Region, Village


@dataclass(frozen=True)
class SheetRow:
    """One indicator of a village's sheet."""

    indicator: Indicator
    cell: Cell
    months: tuple[Decimal, ...]
    change: Change | None
    rank: int | None


@dataclass(frozen=True)
class VillageSheet:
    """A village's numbers, its place among its like, what to do next."""

    village: Village
    above: list[Region]
    period: Period
    rows: list[SheetRow]
    advice: list[watch.Advice]
    peers: int
    has_evidence: frozenset[str]


def village_sheet(
    village: Village, tree: Tree, period: Period, *, is_own: bool = False
) -> VillageSheet:
    """A village's sheet; seven queries. Peers are the villages of its kind in its province.

    `is_own`: the reader leads the village, and is told what to do rather than whom to call.
    """
    tree.plant_villages()
    indicators = counted_indicators()
    above = line(village.region)
    province = next((r for r in above if r.level == RegionLevel.PROVINCE), village.region)
    figures = figures_of(period, indicators, tree, tree.below(province))
    before = sums_of(period, indicators, {village.region_id})
    months = [months_before(period.first.replace(day=1), back) for back in reversed(range(13))]
    lines = lines_of(village=village.pk, indicators=indicators, months=months, day=today())
    peers = [v for v in tree.villages_in(province) if v.preset == village.preset]
    at: Place = ("v", village.pk)
    signs = watch.signs_of(indicators, [village.pk], tree.too_few, tree.vacant)
    rows = []
    for one in indicators:
        cell = figures.cell(one.key, at)
        rank = None
        if cell.value and not one.counts_people and len(peers) > 1:
            rank = 1 + sum(
                (figures.cell(one.key, ("v", peer.pk)).value or ZERO) > cell.value for peer in peers
            )
        rows.append(
            SheetRow(
                one,
                cell,
                tuple(lines[one.key].values) if one.key in lines else (),
                change_of(figures, before, one.key, at, period),
                rank,
            )
        )
    return VillageSheet(
        village,
        above,
        period,
        rows,
        watch.advice_for(village, signs, keys={one.key for one in indicators}, is_own=is_own),
        len(peers),
        KEYS,
    )
