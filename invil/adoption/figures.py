"""Figures as they may be shown: read from the observations, small cells hidden."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from invil.adoption.choices import Aggregation, PeriodKind, Source
from invil.adoption.models import Indicator, Observation
from invil.adoption.periods import Period
from invil.adoption.suppression import hidden_in_tree
from villages.core.templatetags.look import with_won
from villages.portal import minimum, people
from villages.portal.models import Region, Village

# A place is ("r", region key) or ("v", village key).
Place = tuple[str, int]
ZERO = Decimal(0)


@dataclass(frozen=True)
class Cell:
    """One figure; `value` is None where it must not be shown."""

    value: Decimal | None
    unit: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether fewer than five people stand behind it, or would be found out by it."""
        return self.value is None

    @property
    def text(self) -> str:
        """The figure as it is read."""
        return _("hidden") if self.value is None else in_words(self.value, self.unit)

    @property
    def plain(self):
        """The figure for a file: a number, or nothing where it is hidden."""
        return None if self.value is None else number(self.value)


def number(value: Decimal) -> int | float:
    """A plain number: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def in_words(value: Decimal, unit: str = "") -> str:
    """A figure with separators, won with their sign."""
    plain = number(value)
    text = f"{plain:,}" if isinstance(plain, int) else f"{plain:,g}"
    return with_won(text) if unit == "won" else text


class Tree:
    """All regions and active villages, linked in memory; two queries.

    `own` are the regions of the reader's posts, by key.
    """

    def __init__(self, own: Iterable[int] = ()) -> None:
        self.own = frozenset(own)
        self.regions: dict[int, Region] = {r.pk: r for r in Region.objects.all()}
        self.children: dict[Place, list[Place]] = defaultdict(list)
        for region in self.regions.values():
            if region.parent_id in self.regions:
                region.parent = self.regions[region.parent_id]
                self.children["r", region.parent_id].append(("r", region.pk))
        self.villages: dict[int, Village] = {}
        self.too_few: set[int] = set()
        self.vacant: set[int] = set()
        self.root: Place = next(
            (("r", pk) for pk, region in self.regions.items() if region.parent_id is None), ("r", 0)
        )

    def plant_villages(self) -> "Tree":
        """Fetch the villages; one query."""
        rows = people.with_manager_known(minimum.with_approvers(Village.objects.active())).only(
            "pk", "slug", "name_ko", "name_en", "region_id", "preset", "joined_on", "households"
        )
        for village in rows.order_by("slug"):
            village.region = self.regions[village.region_id]
            self.villages[village.pk] = village
            if village.approvers < minimum.FEWEST:
                self.too_few.add(village.pk)
            if not village.has_manager:
                self.vacant.add(village.pk)
            self.children["r", village.region_id].append(("v", village.pk))
        return self

    def below(self, region: Region) -> set[int]:
        """The region and all below it, by key."""
        found, waiting = set(), [region.pk]
        while waiting:
            here = waiting.pop()
            found.add(here)
            waiting += [pk for kind, pk in self.children["r", here] if kind == "r"]
        return found

    def regions_below(self, region: Region) -> list[Region]:
        """The regions right below."""
        return [self.regions[pk] for kind, pk in self.children["r", region.pk] if kind == "r"]

    def villages_in(self, region: Region) -> list[Village]:
        """The villages of the region and of those below it."""
        inside = self.below(region)
        return [village for village in self.villages.values() if village.region_id in inside]

    @property
    def links(self) -> dict[Place, list[Place]]:
        """What lies right below what."""
        return self.children


@dataclass
class Figures:
    """The figures of one period: (indicator key, place) to value, and what is hidden."""

    values: dict[tuple[str, Place], Decimal] = field(default_factory=dict)
    hidden: set[tuple[str, Place]] = field(default_factory=set)
    units: dict[str, str] = field(default_factory=dict)

    def cell(self, key: str, place: Place) -> Cell:
        """One figure as it may be shown; nobody is zero."""
        if (key, place) in self.hidden:
            return Cell(None, self.units.get(key, ""))
        return Cell(self.values.get((key, place), ZERO), self.units.get(key, ""))


def figures_of(
    period: Period, indicators: list[Indicator], tree: Tree, inside: set[int] | None = None
) -> Figures:
    """A period's figures of all places in these regions (everywhere where None); one query.

    Figures of people are read for the whole tree, to decide what stays hidden.
    """
    people = [i.pk for i in indicators if i.counts_people]
    wanted = Q() if inside is None else Q(region__in=inside) | Q(indicator__in=people)
    rows = (
        Observation.objects.filter(
            wanted,
            indicator__in=[i.pk for i in indicators],
            period_kind=period.kind,
            starts_on=period.first,
            source=Source.COUNTED,
        )
        .values_list("indicator", "village", "region", "value", "n")
        .order_by()
    )
    by_pk = {i.pk: i for i in indicators}
    found = Figures(units={i.key: i.unit for i in indicators})
    counts: dict[str, dict[Place, int]] = defaultdict(dict)
    for indicator, village, region, value, n in rows:
        place: Place = ("v", village) if village else ("r", region)
        one = by_pk[indicator]
        found.values[one.key, place] = value
        if one.counts_people:
            counts[one.key][place] = n or 0
    for key, people_at in counts.items():
        found.hidden |= {(key, place) for place in hidden_in_tree(people_at, tree.links, tree.root)}
    return found


def sums_of(
    period: Period, indicators: list[Indicator], inside: set[int]
) -> dict[tuple[str, Place], Decimal]:
    """Sums of the same days a year earlier, for places in these regions; one query.

    Figures of people and states do not add up and are left out.
    """
    first, last = period.before
    by_pk = {i.pk: i for i in indicators if i.aggregation == Aggregation.SUM}
    rows = (
        Observation.objects.filter(
            indicator__in=list(by_pk),
            region__in=inside,
            period_kind=PeriodKind.DAY,
            starts_on__range=(first, last),
            source=Source.COUNTED,
        )
        .values_list("indicator", "village", "region")
        .annotate(total=Sum("value"))
        .order_by()
    )
    found: dict[tuple[str, Place], Decimal] = defaultdict(lambda: ZERO)
    for indicator, village, region, total in rows:
        place: Place = ("v", village) if village else ("r", region)
        found[by_pk[indicator].key, place] += total
    return found


@dataclass(frozen=True)
class Line:
    """A place's months of one indicator, oldest first, and today's figure."""

    values: list[Decimal]
    today: Decimal


def lines_of(
    *,
    region: int | None = None,
    village: int | None = None,
    indicators: list[Indicator],
    months: list[date],
    day: date,
) -> dict[str, Line]:
    """The months and the day of one place; one query.

    Figures of people are left out: a line shows a place without its neighbours, and what
    `figures_of` hides among them for one month would stand here.
    """
    indicators = [one for one in indicators if not one.counts_people]
    place = Q(village=village) if village else Q(region=region, village__isnull=True)
    spans = Q(period_kind=PeriodKind.MONTH, starts_on__range=(months[0], months[-1])) | Q(
        period_kind=PeriodKind.DAY, starts_on=day
    )
    rows = (
        Observation.objects.filter(
            place, spans, indicator__in=[i.pk for i in indicators], source=Source.COUNTED
        )
        .values_list("indicator", "period_kind", "starts_on", "value")
        .order_by()
    )
    found = {(i, kind, at): value for i, kind, at, value in rows}
    lines = {}
    for one in indicators:
        values = [found.get((one.pk, PeriodKind.MONTH, month), ZERO) for month in months]
        lines[one.key] = Line(values, found.get((one.pk, PeriodKind.DAY, day), ZERO))
    return lines
