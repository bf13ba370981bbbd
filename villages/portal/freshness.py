"""When a village last showed its visitors something new, and a word once a month to a silent one."""

from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from wagtail.models import Page

from villages.notifications import services as notifications
from villages.portal.choices import Role
from villages.portal.models import (
    FundLine,
    Membership,
    ShelfDocument,
    Village,
)
from villages.portal.models.content import IndexPage

STALE_AFTER = timedelta(days=60)
REMINDED = (Role.MANAGER, Role.EDITOR)


def last_change(village: Village) -> datetime | None:
    """When something last went out that every visitor of the portal can see; three queries.

    A page of any kind (a list alone shows nothing of its own), the home's own words, a
    document on the shelf, a line of the common fund. None where there is nothing yet.
    """
    pages = Page.objects.live().public().filter(path__startswith=village.page.path)
    pages = pages.not_exact_type(*_bare_lists())
    # The home that came with the village is nobody's words yet.
    pages = pages.exclude(Q(pk=village.page_id) & Q(live_revision__user__isnull=True))
    found = (
        pages.aggregate(at=Max("last_published_at"))["at"],
        ShelfDocument.objects.filter(village=village).aggregate(at=Max("put_at"))["at"],
        FundLine.objects.filter(village=village).aggregate(at=Max("entered_at"))["at"],
    )
    return max((at for at in found if at is not None), default=None)


def is_silent(village: Village, now: datetime | None = None) -> bool:
    """Whether a village at work has shown nothing new for sixty days; a new one has time."""
    return is_silent_since(village, last_change(village), now)


def is_silent_since(village: Village, at: datetime | None, now: datetime | None = None) -> bool:
    """The same where the last change is known; no query."""
    since = (now or timezone.now()) - STALE_AFTER
    return max(at or village.created_at, village.created_at) <= since


def _bare_lists() -> list[type]:
    return [kind for kind in IndexPage.__subclasses__() if not kind._meta.abstract]


def remind() -> int:
    """Tell managers and editors of silent villages; how many lines were written.

    Idempotent within a month: each person hears it once.
    """
    now = timezone.now()
    month = timezone.localdate(now).strftime("%Y-%m")
    written = 0
    for village in Village.objects.active().select_related("page").iterator():
        if village.page is None or not is_silent(village, now):
            continue
        hats = Membership.objects.current().filter(village=village, role__in=REMINDED)
        people = {hat.user_id: hat.user for hat in hats.select_related("user")}
        for person in people.values():
            line = notifications.notify(
                user=person,
                kind="village.silent",
                village=village,
                url=f"/office/{village.slug}/post/",
                params={"village": village.name_ko, "days": STALE_AFTER.days},
                dedupe_key=f"village.silent:{village.pk}:{month}",
            )
            written += line is not None
    return written
