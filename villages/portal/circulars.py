"""Circulars: send one to everybody of the village, read it, remind once. And minutes by phone."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.notifications import services as notifications
from villages.portal.models import (
    Circular,
    CircularReceipt,
    CommitteeMinutes,
    CommitteePage,
    Membership,
    Village,
)

REMIND_AFTER = timedelta(days=3)
SAME_WITHIN = timedelta(minutes=10)


@transaction.atomic
def send(
    *,
    village: Village,
    title: str,
    text: str,
    acting_user,
    title_en: str = "",
    text_en: str = "",
) -> Circular:
    """Send a circular to everybody who wears a hat in the village today, but the sender.

    A double tap returns the first. The village's row is written first, so that the second
    waits. Raises `DomainError` where there is nobody to read it.
    """
    Village.objects.hold(village)
    now = timezone.now()
    twin = Circular.objects.filter(
        village=village, sent_by=acting_user, title=title, text=text, sent_at__gt=now - SAME_WITHIN
    ).first()
    if twin is not None:
        return twin
    hats = Membership.objects.current().filter(village=village, user__is_active=True)
    readers = {hat.user_id: hat.user for hat in hats.select_related("user")}
    readers.pop(acting_user.pk, None)
    if not readers:
        raise DomainError(_("Nobody else of the village has an account yet."), "no_readers")
    circular = Circular.objects.create(
        village=village,
        title=title,
        text=text,
        title_en=title_en,
        text_en=text_en,
        sent_by=acting_user,
        sent_at=now,
    )
    CircularReceipt.objects.bulk_create(
        [CircularReceipt(circular=circular, user=user) for user in readers.values()]
    )
    activity.record("circular.sent", village=village, actor=acting_user, ref=circular.pk)
    for user in readers.values():
        _tell(circular, user, "circular.sent")
    return circular


def _tell(circular: Circular, user, kind: str) -> None:
    village = circular.village
    notifications.notify(
        user=user,
        kind=kind,
        village=village,
        url=circular.get_absolute_url(),
        params={"village": village.name_ko, "title": circular.title},
        dedupe_key=f"{kind}:{circular.pk}",
    )


@transaction.atomic
def say_in_english(circular: Circular, *, acting_user, title_en: str, text_en: str) -> None:
    """Write or change the English words of a circular that went out; nobody is told again."""
    Circular.objects.filter(pk=circular.pk).update(
        title_en=title_en.strip(), text_en=text_en.strip()
    )
    activity.record(
        "circular.english", village=circular.village, actor=acting_user, ref=circular.pk
    )


def mark_read(*, receipt: CircularReceipt) -> None:
    """The reader says so; the first time counts."""
    CircularReceipt.objects.filter(pk=receipt.pk, read_at__isnull=True).update(
        read_at=timezone.now()
    )


@transaction.atomic
def remind(*, circular: Circular, acting_user=None) -> int:
    """Remind whoever has not read it, once a circular; how many were reminded.

    Raises `DomainError` the second time.
    """
    first = Circular.objects.filter(pk=circular.pk, reminded_at__isnull=True).update(
        reminded_at=timezone.now()
    )
    if not first:
        raise DomainError(
            _("They have been reminded already. Better call them."), "already_reminded"
        )
    waiting = circular.receipts.filter(read_at__isnull=True, user__is_active=True)
    told = [receipt.user for receipt in waiting.select_related("user")]
    for user in told:
        _tell(circular, user, "circular.reminded")
    activity.record(
        "circular.reminded", village=circular.village, actor=acting_user, ref=circular.pk
    )
    return len(told)


def remind_due() -> int:
    """Remind by ourselves where nobody did it within three days. Runs daily."""
    due = Circular.objects.filter(
        reminded_at__isnull=True,
        sent_at__lt=timezone.now() - REMIND_AFTER,
        receipts__read_at__isnull=True,
    ).distinct()
    told = 0
    for circular in due.select_related("village"):
        try:
            told += remind(circular=circular)
        except DomainError:
            continue  # somebody pressed the button meanwhile
    return told


def circulars_of(village: Village):
    """The village's circulars with how many should read and have read them; one query."""
    return (
        Circular.objects.filter(village=village)
        .select_related("sent_by")
        .annotate(
            reader_count=Count("receipts"),
            read_count=Count("receipts", filter=Q(receipts__read_at__isnull=False)),
        )
        .order_by("-sent_at", "-pk")
    )


def unread_of(user):
    """Circulars that wait for this person's tap, the newest first."""
    return (
        CircularReceipt.objects.filter(user=user, read_at__isnull=True)
        .filter(circular__village__memberships__in=Membership.objects.current().filter(user=user))
        .select_related("circular__village")
        .order_by("-circular__sent_at")
        .distinct()
    )


def villages_that_wrote(user) -> list[Village]:
    """The villages of this person that have sent circulars to them; one query."""
    mine = Membership.objects.current().filter(user=user, village=OuterRef("pk"))
    letters = CircularReceipt.objects.filter(user=user, circular__village=OuterRef("pk"))
    return list(Village.objects.filter(Exists(mine), Exists(letters)).order_by("slug"))


def my_circulars(user) -> dict | None:
    """Unread circulars, and the way to those read before, on `/me/`."""
    villages = villages_that_wrote(user)
    return {"lines": list(unread_of(user)[:5]), "villages": villages} if villages else None


# --- minutes


@transaction.atomic
def enter_minutes(
    *, village: Village, held_on: date, title: str, body: str, acting_user
) -> CommitteeMinutes:
    """Put the minutes of a meeting on the committee's page, for everybody.

    A draft that somebody is writing there stays a draft and gets the minutes too. Raises
    `DomainError` for a meeting to come, and where the village has no committee page.
    """
    _refuse_days_to_come(held_on)
    pages = CommitteePage.objects.filter(path__startswith=village.page.path)
    page = pages.filter(original__isnull=True).order_by("path").first()
    if page is None:
        raise DomainError(_("The village has no page of its committee yet."), "no_page")
    if not page.live and page.latest_revision_id:
        raise DomainError(
            _("The page of the committee is still a draft. Publish it first."), "page_is_draft"
        )
    has_draft = page.live and page.has_unpublished_changes
    draft = page.get_latest_revision_as_object()
    minutes = CommitteeMinutes(
        page_id=page.pk, held_on=held_on, title=title, body=body, sort_order=0
    )
    minutes.save()
    draft.minutes.add(minutes)
    revision = draft.save_revision(user=acting_user)
    if not has_draft:
        # The office has decided who may; the committee holds no right of the page editor.
        revision.publish(user=acting_user, skip_permission_checks=True)
    activity.record("minutes.entered", village=village, actor=acting_user, ref=minutes.pk)
    return minutes


@transaction.atomic
def correct_minutes(
    *,
    village: Village,
    minutes: CommitteeMinutes,
    held_on: date,
    title: str,
    body: str,
    acting_user,
) -> None:
    """Set the words of a meeting right, for everybody; the old ones stay in the page's history.

    A draft that somebody is writing on the page stays a draft and is corrected too. Raises
    `DomainError` for a day to come, and where that draft leaves the meeting out.
    """
    _refuse_days_to_come(held_on)
    Village.objects.hold(village)
    page = CommitteePage.objects.get(pk=minutes.page_id)
    if not page.latest_revision_id:
        page.save_revision()  # how it stood; nobody's work
    has_draft = page.live and page.has_unpublished_changes
    draft = page.get_latest_revision_as_object()
    written = next((one for one in draft.minutes.all() if one.pk == minutes.pk), None)
    if written is None:
        raise DomainError(
            _("Somebody is changing the page of the committee. Publish that first."),
            "page_is_draft",
        )
    written.held_on, written.title, written.body = held_on, title, body
    draft.minutes.add(written)
    revision = draft.save_revision(user=acting_user)
    if has_draft:
        CommitteeMinutes.objects.filter(pk=minutes.pk).update(
            held_on=held_on, title=title, body=body
        )
    elif page.live:
        # The office has decided who may; the committee holds no right of the page editor.
        revision.publish(user=acting_user, skip_permission_checks=True)
    activity.record("minutes.corrected", village=village, actor=acting_user, ref=minutes.pk)


def _refuse_days_to_come(held_on: date) -> None:
    if held_on > timezone.localdate():
        raise DomainError(_("The day lies in the future."), "day_in_future")
