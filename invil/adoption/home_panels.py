"""What adoption shows on the homes, the nation's and each village's: the last thirty days."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from invil.adoption.choices import PeriodKind, Source, unit_in_words
from invil.adoption.days import today
from invil.adoption.figures import in_words
from invil.adoption.indicators import declared
from invil.adoption.models import NATION, Observation
from invil.adoption.suppression import LEAST
from villages.portal.choices import VillageStatus
from villages.portal.panels import Panel, register_home_panel, register_village_panel

# Sums of things, never of people: nothing here can be too small to be shown.
SHOWN = ("news_published", "orders", "lessons_finished", "posts_written")
# Of one village; no won, which where one neighbour sells is that neighbour's income.
OF_A_VILLAGE = ("visits", "news_published", "orders", "certificates")
# Behind each of these stands a person, and in a village few do.
OF_SOMEBODY = frozenset({"orders", "certificates"})
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
    sums = _sums(SHOWN, last, region__code=NATION, village__isnull=True)
    if not sums:
        return None
    return {"numbers": _shown(SHOWN, sums), "days": DAYS, "last": last}


def village_numbers(village, request) -> dict | None:
    """A village's sums of the same days; one query. None where it works no more.

    What single people stand behind is shown from five on. `numbers` is empty before
    anything was counted.
    """
    if village.status == VillageStatus.ARCHIVED:
        return None
    last = today()
    sums = _sums(OF_A_VILLAGE, last, village=village)
    shown = _shown(OF_A_VILLAGE, sums, few=OF_SOMEBODY) if any(sums.values()) else []
    return {"numbers": shown, "days": DAYS, "last": last, "village": village}


def _shown(keys, sums, few=frozenset()) -> list[Number]:
    korean = get_language() == "ko"
    found = []
    for one in declared():
        if one.key in keys:
            value = sums.get((one.key, one.version), Decimal(0))
            title = one.label_ko if korean else one.label_en
            if one.key in few and 0 < value < LEAST:
                found.append(Number(title, _("fewer than %(n)d") % {"n": LEAST}, ""))
            else:
                found.append(Number(title, in_words(value), unit_in_words(one.unit)))
    return found


def _sums(keys, last: date, **place) -> dict[tuple[str, str], Decimal]:
    rows = (
        Observation.objects.filter(
            indicator__key__in=keys,
            period_kind=PeriodKind.DAY,
            starts_on__range=(last - timedelta(days=DAYS - 1), last),
            source=Source.COUNTED,
            **place,
        )
        .values_list("indicator__key", "indicator__version")
        .annotate(total=Sum("value"))
        .order_by()
    )
    return {(key, version): total for key, version, total in rows}


def register() -> None:
    """Called once, when the app is ready."""
    register_home_panel(Panel("numbers", "adoption/_numbers.html", numbers, {"*": 90}, wide=True))
    register_village_panel(
        Panel("numbers", "adoption/_village_numbers.html", village_numbers, {"*": 90}, wide=True)
    )
