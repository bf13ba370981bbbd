"""The period a screen shows, and the fair span a year earlier it is compared with."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from invil.adoption.choices import PeriodKind
from invil.adoption.days import month_end, month_of, months_before, today, year_before

MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Period:
    """A day or a month up to the last counted day."""

    kind: str
    first: date
    last: date

    @property
    def key(self) -> str:
        """What stands in the address: `2026-11`, or `today`."""
        return f"{self.first:%Y-%m}" if self.kind == PeriodKind.MONTH else "today"

    @property
    def label(self) -> str:
        """The period in the reader's words."""
        return _("Today") if self.kind == PeriodKind.DAY else month_in_words(self.first)

    @property
    def is_partial(self) -> bool:
        """Whether the month is still running: its sums are compared day by day."""
        return self.kind == PeriodKind.MONTH and self.last < month_end(self.first)

    @property
    def before(self) -> tuple[date, date]:
        """The same days a year earlier."""
        if self.kind == PeriodKind.MONTH and not self.is_partial:
            start = months_before(self.first, 12)
            return start, month_end(start)
        return year_before(self.first), year_before(self.last)


def month_in_words(month: date) -> str:
    """Nov 2026, 2026년 11월."""
    return date_format(month, "Y년 n월" if get_language() == "ko" else "M Y")


def month_short(month: date) -> str:
    """A month on an axis: 2026.11."""
    return f"{month:%Y.%m}"


def period_of(text: str) -> Period:
    """The period asked for; the running month where the words make none."""
    now = today()
    if text == "today":
        return Period(PeriodKind.DAY, now, now)
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = month_of(now)
    if not months_before(month_of(now), 120) <= month <= month_of(now):
        month = month_of(now)
    return Period(PeriodKind.MONTH, month, min(month_end(month), now))


def periods_offered() -> list[tuple[str, str]]:
    """Today and the last months, for a choice."""
    month = month_of(today())
    months = [months_before(month, back) for back in range(MONTHS_SHOWN)]
    return [("today", _("Today")), *((f"{m:%Y-%m}", month_in_words(m)) for m in months)]
