"""The rows behind a number: things, never people's names."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from invil.adoption import pullers
from invil.adoption.days import bounds
from invil.adoption.models import VisitCount
from invil.adoption.periods import Period
from villages.core.templatetags.look import won
from villages.portal.models import Village
from villages.portal.selectors import path_of

MOST = 200


@dataclass(frozen=True)
class Fact:
    """One thing that was counted."""

    at: object
    text: str
    url: str = ""
    amount: str = ""


def _news(village: Village, start: datetime, end: datetime) -> list[Fact]:
    pages = pullers.news_pages().filter(
        path__startswith=village.page.path,
        first_published_at__gte=start,
        first_published_at__lt=end,
    )
    return [
        Fact(page.first_published_at, page.title, path_of(page))
        for page in pages.order_by("first_published_at")[:MOST]
    ]


def _threads(village: Village, start: datetime, end: datetime) -> list[Fact]:
    threads = pullers.village_threads().filter(
        board__village=village, created_at__gte=start, created_at__lt=end
    )
    rows = threads.order_by("created_at").select_related("board__village")[:MOST]
    return [_thread(row, row.created_at) for row in rows]


def _posts(village: Village, start: datetime, end: datetime) -> list[Fact]:
    posts = pullers.village_posts().filter(
        thread__board__village=village, at__gte=start, at__lt=end
    )
    rows = posts.order_by("at").select_related("thread__board__village")[:MOST]
    return [_thread(row.thread, row.at, row.number) for row in rows]


def _thread(thread, at: datetime, number: int = 1) -> Fact:
    """A conversation by its title; one that only its village may read keeps it."""
    if thread.board.read_policy != "public" or thread.is_hidden:
        return Fact(at, _("A conversation among the village's people"))
    return Fact(at, f"{thread.title} · {number}", thread.get_absolute_url())


def _orders(village: Village, start: datetime, end: datetime) -> list[Fact]:
    from django.utils.translation import gettext

    from marketplace.orders.choices import SOLD_PARTS
    from marketplace.orders.models import VillageOrder

    parts = VillageOrder.objects.filter(
        village=village, status__in=SOLD_PARTS, paid_at__gte=start, paid_at__lt=end
    )
    return [
        Fact(
            part.paid_at,
            gettext("Order") + f" {n} · {part.get_status_display()}",
            "",
            won(part.items),
        )
        for n, part in enumerate(parts.order_by("paid_at")[:MOST], start=1)
    ]


def _visits(village: Village, start: datetime, end: datetime) -> list[Fact]:
    rows = VisitCount.objects.filter(
        village=village, day__gte=start.date(), day__lt=end.date()
    ).order_by("day", "page_kind")[:MOST]
    return [Fact(row.day, row.page_kind, "", f"{row.visits:,}") for row in rows]


def _certificates(village: Village, start: datetime, end: datetime) -> list[Fact]:
    from learning.models import Certificate

    rows = Certificate.objects.filter(
        village=village, issued_at__gte=start, issued_at__lt=end, revoked_at__isnull=True
    ).exclude(user__is_staff=True)
    return [Fact(row.issued_at, row.title) for row in rows.order_by("issued_at")[:MOST]]


PULLERS = {
    "news_published": _news,
    "threads_started": _threads,
    "posts_written": _posts,
    "orders": _orders,
    "gross_sales": _orders,
    "visits": _visits,
    "visitors": _visits,
    "certificates": _certificates,
}
KEYS = frozenset(PULLERS)


def facts_behind(key: str, village: Village, period: Period) -> list[Fact] | None:
    """What was counted for a village and a period, at most 200; None where it is not told.

    One query, one more for news.
    """
    pull = PULLERS.get(key)
    return None if pull is None else pull(village, *bounds(period.first, period.last))


def evidence_url(key: str, village: Village, period: Period) -> str:
    """The page with the rows behind a number."""
    return f"{reverse('adoption:evidence', args=[village.slug, key])}?period={period.key}"
