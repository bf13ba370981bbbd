"""Statistics days and months: on the clock of the platform's zone (Seoul)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone


def zone():
    """The zone whose midnight divides the days, whatever the server's or reader's is."""
    return timezone.get_default_timezone()


def today() -> date:
    """The day it is in Seoul."""
    return timezone.localdate(timezone=zone())


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The first moment of `first` and the first one after `last`."""
    return (
        datetime.combine(first, time.min, tzinfo=zone()),
        datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone()),
    )


def day_of(moment: datetime) -> date:
    """The day a moment belongs to."""
    return moment.astimezone(zone()).date()


def month_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def months_before(month: date, count: int) -> date:
    """The first day of the month `count` months earlier (later where negative)."""
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the month."""
    return months_before(month_of(day), -1) - timedelta(days=1)


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the leap day."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def month_spans(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The span cut at the ends of months."""
    while first <= last:
        end = min(month_end(first), last)
        yield first, end
        first = end + timedelta(days=1)
