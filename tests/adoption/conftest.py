"""A little of everything that is counted, on known days."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

import pytest

from invil.adoption.days import today, zone
from villages.community import services as community
from villages.community.models import Post
from villages.portal.models import NewsIndexPage, NewsPage


@pytest.fixture
def noon():
    """Noon in Seoul, so many days ago."""

    def at(days_ago: int = 0, hour: int = 12) -> datetime:
        day = today() - timedelta(days=days_ago)
        return datetime(day.year, day.month, day.day, hour, tzinfo=zone())

    return at


@pytest.fixture
def tell():
    """A story that went out at a moment."""

    def make(village, at=None, title: str = ""):
        index = NewsIndexPage.objects.get(path__startswith=village.page.path)
        name = title or f"story-{uuid4().hex[:8]}"
        page = index.add_child(instance=NewsPage(title=name, slug=name, live=True))
        NewsPage.objects.filter(pk=page.pk).update(first_published_at=at or timezone.now())
        return page

    return make


@pytest.fixture
def talk(person):
    """A post on a village's board at a moment."""

    def make(village, at=None, author=None):
        board = village.boards.first() or community.open_village_board(village)
        author = author or person("Writer")
        thread = community.start_thread(board=board, author=author, title="Frost", body="Cold.")
        if at:
            thread.__class__.objects.filter(pk=thread.pk).update(created_at=at)
            Post.objects.filter(thread=thread).update(at=at)
        return thread

    return make


@pytest.fixture
def sell():
    """A paid part of an order, of known won, at a moment."""
    from tests.factories import market

    stalls = {}

    def make(village, won: int = 12_000, at=None, channel: str = "online"):
        from marketplace.orders.models import VillageOrder

        if village.pk not in stalls:
            stalls[village.pk] = market.stall(village)
            market.policy(stalls[village.pk])
        order = market.order(market.product(stalls[village.pk], price=won, title=f"꿀 {won}"))
        order.__class__.objects.filter(pk=order.pk).update(channel=channel)
        part = VillageOrder.objects.get(order=order)
        VillageOrder.objects.filter(pk=part.pk).update(status="paid", paid_at=at or timezone.now())
        return part

    return make


@pytest.fixture
def learn():
    """A finished lesson, and a whole course with its certificate where asked."""
    from learning.models import Certificate, CourseVersion, Enrolment, LessonProgress

    def make(village, user, at=None, *, finish: bool = False):
        at = at or timezone.now()
        key = uuid4()
        version = CourseVersion.objects.create(
            course_key=key, n=1, required_lessons=[], rules={}, hours=Decimal(1)
        )
        enrolment = Enrolment.objects.create(
            user=user,
            course_key=key,
            village=village,
            version=version,
            completed_at=at if finish else None,
        )
        LessonProgress.objects.create(enrolment=enrolment, lesson_key=uuid4(), completed_at=at)
        if finish:
            Certificate.objects.create(
                code=uuid4().hex[:12],
                user=user,
                course_key=key,
                title_ko="첫걸음",
                title_en="First steps",
                name="Learner",
                village=village,
                hours=Decimal(1),
                issued_at=at,
            )
        return enrolment

    return make


@pytest.fixture
def figure():
    """One stored figure: `figure("orders", haean)`; zero where no row stands."""
    from invil.adoption.models import Observation
    from villages.portal.models import Region

    def get(key: str, place, kind: str = "month", day=None) -> Decimal:
        where = (
            {"region": place, "village": None} if isinstance(place, Region) else {"village": place}
        )
        rows = Observation.objects.filter(
            indicator__key=key, period_kind=kind, source="counted", **where
        )
        if day:
            rows = rows.filter(starts_on=day)
        return sum((row.value for row in rows), Decimal(0))

    return get
