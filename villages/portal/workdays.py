"""Working days in Korea, for periods set by law: plain calculation, no database.

The days are those of the Rule on the Public Holidays of Government Offices (관공서의 공휴일에
관한 규정), Articles 2 and 3. The days of Article 2, items 10-2 and 11 (an election, a day the
government names as need arises) are known to no calculation: callers hand them in as
`days_off`, from `portal.holidays`.
"""

from collections import Counter
from collections.abc import Set
from datetime import date, timedelta
from functools import lru_cache

from korean_lunar_calendar import KoreanLunarCalendar

SATURDAY, SUNDAY = 5, 6
# Month and day; those marked True move to the next working day from a weekend.
SOLAR = (
    (1, 1, False),
    (3, 1, True),
    (5, 5, True),
    (6, 6, False),
    (8, 15, True),
    (10, 3, True),
    (10, 9, True),
    (12, 25, True),
)
NONE: frozenset[date] = frozenset()
NEW_YEAR, HARVEST, BUDDHA = (1, 1), (8, 15), (4, 8)


def from_lunar(year: int, month: int, day: int) -> date:
    """The solar day of a day of the lunar year."""
    calendar = KoreanLunarCalendar()
    calendar.setLunarDate(year, month, day, False)
    return date(calendar.solarYear, calendar.solarMonth, calendar.solarDay)


def to_lunar(day: date) -> tuple[int, int, bool] | None:
    """Month, day and whether the month is a leap month; None outside the table (1000 to 2050)."""
    calendar = KoreanLunarCalendar()
    if not calendar.setSolarDate(day.year, day.month, day.day):
        return None
    return calendar.lunarMonth, calendar.lunarDay, bool(calendar.isIntercalation)


@lru_cache(maxsize=16)
def holidays_of(year: int) -> frozenset[date]:
    """The public holidays that come every year, with the days that stand in for those on a
    weekend or on one another (Article 3)."""
    days = {date(year, month, day) for month, day, _moves in SOLAR}
    moving = [date(year, month, day) for month, day, moves in SOLAR if moves]
    moving.append(from_lunar(year, *BUDDHA))
    feasts = []
    for month, day in (NEW_YEAR, HARVEST):
        middle = from_lunar(year, month, day)
        feasts.append([middle + timedelta(days=shift) for shift in (-1, 0, 1)])
    days |= {day for feast in feasts for day in feast} | set(moving)
    for feast in feasts:
        if any(day.weekday() == SUNDAY for day in feast):
            days.add(_next_free(feast[-1], days))
    named = Counter([*moving, *(day for feast in feasts for day in feast)])
    for day in sorted(moving):
        if day.weekday() in (SATURDAY, SUNDAY):
            days.add(_next_free(day, days))
    for day in sorted(day for day, count in named.items() if count > 1):
        if day.weekday() not in (SATURDAY, SUNDAY):
            days.add(_next_free(day, days))
    return frozenset(days)


def _next_free(day: date, taken: set[date]) -> date:
    day += timedelta(days=1)
    while day in taken or day.weekday() in (SATURDAY, SUNDAY):
        day += timedelta(days=1)
    return day


def is_workday(day: date, days_off: Set[date] = NONE) -> bool:
    """Whether offices work on this day; `days_off` are holidays of one year only."""
    if day.weekday() in (SATURDAY, SUNDAY) or day in days_off:
        return False
    return day not in holidays_of(day.year)


def last_day(start: date, days: int, days_off: Set[date] = NONE) -> date:
    """The last of `days` working days; `start` itself counts where it is one."""
    day = start
    while True:
        days -= is_workday(day, days_off)
        if days <= 0:
            return day
        day += timedelta(days=1)


def workdays_after(start: date, end: date, days_off: Set[date] = NONE) -> int:
    """How many working days lie after `start`, up to and with `end`; 0 where none."""
    span = max((end - start).days, 0)
    return sum(is_workday(start + timedelta(days=n), days_off) for n in range(1, span + 1))
