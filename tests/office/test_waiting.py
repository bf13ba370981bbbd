"""What waits on the morning page: each line leads to where it is done."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from oscar.core.loading import get_model

import pytest
import time_machine

from marketplace.orders.services.states import mark_paid
from tests.factories import market
from villages.community import services as community
from villages.community.models import Thread
from villages.office import selectors
from villages.portal.models import (
    EventIndexPage,
    EventPage,
    NoticeIndexPage,
    NoticePage,
    Village,
)

ShippingAddress = get_model("order", "ShippingAddress")

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(haean, manager_of):
    return manager_of(haean)


def lines(village, user) -> dict[str, str]:
    """The words that wait, and where each leads."""
    return {line.text: line.url for _desk, line in selectors.open_lines(village, user)}


def found(village, user, words: str) -> list[str]:
    return [url for text, url in lines(village, user).items() if words in text]


# --- the stall


@pytest.mark.parametrize(("stock", "waits"), [(3, True), (0, True), (4, False)])
def test_goods_that_run_out_wait(haean, boss, stock, waits):
    market.product(market.stall(haean), stock=stock)
    url = f"/office/{haean.slug}/stall/goods/"
    assert found(haean, boss, "nearly gone") == ([url] if waits else [])


@pytest.fixture
def apples(haean):
    """Apples of September to November that somebody bought last year; not on sale now."""
    with time_machine.travel(timezone.now() - timedelta(days=365)):
        goods = market.product(market.stall(haean), title="사과", season=(9, 11))
        market.order((goods, 1))
    goods.is_public = False
    goods.save(update_fields=["is_public"])
    return goods


@pytest.mark.parametrize(("month", "waits"), [(10, True), (3, False)])
def test_last_year_s_goods_wait_in_their_season(haean, boss, apples, month, waits):
    with time_machine.travel(timezone.now().replace(month=month, day=15)):
        assert bool(found(haean, boss, "of last year")) is waits


def test_goods_that_are_on_sale_again_wait_no_more(haean, boss, apples):
    apples.is_public = True
    apples.save(update_fields=["is_public"])
    with time_machine.travel(timezone.now().replace(month=10, day=15)):
        assert not found(haean, boss, "of last year")


def test_another_village_s_goods_do_not_wait_here(haean, toegye, boss, apples):
    with time_machine.travel(timezone.now().replace(month=10, day=15)):
        assert not found(toegye, boss, "of last year")


# --- the board


def a_thread(village, author, days: int) -> Thread:
    board = community.open_village_board(village)
    thread = community.start_thread(board=board, author=author, title="Tractor", body="Who has?")
    ago = timezone.now() - timedelta(days=days)
    Thread.objects.filter(pk=thread.pk).update(created_at=ago)
    return thread


@pytest.mark.parametrize(("days", "waits"), [(1, False), (3, True), (59, True), (61, False)])
def test_what_nobody_answered_waits_from_the_third_day(haean, boss, resident_of, days, waits):
    thread = a_thread(haean, resident_of(haean), days)
    url = f"/villages/{haean.slug}/board/{thread.pk}/"
    assert found(haean, boss, "“Tractor”") == ([url] if waits else [])


def test_an_answer_ends_the_waiting(haean, boss, resident_of):
    thread = a_thread(haean, resident_of(haean), 3)
    community.post_reply(thread=thread, author=boss, body="I have one.")
    assert not found(haean, boss, "“Tractor”")


# --- hats and pages


def test_hats_that_nobody_wears_wait(haean, boss, with_role):
    assert found(haean, boss, "Editor, Operating committee") == [
        f"/office/{haean.slug}/members/#give"
    ]
    with_role("editor", haean)
    assert found(haean, boss, "this hat: Operating committee")
    with_role("committee", haean)
    assert not found(haean, boss, "Nobody wears")


@pytest.mark.parametrize(("days", "waits"), [(59, False), (61, True)])
def test_a_notice_without_a_last_day_waits_after_sixty_days(haean, boss, days, waits):
    index = NoticeIndexPage.objects.get(path__startswith=haean.page.path)
    with time_machine.travel(timezone.now() - timedelta(days=days)):
        page = index.add_child(instance=NoticePage(title="Water", slug="water"))
        page.save_revision().publish()
    url = f"/office/{haean.slug}/pages/{page.pk}/"
    assert found(haean, boss, "“Water”") == ([url] if waits else [])


def test_the_page_asks_the_same_for_one_thing_and_for_many(haean, boss, resident_of, as_user):
    browser, url = as_user(boss), f"/office/{haean.slug}/"
    stall, author = market.stall(haean), resident_of(haean)

    def asked() -> int:
        browser.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url).status_code == 200
        return len(captured.captured_queries)

    a_thread(haean, author, 3)
    market.product(stall, stock=1, title="꿀 0")
    first = asked()
    for number in range(1, 6):
        a_thread(haean, author, 3)
        market.product(stall, stock=1, title=f"꿀 {number}")
    assert asked() <= first


@pytest.mark.parametrize(
    ("role", "may"),
    [("manager", True), ("editor", True), ("reporter", True), ("committee", False),
     ("seller", False), ("tutor", False), ("moderator", False)],
)  # fmt: skip
def test_whoever_may_not_post_is_not_sent_to_a_closed_door(haean, with_role, as_user, role, may):
    client = as_user(with_role(role, haean))
    page = client.get(f"/office/{haean.slug}/").content.decode()
    assert (f'href="/office/{haean.slug}/post/"' in page) is may
    assert (client.get(f"/office/{haean.slug}/post/").status_code == 200) is may


def test_a_resting_village_asks_for_no_news(haean, boss, as_user):
    Village.objects.filter(pk=haean.pk).update(status="archived")
    for screen in ("", "pages/"):
        page = as_user(boss).get(f"/office/{haean.slug}/{screen}").content.decode()
        assert f'href="/office/{haean.slug}/post/"' not in page


# --- what takes place today, and what buyers ask


def an_event(village, starts_at, **more) -> EventPage:
    index = EventIndexPage.objects.get(path__startswith=village.page.path)
    page = EventPage(title="Sewing class", slug=f"sewing-{starts_at:%d%H}", starts_at=starts_at)
    page = index.add_child(instance=page)
    page.save_revision().publish()
    if more:
        EventPage.objects.filter(pk=page.pk).update(**more)
    return page


@pytest.fixture
def noon():
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.mark.parametrize(("hours", "waits"), [(0, True), (11, True), (12, False), (-13, False)])
def test_a_class_of_today_waits_with_its_hour(haean, boss, noon, hours, waits):
    page = an_event(haean, noon + timedelta(hours=hours))
    url = f"/office/{haean.slug}/pages/{page.pk}/"
    hour = f"{noon + timedelta(hours=hours):%H:%M}"
    assert found(haean, boss, f"Today at {hour}: “Sewing class”") == ([url] if waits else [])


def test_what_is_called_off_does_not_wait(haean, boss, noon):
    an_event(haean, noon, is_cancelled=True)
    assert not found(haean, boss, "Sewing class")


def test_another_village_s_class_does_not_wait_here(haean, toegye, boss, manager_of, noon):
    an_event(toegye, noon)
    assert not found(haean, boss, "Sewing class")
    assert found(toegye, manager_of(toegye), "Sewing class")


def test_requests_of_buyers_wait_until_the_parcel_is_sent(haean, boss):
    placed = market.order((market.product(market.stall(haean)), 1))
    mark_paid(order=placed)
    assert not found(haean, boss, "request of its buyer")
    ShippingAddress.objects.filter(order=placed).update(notes="Are they sweet?")
    assert found(haean, boss, "request of its buyer") == [f"/office/{haean.slug}/stall/"]
    placed.village_orders.update(status="shipped")
    assert not found(haean, boss, "request of its buyer")
