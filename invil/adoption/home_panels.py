"""What adoption shows on the national home: a few counted numbers of the last month."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import get_language

from invil.adoption.choices import PeriodKind, Source, unit_in_words
from invil.adoption.days import today
from invil.adoption.figures import in_words
from invil.adoption.indicators import declared
from invil.adoption.models import NATION, Observation
from villages.portal.panels import Panel, register_home_panel

# Sums of things, never of people: nothing here can be too small to be shown.
SHOWN = ("news_published", "orders", "lessons_finished", "posts_written")
DAYS = 30


@dataclass(frozen=True)
class Number:
    """One number with its name and its unit, in the reader's words."""

    title: str
    value: str
    unit: str

    @property
    def shown_unit(self) -> str:
        """The unit; in English the name says it already: posts are counted in posts."""
        return self.unit if get_language() == "ko" else ""


def numbers(request) -> dict | None:
    """The nation's sums of the last thirty days, today included; one query.

    None before anything was counted.
    """
    last = today()
    first = last - timedelta(days=DAYS - 1)
    sums = _sums(first, last)
    if not sums:
        return None
    korean = get_language() == "ko"
    shown = [
        Number(
            one.label_ko if korean else one.label_en,
            in_words(sums.get((one.key, one.version), Decimal(0))),
            unit_in_words(one.unit),
        )
        for one in declared()
        if one.key in SHOWN
    ]
    return {"numbers": shown, "days": DAYS, "last": last}


def _sums(first: date, last: date) -> dict[tuple[str, str], Decimal]:
    rows = (
        Observation.objects.filter(
            region__code=NATION,
            village__isnull=True,
            indicator__key__in=SHOWN,
            period_kind=PeriodKind.DAY,
            starts_on__range=(first, last),
            source=Source.COUNTED,
        )
        .values_list("indicator__key", "indicator__version")
        .annotate(total=Sum("value"))
        .order_by()
    )
    return {(key, version): total for key, version, total in rows}


def register() -> None:
    """Called once, when the app is ready."""
    register_home_panel(Panel("numbers", "adoption/_numbers.html", numbers, {"*": 90}, wide=True))
