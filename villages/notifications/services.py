"""Tell people: a line in the inbox, a message from the outbox."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from villages.accounts.models import User
from villages.notifications.kinds import words_of
from villages.notifications.models import Delivery, DeliveryState, Notification

logger = logging.getLogger("invil.outbox")
MAX_ATTEMPTS = 8
LEASE = timedelta(minutes=2)


def notify(
    *,
    user,
    kind: str,
    url: str,
    params: dict | None = None,
    village=None,
    dedupe_key: str | None = None,
    by_mail: bool = True,
) -> Notification | None:
    """Write one line into a person's inbox, and a mail into the outbox.

    Idempotent by `dedupe_key` and person: None where it was said before. `params`
    are words only; the mail never carries a private body.
    """
    key = f"{dedupe_key}:{user.pk}" if dedupe_key else None
    if key:
        line, new = Notification.objects.get_or_create(
            dedupe_key=key,
            defaults={
                "user": user,
                "kind": kind,
                "url": url,
                "params": params or {},
                "village": village,
            },
        )
        if not new:
            return None
    else:
        line = Notification.objects.create(
            user=user, kind=kind, url=url, params=params or {}, village=village
        )
    if by_mail and user.email and not user.is_demo:  # invented people have no post box
        with translation.override(user.language or settings.LETTER_LANGUAGE):
            words = words_of(kind, line.params, village)
            origin = f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"
            queue_mail(
                to=user.email,
                subject=words,
                body=f"{words}\n\n{origin}{url}\n",
                dedupe_key=f"notification:{line.pk}",
            )
    return line


def queue_mail(*, to: str, subject: str, body: str, dedupe_key: str) -> bool:
    """Put a mail into the outbox within the caller's transaction; once per key."""
    _row, new = Delivery.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={"to": to, "subject": " ".join(subject.split())[:200], "body": body},
    )
    return new


def drain_outbox(limit: int = 50) -> int:
    """Send what waits; returns how many went out.

    Claims each row by a conditional UPDATE that pushes `next_at` on, so two workers
    never send one row at once. No transaction is open while a mail is sent.
    """
    sent = 0
    now = timezone.now()
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lte=now)
    for row in due.order_by("next_at")[:limit]:
        claimed = Delivery.objects.filter(
            pk=row.pk, state=DeliveryState.WAITING, next_at=row.next_at
        ).update(next_at=now + LEASE, attempts=F("attempts") + 1)
        if claimed:
            sent += _send(row)
    return sent


def _send(row: Delivery) -> int:
    try:
        EmailMessage(row.subject, row.body, settings.DEFAULT_FROM_EMAIL, [row.to]).send()
    except OSError as problem:
        attempts = row.attempts + 1
        dead = attempts >= MAX_ATTEMPTS
        Delivery.objects.filter(pk=row.pk).update(
            state=DeliveryState.DEAD if dead else DeliveryState.WAITING,
            next_at=timezone.now() + timedelta(minutes=2**attempts),
            error=str(problem),
        )
        logger.warning("Mail %s failed (%s)", row.dedupe_key, problem)
        return 0
    Delivery.objects.filter(pk=row.pk).update(
        state=DeliveryState.SENT, sent_at=timezone.now(), error=""
    )
    return 1


@transaction.atomic
def mark_read(user, notification_pk: int | None = None) -> int:
    """Mark one line, or all of a person's, as read; returns how many changed."""
    lines = Notification.objects.filter(user=user, read_at__isnull=True)
    if notification_pk is not None:
        lines = lines.filter(pk=notification_pk)
    return lines.update(read_at=timezone.now())


def language_of(email: str) -> str:
    """The language of a letter to this address: its account's, else the country's."""
    known = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
    return known or settings.LETTER_LANGUAGE
