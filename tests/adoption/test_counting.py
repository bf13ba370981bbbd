"""Counted numbers equal an independent recount; sums add up; a refill changes nothing."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Sum

import pytest
import time_machine

from invil.adoption import services
from invil.adoption.days import today, year_before
from invil.adoption.models import FillState, Indicator, Observation
from villages.activity.services import record
from villages.portal.models import Region

pytestmark = pytest.mark.django_db
SEOUL = "+09:00"
# Independent of the pullers: plain SQL over the source tables, days in Seoul by hand.
DAY = "date(datetime({}, '+9 hours'))"
PG_DAY = "({} AT TIME ZONE 'Asia/Seoul')::date"


def recount(query: str, moment: str) -> dict:
    """{(village, day): value} by plain SQL."""
    day = (PG_DAY if connection.vendor == "postgresql" else DAY).format(moment)
    with connection.cursor() as cursor:
        cursor.execute(query.format(day=day))
        return {(row[0], str(row[1])): Decimal(row[2]) for row in cursor.fetchall()}


PAGE = (
    "SELECT v.id, {day}, COUNT(*) FROM villages_newspage n "
    "JOIN wagtailcore_page p ON p.id = n.page_ptr_id JOIN villages_village v ON 1 = 1 "
    "JOIN wagtailcore_page h ON h.id = v.page_id AND substr(p.path, 1, 20) = h.path "
    "WHERE p.live AND n.original_id IS NULL AND p.first_published_at IS NOT NULL GROUP BY 1, 2"
)
PART = (
    "SELECT o.village_id, {day}, %s FROM orders_villageorder o JOIN order_order b "
    "ON b.id = o.order_id WHERE o.paid_at IS NOT NULL AND o.status IN "
    "('paid', 'preparing', 'shipped', 'delivered') %s GROUP BY 1, 2"
)
POST = (
    "SELECT b.village_id, {day}, COUNT(*) FROM community_post x "
    "JOIN community_thread t ON t.id = x.thread_id JOIN community_board b ON b.id = t.board_id "
    "WHERE x.state = 'visible' AND b.village_id IS NOT NULL GROUP BY 1, 2"
)
THREAD = (
    "SELECT b.village_id, {day}, COUNT(*) FROM community_thread t "
    "JOIN community_board b ON b.id = t.board_id "
    "WHERE NOT t.is_hidden AND b.village_id IS NOT NULL GROUP BY 1, 2"
)
LESSON = (
    "SELECT e.village_id, {day}, %s FROM learning_lessonprogress l "
    "JOIN learning_enrolment e ON e.id = l.enrolment_id "
    "WHERE l.completed_at IS NOT NULL GROUP BY 1, 2"
)
RECOUNTS = {
    "news_published": (PAGE, "p.first_published_at"),
    "orders": (PART % ("COUNT(*)", ""), "o.paid_at"),
    "gross_sales": (PART % ("SUM(o.items)", ""), "o.paid_at"),
    "gross_sales_online": (PART % ("SUM(o.items)", "AND b.channel = 'online'"), "o.paid_at"),
    "gross_sales_assisted": (PART % ("SUM(o.items)", "AND b.channel = 'assisted'"), "o.paid_at"),
    "posts_written": (POST, "x.at"),
    "threads_started": (THREAD, "t.created_at"),
    "lessons_finished": (LESSON % "COUNT(*)", "l.completed_at"),
    "learners_active": (LESSON % "COUNT(DISTINCT e.user_id)", "l.completed_at"),
    "course_completions": (
        "SELECT village_id, {day}, COUNT(*) FROM learning_enrolment "
        "WHERE completed_at IS NOT NULL GROUP BY 1, 2",
        "completed_at",
    ),
    "certificates": (
        "SELECT village_id, {day}, COUNT(*) FROM learning_certificate "
        "WHERE revoked_at IS NULL GROUP BY 1, 2",
        "issued_at",
    ),
    "members_active": (
        "SELECT a.village_id, {day}, COUNT(DISTINCT a.actor_id) FROM activity_activity a "
        "JOIN accounts_user u ON u.id = a.actor_id WHERE NOT u.is_staff "
        "AND a.village_id IS NOT NULL GROUP BY 1, 2",
        "a.at",
    ),
}


@pytest.fixture
def season(haean, toegye, yesong, tell, talk, sell, learn, person, noon):
    """Three villages through some weeks."""
    pupil, writer = person("Pupil"), person("Writer")
    for village, days in ((haean, (0, 1, 1, 40)), (toegye, (0, 33)), (yesong, (2, 70))):
        for back in days:
            tell(village, noon(back))
            sell(village, 10_000 + 1_000 * back, noon(back))
            learn(village, pupil, noon(back), finish=back == 0)
            talk(village, noon(back), author=writer)
            record("post.written", village=village, actor=pupil, at=noon(back))
    sell(haean, 7_000, noon(3), channel="assisted")
    services.fill()


@pytest.mark.parametrize("key", RECOUNTS)
def test_counted_equals_an_independent_recount(season, key):
    counted = {
        (row.village_id, row.starts_on.isoformat()): row.value
        for row in Observation.objects.filter(
            indicator__key=key, village__isnull=False, period_kind="day"
        )
    }
    assert counted
    assert counted == recount(*RECOUNTS[key])


def test_months_are_the_sums_of_their_days(season):
    for indicator in Indicator.objects.filter(kind="counted", aggregation="sum"):
        for level in (True, False):
            rows = Observation.objects.filter(indicator=indicator, village__isnull=level)
            sums = {
                kind: rows.filter(period_kind=kind).aggregate(s=Sum("value"))["s"]
                for kind in ("day", "month")
            }
            assert sums["day"] == sums["month"], indicator.key


def test_a_region_is_the_sum_of_its_villages(season, figure, haean, toegye, yesong):
    county, province, nation = (Region.objects.get(code=c) for c in ("42800", "42", "00"))
    for key in ("news_published", "orders", "gross_sales", "posts_written", "certificates"):
        assert figure(key, county) == figure(key, haean) + figure(key, toegye) > 0
        assert figure(key, province) == figure(key, county)
        assert figure(key, nation) == figure(key, county) + figure(key, yesong)


def test_a_person_counts_once_in_a_region(season, figure, haean, toegye):
    """The pupil learned in both villages on the same day."""
    county = Region.objects.get(code="42800")
    assert figure("learners_active", haean, "day", today()) == 1
    assert figure("learners_active", toegye, "day", today()) == 1
    assert figure("learners_active", county, "day", today()) == 1


def rows_of_all() -> list:
    return sorted(
        str(row)
        for row in Observation.objects.values_list(
            "indicator__key", "village", "region", "period_kind", "starts_on", "value", "n"
        )
    )


def test_a_refill_gives_the_same_rows(season):
    before = rows_of_all()
    services.fill()
    assert rows_of_all() == before
    services.backfill(today() - timedelta(days=100), today())
    assert rows_of_all() == before


def test_a_killed_fill_goes_on_where_it_stopped(season):
    before = rows_of_all()

    def kill(done, total, words):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.backfill(today() - timedelta(days=100), today(), kill)
    assert not FillState.objects.filter(lease_until__isnull=False).exists()
    services.fill()
    assert rows_of_all() == before


def test_no_zero_is_stored(season):
    assert not Observation.objects.filter(value=0).exists()


def test_todays_facts_show_at_the_next_fill(haean, tell, figure):
    services.fill()
    assert figure("news_published", haean) == 0
    tell(haean)
    services.fill()
    assert figure("news_published", haean, "day", today()) == 1


def test_a_late_fact_is_counted(season, haean, sell, noon, figure):
    """An order taken back ten days later leaves its day; an old period is reopened by hand."""
    from marketplace.orders.models import VillageOrder

    before = figure("gross_sales", haean)
    VillageOrder.objects.filter(village=haean, items=11_000).update(status="cancelled")
    FillState.objects.update(recounted_on=None)
    services.fill()
    assert figure("gross_sales", haean) == before - 22_000
    old = sell(haean, 5_000, noon(200))
    services.fill()
    assert figure("gross_sales", haean) == before - 22_000
    services.reopen(since=old.placed_at.date() - timedelta(days=250), keys=["gross_sales"])
    services.fill()
    assert figure("gross_sales", haean) == before - 17_000


def test_a_moved_village_keeps_its_history(season, haean, tell, figure):
    old, new = Region.objects.get(code="42800"), Region.objects.get(code="46890")
    before, there = figure("news_published", old), figure("news_published", new)
    haean.region = new
    haean.save()
    services.backfill(today() - timedelta(days=100), today() - timedelta(days=1))
    assert figure("news_published", new, "day") == there
    services.fill()
    # Today's story is counted where the village lies today.
    assert figure("news_published", old, "day") == before - 1
    assert figure("news_published", new, "day") == there + 1


def test_another_process_is_left_alone(haean, tell):
    services.fill()
    tell(haean)
    from django.utils import timezone

    FillState.objects.update(lease_until=timezone.now() + timedelta(minutes=5))
    assert services.fill() == 0


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2028-02-28T23:59:59" + SEOUL, date(2028, 2, 28)),
        ("2028-02-29T00:00:00" + SEOUL, date(2028, 2, 29)),
        ("2028-02-29T23:59:59" + SEOUL, date(2028, 2, 29)),
        ("2028-03-01T00:00:00" + SEOUL, date(2028, 3, 1)),
    ],
)
def test_days_end_at_midnight_in_seoul(haean, tell, talk, sell, figure, moment, day):
    at = datetime.fromisoformat(moment)
    with time_machine.travel(datetime.fromisoformat("2028-03-02T01:00:00" + SEOUL), tick=False):
        tell(haean, at)
        talk(haean, at)
        sell(haean, 9_000, at)
        services.fill()
        for key in ("news_published", "posts_written", "threads_started", "orders"):
            assert figure(key, haean, "day", day) == 1, key
            assert figure(key, haean, "month", day.replace(day=1)) == 1, key


def test_the_leap_day_is_compared_with_the_28th():
    assert year_before(date(2028, 2, 29)) == date(2027, 2, 28)
