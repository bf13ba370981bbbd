"""Holidays of one year only, entered by the platform's staff; open clocks follow them.

Sources: Rule on the Public Holidays of Government Offices, Article 2, items 10-2 (elections by
the Public Official Election Act, Article 34) and 11 (days the government names as need
arises); Official Information Disclosure Act, Articles 11 and 29: ten days in which Saturdays
and public holidays do not count.
"""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.portal import page_cache, shelf
from villages.portal.models import OneYearHoliday
from villages.portal.workdays import is_workday

FURTHEST = timedelta(days=3 * 366)


@transaction.atomic
def add(*, on: date, name: str, acting_user) -> tuple[OneYearHoliday, int]:
    """Enter a day; returns it and how many open requests got a later last day.

    Raises `DomainError` for a day on which offices rest anyway, one that stands already, and
    one more than three years away.
    """
    if abs(on - timezone.localdate()) > FURTHEST:
        raise DomainError(_("That day is too far away. Look at the year."))
    if not is_workday(on):
        raise DomainError(_("Offices rest on that day anyway."))
    try:
        with transaction.atomic():
            day = OneYearHoliday.objects.create(on=on, name=name.strip(), added_by=acting_user)
    except IntegrityError as twice:
        raise DomainError(_("This day stands in the list already.")) from twice
    activity.record("holiday.added", actor=acting_user, ref=on.isoformat(), data={"name": day.name})
    return day, _set_clocks()


@transaction.atomic
def remove(*, holiday: OneYearHoliday, acting_user) -> int:
    """Take a day out; returns how many open requests got an earlier last day."""
    deleted, _rows = OneYearHoliday.objects.filter(pk=holiday.pk).delete()
    if not deleted:
        return 0
    activity.record(
        "holiday.removed",
        actor=acting_user,
        ref=holiday.on.isoformat(),
        data={"name": holiday.name},
    )
    return _set_clocks()


def _set_clocks() -> int:
    changed = shelf.set_clocks()
    page_cache.drop(page_cache.NATION, *(request.village.slug for request in changed))
    return len(changed)


def coming_and_past() -> tuple[list[OneYearHoliday], list[OneYearHoliday]]:
    """Days from today on, the nearest first, and the newest twenty that have passed."""
    today = timezone.localdate()
    days = OneYearHoliday.objects.select_related("added_by")
    coming = list(days.filter(on__gte=today))
    return coming, list(days.filter(on__lt=today).order_by("-on")[:20])
