"""The sheet of the week: what a village tells everybody, to hang on the wall of its hall."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from villages.portal.models import EventPage, NewsPage, NoticePage, Village
from villages.portal.publishing import search_text
from villages.portal.selectors import below, first_with_versions, in_reader_language

DAYS = 7
NOTICES, EVENTS, NEWS = 6, 8, 4  # with this much of each it stays one sheet
WORDS = 300  # characters of a notice


@dataclass(frozen=True)
class Bulletin:
    """One village's week. Days are the village's own (Asia/Seoul)."""

    first_day: object
    last_day: object
    notices: list
    events: list
    news: list

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to hang up."""
        return not (self.notices or self.events or self.news)


def of_the_week(village: Village) -> Bulletin:
    """Notices that hold and are new, pinned, urgent or dated; events of the coming seven days;
    headlines of the past seven. Only what anybody may read: it hangs on a wall. At most two
    queries for each kind.
    """
    today = timezone.localdate()
    now = timezone.now()
    since = today - timezone.timedelta(days=DAYS)
    until = today + timezone.timedelta(days=DAYS - 1)
    notices = (
        below(NoticePage.objects.all(), village.page)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
        .filter(
            Q(published_on__gte=since)
            | Q(valid_until__isnull=False)
            | Q(is_pinned=True)
            | Q(is_urgent=True)
        )
        .order_by("-is_urgent", "-is_pinned", "-published_on", "-pk")
    )
    events = (
        below(EventPage.objects.all(), village.page)
        .filter(starts_at__date__lte=until, is_cancelled=False)
        .filter(Q(starts_at__date__gte=today) | Q(ends_at__gte=now))
        .order_by("starts_at", "pk")
    )
    news = (
        below(NewsPage.objects.all(), village.page)
        .filter(published_on__range=(since, today))
        .order_by("-published_on", "-pk")
    )
    shown = _read(notices, NOTICES)
    for notice in shown:
        notice.words = Truncator(search_text(notice)).chars(WORDS)
    return Bulletin(
        first_day=today,
        last_day=until,
        notices=shown,
        events=_read(events, EVENTS),
        news=_read(news, NEWS),
    )


def _read(queryset, limit: int) -> list:
    return in_reader_language(first_with_versions(queryset, limit))
