"""The published figures of 2001 to 2023: copied from the files, never interpolated."""

import csv
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from invil.adoption.choices import Aggregation, Kind, PeriodKind, Source
from invil.adoption.models import NATION, Indicator, Observation
from villages.core.errors import DomainError
from villages.portal.models import Region

DATA = Path(__file__).parents[1] / "fixtures" / "data"
HISTORY, METRICS = "adoption_history.csv", "adoption_metrics.csv"
NOTES = "adoption_notes.json"
POSITION = 1000


@dataclass(frozen=True)
class Published:
    """One row of the history file; `starts_on` is None where it has no year."""

    line: int
    key: str
    version: str
    scope: str
    scope_code: str
    period: str
    value: Decimal
    unit: str
    from_seed: bool
    source: str
    note: str
    period_kind: str
    starts_on: date | None

    @property
    def ref(self) -> str:
        """The row of the file and its sources."""
        return f"{HISTORY}:{self.line} {self.source}"[:400]


@cache
def _notes() -> dict[str, list[str]]:
    return json.loads((DATA / NOTES).read_text(encoding="utf-8"))


def note_in_words(note: str) -> str:
    """The remark of a published figure in the reader's language.

    The history file's remarks are research notes in English; each has its words for
    readers in `adoption_notes.json`, and what only concerns the research is left out.
    """
    column = 1 if get_language() == "ko" else 0
    told = (_notes().get(part.strip(), ("", ""))[column] for part in note.split(";"))
    return "; ".join(part for part in told if part)


@cache
def published_rows() -> tuple[Published, ...]:
    """Every row of the history file, in order; read once."""
    found = []
    with (DATA / HISTORY).open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            kind, starts_on = _period(row["period"])
            found.append(
                Published(
                    line=line,
                    key=row["metric_key"],
                    version=row["definition_key"],
                    scope=row["scope"],
                    scope_code=row["scope_code"],
                    period=row["period"],
                    value=Decimal(row["value"]),
                    unit=row["unit"],
                    from_seed=row["from_seed"] == "true",
                    source=row["source"],
                    note=row["note"],
                    period_kind=kind,
                    starts_on=starts_on,
                )
            )
    return tuple(found)


@cache
def published_metrics() -> dict[tuple[str, str], dict[str, str]]:
    """Every definition by (metric, definition); read once."""
    with (DATA / METRICS).open(encoding="utf-8", newline="") as file:
        return {(row["metric_key"], row["definition_key"]): row for row in csv.DictReader(file)}


def _period(text: str) -> tuple[str, date | None]:
    if not text[:4].isdigit():
        return PeriodKind.YEAR, None
    year, _dash, month = text.partition("-")
    if month:
        return PeriodKind.MONTH, date(int(year), int(month), 1)
    return PeriodKind.YEAR, date(int(year), 1, 1)


def undated() -> list[Published]:
    """Rows without a year: shown as words, not stored."""
    return [row for row in published_rows() if row.starts_on is None]


@transaction.atomic
def import_published() -> int:
    """Bring the published figures in line with the files; returns how many stand.

    Each stands at the region of its code, at the nation where it has none or where we do
    not know the region; it is never rolled up. A `DomainError` where no nation is there.
    """
    regions = dict(Region.objects.values_list("code", "pk"))
    if NATION not in regions:
        raise DomainError(_("The regions must be there before the published figures."))
    indicators = _sync_versions()
    old = {
        (row.indicator_id, row.source_ref): row
        for row in Observation.objects.filter(source=Source.PUBLISHED)
    }
    count, fresh = 0, []
    for row in published_rows():
        if row.starts_on is None:
            continue
        count += 1
        indicator = indicators[row.key, row.version]
        columns = {
            "region_id": regions.get(row.scope_code or NATION)
            or regions.get(row.scope_code[:2], regions[NATION]),
            "period_kind": str(row.period_kind),
            "starts_on": row.starts_on,
            "value": row.value,
            "note": row.note[:400],
            "evidence": {
                "file": HISTORY,
                "line": row.line,
                "scope": row.scope,
                "scope_code": row.scope_code,
                "period": row.period,
                "from_seed": row.from_seed,
            },
        }
        kept = old.pop((indicator.pk, row.ref), None)
        if kept is None:
            fresh.append(
                Observation(
                    indicator=indicator, source=Source.PUBLISHED, source_ref=row.ref, **columns
                )
            )
        elif any(getattr(kept, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(kept, name, value)
            kept.save()
    Observation.objects.filter(pk__in=[row.pk for row in old.values()]).delete()
    Observation.objects.bulk_create(fresh)
    return count


def _sync_versions() -> dict[tuple[str, str], Indicator]:
    decimals: dict[tuple[str, str], int] = {}
    for row in published_rows():
        places = max(0, -int(row.value.normalize().as_tuple().exponent))
        key = row.key, row.version
        decimals[key] = max(decimals.get(key, 0), places)
    found = {}
    for position, (key, metric) in enumerate(published_metrics().items()):
        found[key], _made = Indicator.objects.update_or_create(
            key=key[0],
            version=key[1],
            defaults={
                "label_en": metric["label_en"],
                "label_ko": metric["label_ko"],
                "unit": metric["unit"],
                "definition_en": metric["definition_en"],
                "direction": metric["direction"],
                "kind": Kind.PUBLISHED,
                "aggregation": Aggregation.LATEST,
                "group": "published",
                "decimals": decimals.get(key, 0),
                "position": POSITION + position,
                "source_note": METRICS,
            },
        )
    return found
