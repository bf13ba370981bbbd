"""How each thing is counted: one query over the source tables for a span of days.

A puller of sums gives rows (village, day, value, n); a puller of people gives
(village, day, person); a puller of a state gives rows for today only, because what
stood yesterday cannot be asked any more.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Min, Sum
from django.db.models.functions import Coalesce, Left, TruncDate

from invil.adoption.days import bounds, day_of, today, zone
from invil.adoption.models import VisitCount
from villages.activity.models import Activity
from villages.community.models import Post, PostState, Thread
from villages.portal.models import NewsPage, Village
from villages.portal.tenancy import STEP, VILLAGE_DEPTH

Row = tuple[int, date, Decimal, int]
PATH_LENGTH = STEP * VILLAGE_DEPTH


def _rows(found: Iterable[dict], village: str = "village") -> list[Row]:
    return [(r[village], r["day"], Decimal(r["n"]), r["n"]) for r in found]


def _first(queryset, column: str) -> date | None:
    moment = queryset.order_by().aggregate(first=Min(column))["first"]
    return day_of(moment) if moment else None


def _villages_by_path() -> dict[str, int]:
    return dict(
        Village.objects.filter(page__isnull=False).values_list("page__path", "pk").order_by()
    )


def news_pages():
    """The stories that count: live, each once whatever its languages."""
    return NewsPage.objects.filter(
        live=True, original__isnull=True, first_published_at__isnull=False
    )


def news(first: date, last: date) -> list[Row]:
    """Stories by the day they first went out."""
    start, end = bounds(first, last)
    found = (
        news_pages()
        .filter(first_published_at__gte=start, first_published_at__lt=end)
        .annotate(at=Left("path", PATH_LENGTH), day=TruncDate("first_published_at", tzinfo=zone()))
        .values("at", "day")
        .annotate(n=Count("pk"))
        .order_by()
    )
    villages = _villages_by_path()
    return [
        (villages[r["at"]], r["day"], Decimal(r["n"]), r["n"]) for r in found if r["at"] in villages
    ]


def first_news() -> date | None:
    """The day of the first story."""
    return _first(news_pages(), "first_published_at")


def pages(first: date, last: date) -> list[Row]:
    """Live pages of each portal, as it stands today."""
    from wagtail.models import Page

    if not first <= today() <= last:
        return []
    found = (
        Page.objects.filter(live=True, depth__gte=VILLAGE_DEPTH)
        .annotate(at=Left("path", PATH_LENGTH))
        .values("at")
        .annotate(n=Count("pk"))
        .order_by()
    )
    villages = _villages_by_path()
    return [
        (villages[r["at"]], today(), Decimal(r["n"]), r["n"]) for r in found if r["at"] in villages
    ]


def products(first: date, last: date) -> list[Row]:
    """Goods on sale in each village, as it stands today."""
    from marketplace.goods.selectors import listed_products_by_village

    if not first <= today() <= last:
        return []
    return [
        (village, today(), Decimal(n), n)
        for village, n in listed_products_by_village().items()
        if village and n
    ]


def member_activity():
    """What people with an account did in a village; platform staff left out."""
    return Activity.objects.filter(
        village__isnull=False, actor__isnull=False, actor__is_staff=False
    )


def members(first: date, last: date) -> list[tuple[int, date, int]]:
    """Who did something where, once a day."""
    start, end = bounds(first, last)
    return list(
        member_activity()
        .filter(at__gte=start, at__lt=end)
        .annotate(day=TruncDate("at", tzinfo=zone()))
        .values_list("village", "day", "actor")
        .distinct()
        .order_by()
    )


def first_activity() -> date | None:
    """The day of the first recorded act."""
    return _first(member_activity(), "at")


def village_threads():
    """Conversations on villages' own boards that are not hidden."""
    return Thread.objects.filter(board__village__isnull=False, is_hidden=False)


def threads(first: date, last: date) -> list[Row]:
    """Conversations by the day they began."""
    start, end = bounds(first, last)
    found = (
        village_threads()
        .filter(created_at__gte=start, created_at__lt=end)
        .annotate(day=TruncDate("created_at", tzinfo=zone()))
        .values("board__village", "day")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return _rows(found, "board__village")


def first_thread() -> date | None:
    """The day of the first conversation."""
    return _first(village_threads(), "created_at")


def village_posts():
    """Visible posts on villages' own boards."""
    return Post.objects.filter(state=PostState.VISIBLE, thread__board__village__isnull=False)


def posts(first: date, last: date) -> list[Row]:
    """Posts by the day they were written."""
    from villages.community.selectors import posts_by_village_day

    return _rows(posts_by_village_day(*bounds(first, last)), "thread__board__village")


def first_post() -> date | None:
    """The day of the first post."""
    return _first(village_posts(), "at")


def sales(*channels: str):
    """A puller of goods sold in won, through these channels."""

    def pull(first: date, last: date) -> list[Row]:
        from marketplace.orders.selectors import sales_by_village_day

        return _by_channel(sales_by_village_day(first, last), "won", channels)

    return pull


def orders(first: date, last: date) -> list[Row]:
    """Paid parts of orders, whatever the channel."""
    from marketplace.orders.selectors import orders_by_village_day

    return _by_channel(orders_by_village_day(first, last), "orders", ())


def _by_channel(found: list[dict], column: str, channels: tuple[str, ...]) -> list[Row]:
    totals: dict[tuple[int, date], list] = {}
    for r in found:
        if channels and r["order__channel"] not in channels:
            continue
        total = totals.setdefault((r["village"], r["day"]), [Decimal(0), 0])
        total[0] += r[column] or 0
        total[1] += r["orders"]
    return [(village, day, *total) for (village, day), total in totals.items() if total[0]]


def first_sale() -> date | None:
    """The day of the first payment."""
    from marketplace.orders.models import VillageOrder

    return _first(VillageOrder.objects.all(), "paid_at")


def visits(first: date, last: date) -> list[Row]:
    """Page views of each village's public pages."""
    found = (
        VisitCount.objects.filter(day__range=(first, last))
        .values("village", "day")
        .annotate(n=Sum("visits"))
        .filter(n__gt=0)
        .order_by()
    )
    return _rows(found)


def visitors(first: date, last: date) -> list[Row]:
    """Arrivals from elsewhere."""
    found = (
        VisitCount.objects.filter(day__range=(first, last))
        .values("village", "day")
        .annotate(n=Sum("visitors"))
        .filter(n__gt=0)
        .order_by()
    )
    return _rows(found)


def first_visit() -> date | None:
    """The first day with a view."""
    return VisitCount.objects.aggregate(first=Min("day"))["first"]


# --- learning -------------------------------------------------------------------------


def finished_lessons():
    """Lessons somebody of a village finished; platform staff left out."""
    from learning.models import LessonProgress

    return LessonProgress.objects.filter(
        completed_at__isnull=False, enrolment__village__isnull=False
    ).exclude(enrolment__user__is_staff=True)


def lessons(first: date, last: date) -> list[Row]:
    """Finished lessons by day."""
    start, end = bounds(first, last)
    found = (
        finished_lessons()
        .filter(completed_at__gte=start, completed_at__lt=end)
        .annotate(day=TruncDate("completed_at", tzinfo=zone()))
        .values("enrolment__village", "day")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return _rows(found, "enrolment__village")


def learners(first: date, last: date) -> list[tuple[int, date, int]]:
    """Who finished a lesson where, once a day; a resident without account below zero."""
    start, end = bounds(first, last)
    return list(
        finished_lessons()
        .filter(completed_at__gte=start, completed_at__lt=end)
        .annotate(
            day=TruncDate("completed_at", tzinfo=zone()),
            person=Coalesce(F("enrolment__user"), -1 * F("enrolment__resident")),
        )
        .values_list("enrolment__village", "day", "person")
        .distinct()
        .order_by()
    )


def first_lesson() -> date | None:
    """The day of the first finished lesson."""
    return _first(finished_lessons(), "completed_at")


def completions(first: date, last: date) -> list[Row]:
    """Courses completed by day."""
    from learning.selectors import completions_by_village_day

    return _rows(completions_by_village_day(*bounds(first, last)))


def certificates(first: date, last: date) -> list[Row]:
    """Certificates issued and still valid, by day of issue."""
    from learning.selectors import certificates_by_village_day

    return _rows(certificates_by_village_day(*bounds(first, last)))


def first_completion() -> date | None:
    """The day of the first completed course."""
    from learning.models import Enrolment

    return _first(Enrolment.objects.filter(village__isnull=False), "completed_at")


def first_certificate() -> date | None:
    """The day of the first certificate."""
    from learning.models import Certificate

    return _first(Certificate.objects.filter(village__isnull=False), "issued_at")
