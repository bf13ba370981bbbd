"""The village centre's room: which days are taken, who gets it, when it is free again.

A request is only a wish. The room is somebody's once the office gives it: the day and the
time of day then stand in the row of the answer, once for each form, by a constraint.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.portal.choices import FieldKind
from villages.portal.errors import RoomTaken
from villages.portal.models import FormPage, Village, VillageSubmission
from villages.portal.phone_fields import asks_for_phone

BOOKING = "book-the-centre"
BOOKINGS_READ = 400
MONTHS_SHOWN, FREE_SHOWN, FREE_SOUGHT = 2, 3, 60  # months; days to name; days to look at

# A choice of the time of the day that leaves nothing for anybody else.
WHOLE_DAY = frozenset({"", "All day", "Whole day", "The whole day", "하루 종일", "온종일", "종일"})

When = tuple[date, str]


@dataclass(frozen=True)
class Room:
    """What a guest sees before asking: months with taken days, and the taken ones after them."""

    months: list[dict]
    later: list[tuple[date, str]]
    holds: int | None


def is_booking(page: FormPage) -> bool:
    """Whether the form, or the first version of it, asks for the village centre."""
    return _first(page).slug == BOOKING


def _first(page: FormPage) -> FormPage:
    """The version with which answers in every language stand."""
    return page.original or page


def _overlap(one: str, other: str) -> bool:
    """Whether two times of one day cannot both be given."""
    return one == other or one in WHOLE_DAY or other in WHOLE_DAY


def room_of(page: FormPage) -> Room | None:
    """The calendar of a booking form, without names; None for other forms. Two queries."""
    if not is_booking(page):
        return None
    today = timezone.localdate()
    taken, parts = _taken(page), _parts_here(page)
    firsts = [_month_after(today, number) for number in range(MONTHS_SHOWN)]
    after = _month_after(today, MONTHS_SHOWN)
    later = sorted(day for day in taken if day >= after)
    return Room(
        [_month(first, taken, parts, page.content_language) for first in firsts],
        [(day, _words(taken[day], parts)) for day in later],
        _first(page).room_for,
    )


def check(page: FormPage, form) -> None:
    """Add to the form's errors what the room does not allow: a taken or a past day, too many.

    A day beyond the time its answers are kept is refused too: they would be deleted before it.
    """
    names, said, first = _names(page), form.cleaned_data, _first(page)
    day, part = said.get(names.get(FieldKind.DATE)), said.get(names.get(FieldKind.RADIO)) or ""
    part = {here: there for there, here in _parts_here(page).items()}.get(part, part)
    count = said.get(names.get(FieldKind.NUMBER))
    if count is not None and first.room_for and count > first.room_for:
        words = _("The room holds %(n)d people at most.") % {"n": first.room_for}
        form.add_error(names[FieldKind.NUMBER], words)
    if day is None:
        return
    today = timezone.localdate()
    if day < today:
        form.add_error(names[FieldKind.DATE], _("This day is over. Please choose another."))
    elif day >= today + timedelta(days=first.keep_days):
        last = _day_words(today + timedelta(days=first.keep_days - 1))
        words = _("The room can be asked for until %(day)s.") % {"day": last}
        form.add_error(names[FieldKind.DATE], words)
    elif not _is_free(taken := _taken(page), day, part):
        free = ", ".join(_day_words(one) for one in _free_near(taken, day, part, first.keep_days))
        words = _("The room is taken then.")
        if free:
            words += " " + _("Free at the same time of the day: %(days)s.") % {"days": free}
        form.add_error(names[FieldKind.DATE], words)


@transaction.atomic
def give(*, submission: VillageSubmission, village: Village, acting_user) -> None:
    """Give the room to whoever asked, and mark the answer as dealt with; once more is nothing.

    The village's row is written first, so that of two clerks the second sees the first; the
    constraint says no to whatever comes past that. Raises `RoomTaken` where another has the
    day and time, `DomainError` where the answer names no day or is gone.
    """
    Village.objects.hold(village)
    page = FormPage.objects.get(pk=submission.page_id)
    mine = VillageSubmission.objects.filter(pk=submission.pk, page=page)
    when = _when(page, submission.form_data) if is_booking(page) else None
    if when is None:
        raise DomainError(_("This answer names no day."), "no_day")
    if mine.filter(taken_on__isnull=False).exists():
        return
    day, part = when
    if not _is_free(_taken(page), day, part):
        raise RoomTaken(_("Somebody else has the room then already."))
    try:
        with transaction.atomic():
            changed = mine.update(taken_on=day, taken_part=part, done_at=timezone.now())
    except IntegrityError as twice:
        raise RoomTaken(_("Somebody else has the room then already.")) from twice
    if not changed:
        raise DomainError(_("This answer was deleted meanwhile."), "was_deleted")
    activity.record("room.given", village=village, actor=acting_user, ref=submission.pk)


@transaction.atomic
def give_back(*, submission: VillageSubmission, village: Village, acting_user) -> None:
    """The room is free again on that day; nothing happens where it was not given."""
    Village.objects.hold(village)
    mine = VillageSubmission.objects.filter(pk=submission.pk, taken_on__isnull=False)
    if mine.update(taken_on=None, taken_part=""):
        activity.record("room.freed", village=village, actor=acting_user, ref=submission.pk)


def clashing(page: FormPage) -> set[int]:
    """The requests for the centre of which another wants the same day and time. Two queries."""
    if not is_booking(page):
        return set()
    sent = VillageSubmission.objects.filter(page=page).order_by("-submit_time")
    rows = sent.values_list("pk", "form_data")[:BOOKINGS_READ]
    names = _names(page)
    whens = {pk: when for pk, said in rows if (when := _said(names, said)) is not None}
    by_day: dict[date, list[tuple[int, str]]] = {}
    for pk, (day, part) in whens.items():
        by_day.setdefault(day, []).append((pk, part))
    return {
        pk
        for wishes in by_day.values()
        for pk, part in wishes
        if any(other != pk and _overlap(part, theirs) for other, theirs in wishes)
    }


def _when(page: FormPage, said: dict) -> When | None:
    return _said(_names(page), said)


def _said(names: dict[str, str], said: dict) -> When | None:
    """Day and time of day of an answer; None where it names no day."""
    try:
        on = date.fromisoformat(str(said.get(names.get(FieldKind.DATE))))
    except ValueError:
        return None  # the form asked for no day then
    return on, str(said.get(names.get(FieldKind.RADIO)) or "")[:120]


def _names(page: FormPage) -> dict[str, str]:
    """The name of the first field of each kind; one query. A phone number counts nobody."""
    names: dict[str, str] = {}
    for field in page.form_fields.all():
        if field.field_type == FieldKind.NUMBER and asks_for_phone(field.label):
            continue
        names.setdefault(field.field_type, field.clean_name)
    return names


def _parts(page: FormPage) -> list[str]:
    """The times of the day one may ask for; one empty one where the form knows none."""
    for field in page.form_fields.all():
        if field.field_type == FieldKind.RADIO:
            return [line.strip() for line in field.choices.splitlines() if line.strip()]
    return [""]


def _parts_here(page: FormPage) -> dict[str, str]:
    """The times of the day as the first version stores them, and as this one says them."""
    there, here = _parts(_first(page)), _parts(page)
    return dict(zip(there, here if len(here) == len(there) else there, strict=True))


def _is_free(taken: dict[date, set[str]], day: date, part: str) -> bool:
    """Whether nothing that was given on this day stands in the way."""
    return not any(_overlap(part, other) for other in taken.get(day, ()))


def _taken(page: FormPage) -> dict[date, set[str]]:
    """The days from today on that were given, with their times of the day; one query."""
    taken: dict[date, set[str]] = {}
    rows = VillageSubmission.objects.filter(page=_first(page), taken_on__gte=timezone.localdate())
    for day, part in rows.values_list("taken_on", "taken_part"):
        taken.setdefault(day, set()).add(part)
    return taken


def _free_near(taken: dict, day: date, part: str, keep_days: int) -> list[date]:
    """The nearest days that are free at this time of the day, in their order."""
    today = timezone.localdate()
    near = [day + timedelta(days=n) for n in range(-FREE_SOUGHT, FREE_SOUGHT) if n]
    last = today + timedelta(days=keep_days)
    free = [one for one in near if today <= one < last and _is_free(taken, one, part)]
    return sorted(sorted(free, key=lambda one: abs((one - day).days))[:FREE_SHOWN])


def _words(taken: set[str], parts: dict[str, str]) -> str:
    """The times taken on a day, in the form's order; empty where the whole day is."""
    if taken & WHOLE_DAY or taken.issuperset(parts.keys() - WHOLE_DAY):
        return ""
    known = [words for part, words in parts.items() if part in taken]
    return ", ".join(known + sorted(taken.difference(parts)))


def _month_after(day: date, number: int) -> date:
    months = day.year * 12 + day.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def _month(first: date, taken: dict, parts: dict[str, str], language: str) -> dict:
    """A month for `components/month.html`: full days, and what is taken on the others.

    It begins with the week of today; what is over stands empty.
    """
    today = timezone.localdate()
    start = max(first, today - timedelta(days=today.weekday()))
    start -= timedelta(days=start.weekday())
    cells: list[dict] = []
    day = start
    while day < _month_after(first, 1):
        cell: dict = {"number": day.day} if day >= max(first, today) else {}
        if cell and day in taken:
            words = _words(taken[day], parts)
            cell |= {"note": words, "lang": language} if words else {"full": True}
        cells.append(cell)
        day += timedelta(days=1)
    is_korean = get_language() == "ko"
    week = [date(2024, 1, 1 + n) for n in range(7)]  # a week that begins on a Monday
    return {
        "title": format_date(first, "Y년 n월" if is_korean else "F Y"),
        "weeks": [cells[n : n + 7] for n in range(0, len(cells), 7)],
        "weekdays": [
            {"long": format_date(one, "l"), "short": format_date(one, "D")[: 1 if is_korean else 3]}
            for one in week
        ],
    }


def _day_words(day: date) -> str:
    return format_date(day, "n월 j일(D)" if get_language() == "ko" else "j F (D)")
