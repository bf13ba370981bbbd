"""Events: call one off, and remind whoever wants it, the evening before.

A reminder belongs to the first version of an event's page. It follows the event's hour,
goes with the page, and is one row a person however often it is tapped.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.notifications import services as notifications
from villages.portal import page_cache
from villages.portal.models import EventPage, EventReminder
from villages.portal.selectors import path_of
from villages.portal.tenancy import village_of

EVENING = time(18)  # of the day before, on the Seoul clock


def remind_at(starts_at: datetime) -> datetime:
    """When people are reminded of something that starts then: 18:00 in Seoul the day before."""
    day = timezone.localtime(starts_at).date() - timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, EVENING))


def first_version(page: EventPage) -> EventPage:
    """The page the reminders of all its language versions hang on."""
    return page.original if page.original_id else page


def may_be_reminded(page: EventPage, now: datetime | None = None) -> bool:
    """Whether the evening before is still to come and the event takes place."""
    return not page.is_cancelled and remind_at(page.starts_at) > (now or timezone.now())


def has_reminder(user, page: EventPage) -> bool:
    """Whether the person will be reminded; one query, none for a stranger."""
    if not user.is_authenticated:
        return False
    first = page.original_id or page.pk
    return EventReminder.objects.filter(event=first, user=user).exists()


@transaction.atomic
def remind_me(*, event: EventPage, user) -> EventReminder:
    """Remind this person of the event; a second tap changes nothing.

    `event` is a first version. Raises `DomainError` where the evening before has passed or
    the event is called off.
    """
    if not may_be_reminded(event):
        raise DomainError(_("It is too late to be reminded of this event."), "too_late")
    reminder, _new = EventReminder.objects.get_or_create(
        event=event,
        user=user,
        defaults={"starts_at": event.starts_at, "remind_at": remind_at(event.starts_at)},
    )
    return reminder


@transaction.atomic
def forget_me(*, event: EventPage, user) -> None:
    """Take the person's reminder back; nothing happens where there is none."""
    EventReminder.objects.filter(event=event, user=user).delete()


def send_due() -> int:
    """Tell whoever is to be reminded now; how many lines were written. Runs every minute.

    Each row is claimed by a conditional UPDATE in the transaction of its line, so that two
    workers tell nobody twice. A page that is off the portal by then is told as such: nobody
    goes there in vain.
    """
    due = EventReminder.objects.filter(told_at__isnull=True, remind_at__lte=timezone.now())
    told = 0
    for reminder in due.select_related("event", "user").order_by("remind_at", "pk")[:500]:
        told += _tell_due(reminder)
    return told


@transaction.atomic
def _tell_due(reminder: EventReminder) -> int:
    claimed = EventReminder.objects.filter(
        pk=reminder.pk, told_at__isnull=True, remind_at=reminder.remind_at
    ).update(told_at=timezone.now())
    event = reminder.event
    if not claimed or event.is_cancelled or event.starts_at < timezone.now():
        return 0
    return _tell(reminder, "event.reminder" if event.live else "event.gone")


def _tell(reminder: EventReminder, kind: str, tail: str = "") -> int:
    if not reminder.user.is_active:
        return 0
    event: EventPage = reminder.event
    village = village_of(event)
    starts = timezone.localtime(event.starts_at)
    line = notifications.notify(
        user=reminder.user,
        kind=kind,
        village=village,
        url=path_of(event) if event.live else village.get_absolute_url(),
        params={
            "title": event.title,
            "village": village.name_ko,
            "day": f"{starts:%Y-%m-%d}",
            "time": f"{starts:%H:%M}",
        },
        dedupe_key=f"{kind}:{event.pk}:{starts:%Y%m%d%H%M}{tail}",
    )
    return line is not None


@transaction.atomic
def follow(page: EventPage) -> None:
    """The event's page went out: where its hour has moved, the reminders move, and people
    are told the new one. Runs on the page's publication."""
    if page.original_id:
        return
    moved = EventReminder.objects.filter(event=page.pk).exclude(starts_at=page.starts_at)
    for reminder in moved.select_related("user"):
        later = remind_at(page.starts_at)
        claimed = EventReminder.objects.filter(pk=reminder.pk, starts_at=reminder.starts_at).update(
            starts_at=page.starts_at,
            remind_at=later,
            told_at=None if later > timezone.now() else timezone.now(),
        )
        if claimed and page.starts_at > timezone.now() and not page.is_cancelled:
            reminder.event = page
            _tell(reminder, "event.moved", f":{page.live_revision_id}")


@transaction.atomic
def set_cancelled(*, page: EventPage, is_cancelled: bool, acting_user) -> bool:
    """Call an event off, or on again; everybody with a reminder is told.

    All language versions change, and their newest texts stay drafts. False, and nothing
    happens, where it stood so already. Raises `DomainError` when it is over.
    """
    event = first_version(page)
    if event.is_over:
        raise DomainError(_("This event is over."), "event_over")
    changed = EventPage.objects.filter(pk=event.pk, is_cancelled=not is_cancelled).update(
        is_cancelled=is_cancelled
    )
    if not changed:
        return False
    EventPage.objects.filter(original=event.pk).update(is_cancelled=is_cancelled)
    event.is_cancelled = page.is_cancelled = is_cancelled
    kind = "event.cancelled" if is_cancelled else "event.restored"
    village = village_of(event)
    row = activity.record(kind, village=village, actor=acting_user, ref=event.pk)
    for reminder in event.reminders.select_related("user"):
        reminder.event = event
        _tell(reminder, kind, f":{row.pk}")
    page_cache.drop_page(event)
    return True


def gone_for_good(page: EventPage) -> None:
    """The page is being deleted: whoever counted on it is told, and the rows go with it."""
    if page.original_id or page.starts_at < timezone.now() or page.is_cancelled:
        return
    page.live = False
    for reminder in page.reminders.select_related("user"):
        reminder.event = page
        _tell(reminder, "event.gone")


def my_events(user) -> dict | None:
    """Events this person will be reminded of, on `/me/`; two queries."""
    from villages.portal.selectors import with_villages

    rows = EventReminder.objects.filter(
        user=user, starts_at__gte=timezone.now(), event__live=True
    ).select_related("event")
    events = [row.event for row in rows.order_by("starts_at")[:10]]
    if not events:
        return None
    for event in with_villages(events):
        event.path_here = path_of(event)
    return {"lines": events}
