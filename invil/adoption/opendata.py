"""The datasets anybody may take: stable addresses, CSV and JSON, small cells hidden."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from invil.adoption.choices import Kind, PeriodKind, Source
from invil.adoption.days import month_of, today
from invil.adoption.figures import Place, Tree, number
from invil.adoption.history import period_in_words, published_observations
from invil.adoption.models import Indicator, Observation
from invil.adoption.published import published_metrics, undated
from invil.adoption.suppression import hidden_in_tree
from villages.portal.models import Village

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PUBLISHER = "INVIL"


@dataclass(frozen=True)
class Column:
    """One column of a dataset: its name, JSON type and meaning."""

    name: str
    kind: str
    meaning: str | Promise


@dataclass(frozen=True)
class Dataset:
    """One table: what it is, its columns, its rows."""

    key: str
    title: str | Promise
    text: str | Promise
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[tuple]]


def _observations() -> Iterator[tuple]:
    """Monthly figures of nation, provinces and counties, whole months; three queries."""
    tree = Tree()
    indicators = {one.pk: one for one in Indicator.objects.filter(kind=Kind.COUNTED)}
    people = [pk for pk, one in indicators.items() if one.counts_people]
    hidden = _hidden_people(tree, people)
    rows = (
        Observation.objects.filter(
            indicator__in=list(indicators),
            village__isnull=True,
            period_kind=PeriodKind.MONTH,
            starts_on__lt=month_of(today()),
            source=Source.COUNTED,
        )
        .values_list("indicator", "region", "starts_on", "value")
        .order_by("indicator__position", "region__code", "starts_on")
    )
    for indicator, region, month, value in rows.iterator():
        one, place = indicators[indicator], tree.regions[region]
        is_hidden = (indicator, month, ("r", region)) in hidden
        yield (
            one.key,
            one.version,
            place.code,
            place.level,
            place.name_en,
            place.name_ko,
            f"{month:%Y-%m}",
            None if is_hidden else number(value),
            one.unit,
            is_hidden,
        )


def _hidden_people(tree: Tree, people: list[int]) -> set[tuple[int, date, Place]]:
    """Cells of people that must not be shown, month by month. Villages are not in the files."""
    rows = (
        Observation.objects.filter(
            indicator__in=people,
            village__isnull=True,
            period_kind=PeriodKind.MONTH,
            source=Source.COUNTED,
        )
        .values_list("indicator", "region", "starts_on", "n")
        .order_by()
    )
    counts: dict[tuple[int, date], dict[Place, int]] = defaultdict(dict)
    for indicator, region, month, n in rows.iterator():
        counts[indicator, month]["r", region] = n or 0
    return {
        (indicator, month, place)
        for (indicator, month), found in counts.items()
        for place in hidden_in_tree(found, tree.links, tree.root)
    }


def _published() -> Iterator[tuple]:
    for row in published_observations():
        told = row.evidence or {}
        yield (
            row.indicator.key,
            row.indicator.version,
            told.get("scope", ""),
            told.get("scope_code", ""),
            period_in_words(row),
            number(row.value),
            row.indicator.unit,
            bool(told.get("from_seed")),
            row.source_ref.partition(" ")[2],
            row.note,
        )
    for row in undated():
        yield (
            row.key,
            row.version,
            row.scope,
            row.scope_code,
            row.period,
            number(row.value),
            row.unit,
            row.from_seed,
            row.source,
            row.note,
        )


def _villages() -> Iterator[tuple]:
    rows = Village.objects.active().select_related("region__parent").order_by("slug")
    for village in rows:
        province = village.region.parent
        yield (
            village.slug,
            village.name_en,
            village.name_ko,
            village.region.code,
            village.region.name_en,
            village.region.name_ko,
            province.code if province else "",
            village.preset,
            village.joined_on.isoformat() if village.joined_on else None,
            village.households,
            village.population,
            village.lat,
            village.lon,
            f"{settings.WAGTAILADMIN_BASE_URL}{village.get_absolute_url()}",
            village.is_demo,
        )


def _indicators() -> Iterator[tuple]:
    for one in Indicator.objects.order_by("position"):
        yield (
            one.key,
            one.version,
            one.kind,
            one.label_en,
            one.label_ko,
            one.unit,
            one.aggregation,
            one.direction,
            one.definition_en,
            one.definition_ko,
        )
    if not Indicator.objects.filter(kind=Kind.PUBLISHED).exists():
        for (key, version), row in published_metrics().items():
            yield (
                key,
                version,
                Kind.PUBLISHED.value,
                row["label_en"],
                row["label_ko"],
                row["unit"],
                "latest",
                row["direction"],
                row["definition_en"],
                "",
            )


KEY = Column("indicator", "string", _("Key of the indicator, as in the data dictionary"))
VERSION = Column("version", "string", _("Version of its definition; never join two versions"))
DATASETS: tuple[Dataset, ...] = (
    Dataset(
        "observations-monthly",
        _("Monthly figures by region"),
        _(
            "What the platform counted in the nation, the provinces and the counties, month by "
            "month. Months that are over; a missing row means nothing was counted."
        ),
        (
            KEY,
            VERSION,
            Column("region_code", "string", _("Official region code; 00 is the nation")),
            Column("region_level", "string", _("nation, province or county")),
            Column("region_en", "string", _("English name of the region")),
            Column("region_ko", "string", _("Korean name of the region")),
            Column("month", "string", _("Month as YYYY-MM, by the Seoul calendar")),
            Column("value", "number", _("The figure; empty where hidden")),
            Column("unit", "string", _("Unit of the figure")),
            Column(
                "hidden",
                "boolean",
                _(
                    "True where fewer than five people stand behind the "
                    "figure, or would be found out by it"
                ),
            ),
        ),
        _observations,
    ),
    Dataset(
        "published-figures",
        _("Published figures, 2001 to 2023"),
        _(
            "Figures of the first programme as ministries and press printed them, with their "
            "sources. Copied, never interpolated."
        ),
        (
            KEY,
            VERSION,
            Column("scope", "string", _("nation, province, village-set or village")),
            Column("scope_code", "string", _("Region code, where there is one")),
            Column(
                "period",
                "string",
                _("Year or month; before, after, or empty where no year is given"),
            ),
            Column("value", "number", _("The figure as printed")),
            Column("unit", "string", _("Unit of the figure")),
            Column(
                "from_seed", "boolean", _("True where the figure stands on the government's slide")
            ),
            Column("source", "string", _("Where it was printed")),
            Column("note", "string", _("What to know about it")),
        ),
        _published,
    ),
    Dataset(
        "villages",
        _("Villages"),
        _("Every active village with its place, kind and size."),
        (
            Column("slug", "string", _("Address of the village")),
            Column("name_en", "string", _("English name")),
            Column("name_ko", "string", _("Korean name")),
            Column("county_code", "string", _("Code of the county")),
            Column("county_en", "string", _("English name of the county")),
            Column("county_ko", "string", _("Korean name of the county")),
            Column("province_code", "string", _("Code of the province")),
            Column("kind", "string", _("commerce, experience or mixed")),
            Column("joined_on", "string", _("Day of joining")),
            Column("households", "integer", _("Households")),
            Column("population", "integer", _("Residents")),
            Column("lat", "number", _("Latitude, WGS84")),
            Column("lon", "number", _("Longitude, WGS84")),
            Column("url", "string", _("The village's portal")),
            Column("is_demo", "boolean", _("True for demonstration data")),
        ),
        _villages,
    ),
    Dataset(
        "indicators",
        _("Data dictionary"),
        _("Every indicator and version with unit and definition."),
        (
            KEY,
            VERSION,
            Column("kind", "string", _("counted, reported or published")),
            Column("label_en", "string", _("English name")),
            Column("label_ko", "string", _("Korean name")),
            Column("unit", "string", _("Unit of the figure")),
            Column("aggregation", "string", _("sum, people or latest")),
            Column("direction", "string", _("Which way is better")),
            Column("definition_en", "string", _("English definition")),
            Column("definition_ko", "string", _("Korean definition")),
        ),
        _indicators,
    ),
)
BY_KEY = {dataset.key: dataset for dataset in DATASETS}


def etag_of(key: str) -> str:
    """Changes whenever a dataset may have changed; two queries."""
    observed = Observation.objects.aggregate(n=Count("pk"), at=Max("created_at"), top=Max("pk"))
    villages = Village.objects.aggregate(n=Count("pk"), top=Max("pk"))
    text = f"{key}|{observed}|{villages}|{today():%Y-%m}|{len(published_metrics())}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def schema_of(dataset: Dataset) -> dict:
    """The dataset's JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": str(dataset.title),
        "description": str(dataset.text),
        "type": "object",
        "required": ["dataset", "licence", "rows"],
        "properties": {
            "dataset": {"const": dataset.key},
            "licence": {"type": "string"},
            "publisher": {"type": "string"},
            "rows": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        one.name: {"type": [one.kind, "null"], "description": str(one.meaning)}
                        for one in dataset.columns
                    },
                    "required": [one.name for one in dataset.columns],
                    "additionalProperties": False,
                },
            },
        },
    }


def as_json(dataset: Dataset) -> dict:
    """The dataset as one object with its licence."""
    names = [one.name for one in dataset.columns]
    return {
        "dataset": dataset.key,
        "publisher": PUBLISHER,
        "licence": LICENCE,
        "rows": [dict(zip(names, row, strict=True)) for row in dataset.rows()],
    }
