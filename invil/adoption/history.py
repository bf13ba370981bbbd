"""What the first programme reached: the published figures, and today's beside them."""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from invil.adoption.choices import Aggregation, PeriodKind, Source, unit_in_words
from invil.adoption.drawing import Point, Strand, pair, timeline
from invil.adoption.figures import in_words
from invil.adoption.models import NATION, Observation
from invil.adoption.published import Published, note_in_words, published_metrics, undated
from villages.core.charts import Frame
from villages.portal.models import Region

PAIRS = ("broadband_subscription", "pc_penetration")
PAIR_VERSION = "seed_before_after"
# Charts: a title, the unit they share, and the definitions in them.
CHARTS = (
    (
        "sales",
        gettext_lazy("Sales of shop and experiences"),
        "KRW billion",
        (
            ("sales", "shop_experience"),
            ("sales", "shop_experience_late_press"),
            ("specialty_sales", "on_and_offline"),
        ),
    ),
    (
        "villages",
        gettext_lazy("Villages in the programme"),
        "villages",
        (
            ("villages", "created_or_operating"),
            ("villages", "operating_press"),
            ("villages", "evaluated_only"),
        ),
    ),
    (
        "usd",
        gettext_lazy("Local specialties sold online"),
        "USD million",
        (("online_sales_usd", "seed_usd"),),
    ),
    (
        "visits",
        gettext_lazy("Visits to the sites"),
        "million visits",
        (
            ("visits", "whole_site"),
            ("visits", "shop_site"),
        ),
    ),
)
SLIDE = re.compile(r"\bseed \d+ s(\d+)")
HEADLINES = (
    ("villages", "created_or_operating"),
    ("pcs_supplied", "seed_total"),
)
CONTEXT = (
    "un_egdi_rank",
    "un_eparticipation_rank",
    "civil_service_online",
    "data_centre_failure",
    "data_centre_systems_per_person",
)


def source_in_words(source: str) -> str:
    """The short code of the government's slides, said so that a reader understands it."""
    return SLIDE.sub(lambda found: _("government slides of 2012, no. %s") % found[1], source)


@dataclass(frozen=True)
class HistoryRow:
    """One published figure in words."""

    label: str
    definition: str
    place: str
    period: str
    value: str
    unit: str
    source: str
    note: str
    is_seed: bool
    is_context: bool


@dataclass(frozen=True)
class HistoryScreen:
    """The history page."""

    headlines: list[tuple[str, str, str]]
    pairs: list[SafeString]
    charts: list[SafeString]
    rows: list[HistoryRow]
    without_year: list[HistoryRow]
    counted_years: list[str]
    counted: list[tuple[str, str, list[str]]]


def published_observations():
    """The published figures with their definitions and places, in the files' order."""
    return (
        Observation.objects.filter(source=Source.PUBLISHED)
        .select_related("indicator", "region")
        .order_by("indicator__position", "region__code", "starts_on", "pk")
    )


def period_in_words(row: Observation) -> str:
    """The period as it was printed."""
    return (row.evidence or {}).get("period") or f"{row.starts_on:%Y}"


def history_screen() -> HistoryScreen:
    """Everything of the history page; three queries."""
    rows = list(published_observations())
    groups: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for row in rows:
        groups[row.indicator.key, row.indicator.version].append(row)
    years, counted = counted_by_year()
    return HistoryScreen(
        headlines=_headlines(groups),
        pairs=[drawn for key in PAIRS if (drawn := _pair(groups.get((key, PAIR_VERSION), [])))],
        charts=[
            drawn
            for key, title, unit, versions in CHARTS
            if (drawn := _chart(key, str(title), unit, versions, groups))
        ],
        rows=[_row(row) for row in rows],
        without_year=_without_year(),
        counted_years=years,
        counted=counted,
    )


def _headlines(groups: dict) -> list[tuple[str, str, str]]:
    found = []
    for key in HEADLINES:
        if rows := groups.get(key):
            last = next((r for r in rows if (r.evidence or {}).get("from_seed")), rows[-1])
            found.append((in_words(last.value), last.indicator.label, period_in_words(last)))
    if rows := groups.get(("online_sales_usd", "seed_usd")):
        found.append(
            (
                _dollars(rows[0].value, rows[-1].value),
                rows[0].indicator.label,
                f"{rows[0].starts_on:%Y} → {rows[-1].starts_on:%Y}",
            )
        )
    for key in PAIRS:
        rows = groups.get((key, PAIR_VERSION), [])
        if len(rows) == 2:
            found.append(
                (
                    f"{in_words(rows[0].value)} → "
                    + _("%(n)s %%") % {"n": in_words(rows[1].value)},
                    rows[0].indicator.label,
                    _("before and after"),
                )
            )
    return found


def _point(row: Observation) -> Point:
    words = f"{period_in_words(row)}: {in_words(row.value)} {row.indicator.unit_words}"
    return Point(
        row.starts_on, float(row.value), words, bool((row.evidence or {}).get("from_seed"))
    )


def _pair(rows: list[Observation]) -> SafeString | None:
    if len(rows) != 2:
        return None
    one = rows[0].indicator
    return pair(
        Frame(
            title=one.label,
            unit=_("Percent of the villages' households, as on the slide"),
            source=source_in_words(rows[0].source_ref.partition(" ")[2]),
            definition=_("The slide says only “before” and “after”; the years are the research's."),
            key=one.key,
            columns=(_("When"), unit_in_words("percent")),
            rows=[
                (pgettext("figure", "before"), in_words(rows[0].value)),
                (pgettext("figure", "after"), in_words(rows[1].value)),
            ],
            csv_url=reverse("open-data:file", args=["published-figures", "csv"]),
        ),
        _point(rows[0]),
        _point(rows[1]),
    )


def _chart(key: str, title: str, unit: str, versions: tuple, groups: dict) -> SafeString | None:
    strands, table, sources = [], [], []
    for version in versions:
        rows = [row for row in groups.get(version, []) if row.region.code == NATION]
        if not rows:
            continue
        rows.sort(key=lambda row: (row.starts_on, row.pk))
        strands.append(Strand(rows[0].indicator.label, [_point(row) for row in rows]))
        table += [
            (period_in_words(row), in_words(row.value), rows[0].indicator.label) for row in rows
        ]
        sources.append(source_in_words(rows[0].source_ref.partition(" ")[2]))
    if not strands:
        return None
    return timeline(
        Frame(
            title=title,
            unit=unit_in_words(unit),
            source="; ".join(dict.fromkeys(sources)),
            definition=_(
                "Only figures of one definition are joined; dots where years are missing."
            ),
            key=f"history-{key}",
            columns=(_("Year"), unit_in_words(unit), _("Definition")),
            rows=table,
            csv_url=reverse("open-data:file", args=["published-figures", "csv"]),
        ),
        strands,
    )


def _row(row: Observation) -> HistoryRow:
    scope = (row.evidence or {}).get("scope", "")
    place = row.region.name if row.region.code != NATION else _("Nation")
    if scope == "village":
        place = _("one village (%(place)s)") % {"place": place}
    elif scope == "village-set":
        place = _("some villages (%(place)s)") % {"place": place}
    return HistoryRow(
        label=row.indicator.label,
        definition=row.indicator.definition,
        place=place,
        period=period_in_words(row),
        value=in_words(row.value),
        unit=row.indicator.unit_words,
        source=source_in_words(row.source_ref.partition(" ")[2]),
        note=note_in_words(row.note),
        is_seed=bool((row.evidence or {}).get("from_seed")),
        is_context=row.indicator.key in CONTEXT,
    )


def _dollars(first: Decimal, last: Decimal) -> str:
    """From so many million dollars to so many, as each language counts them."""
    if get_language() == "ko":
        return f"{in_words(first * 100)}만 → {in_words(last * 100)}만 달러"
    return f"${in_words(first)}M → ${in_words(last)}M"


def _without_year() -> list[HistoryRow]:
    rows = undated()
    regions = Region.objects.filter(code__in={row.scope_code for row in rows if row.scope_code})
    names = {region.code: region.name for region in regions}
    return [_undated_row(row, names.get(row.scope_code, row.scope_code)) for row in rows]


def _undated_row(row: Published, place: str) -> HistoryRow:
    metric = published_metrics()[row.key, row.version]
    label = metric["label_ko"] if get_language() == "ko" else metric["label_en"]
    when = {"before": pgettext("figure", "before"), "after": pgettext("figure", "after")}.get(
        row.period, _("year not given")
    )
    return HistoryRow(
        label=label,
        definition=metric["definition_en"],
        place=place or _("Nation"),
        period=when,
        value=in_words(row.value),
        unit=unit_in_words(row.unit),
        source=source_in_words(row.source),
        note=note_in_words(row.note),
        is_seed=row.from_seed,
        is_context=row.key in CONTEXT,
    )


def counted_by_year() -> tuple[list[str], list[tuple[str, str, list[str]]]]:
    """What the platform counted in the nation, per year; one query.

    Rows of name, unit and the years' figures; only what adds up.
    """
    rows = (
        Observation.objects.filter(
            source=Source.COUNTED,
            period_kind=PeriodKind.MONTH,
            village__isnull=True,
            region__code=NATION,
            indicator__aggregation=Aggregation.SUM,
        )
        .annotate(year=ExtractYear("starts_on"))
        .values_list(
            "indicator__position",
            "indicator__label_en",
            "indicator__label_ko",
            "indicator__unit",
            "year",
        )
        .annotate(total=Sum("value"))
        .order_by("indicator__position", "year")
    )
    from django.utils.translation import get_language

    korean = get_language() == "ko"
    years: set[int] = set()
    table: dict[tuple[str, str], dict[int, Decimal]] = {}
    for _position, english, korean_name, unit, year, total in rows:
        years.add(year)
        table.setdefault((korean_name if korean else english, unit), {})[year] = total
    shown = sorted(years)
    return [str(year) for year in shown], [
        (name, unit_in_words(unit), [in_words(by.get(year, Decimal(0)), unit) for year in shown])
        for (name, unit), by in table.items()
    ]
