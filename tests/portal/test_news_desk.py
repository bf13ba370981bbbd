"""The national home: featured news, villages in turn, and the band of urgent notices."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

import pytest
import time_machine

from villages.activity.models import Activity
from villages.portal import news_desk
from villages.portal.models import NewsIndexPage, NewsPage, NoticeIndexPage, NoticePage
from villages.portal.selectors import latest_news, villages_of_the_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def okja(haean, editor_of):
    """Who writes."""
    return editor_of(haean)


@pytest.fixture
def story(haean, okja):
    """An older story of Haean, behind three newer ones."""
    index = NewsIndexPage.objects.get(path__startswith=haean.page.path)
    pages = []
    for number in range(4):
        page = NewsPage(
            title=f"Story {number}",
            slug=f"story-{number}",
            owner=okja,
            content_language="en",
            published_on=timezone.localdate() - timedelta(days=9 - number),
        )
        index.add_child(instance=page)
        page.save_revision().publish()
        pages.append(page)
    return pages[0]


def test_a_featured_story_stands_first_and_the_author_is_told(story, okja, staff, as_user, client):
    assert "Story 0" not in client.get("/").content.decode()
    as_user(staff).post(f"/staff/news/{story.pk}/", {"feature": "1"})
    assert latest_news(limit=3)[0].title == "Story 0"
    assert "Story 0" in client.get("/").content.decode()
    assert okja.inbox.filter(kind="news.featured").count() == 1
    assert Activity.objects.get(kind="news.featured").actor == staff


def test_it_is_taken_off_again(story, okja, staff, as_user):
    desk = as_user(staff)
    desk.post(f"/staff/news/{story.pk}/", {"feature": "1"})
    desk.post(f"/staff/news/{story.pk}/", {"feature": "0"})
    story.refresh_from_db()
    assert not story.is_featured
    assert okja.inbox.filter(kind="news.unfeatured").count() == 1


def test_a_second_tap_tells_nobody_again(story, okja, staff):
    for _turn in range(2):
        news_desk.set_featured(page=story, is_featured=True, acting_user=staff)
    assert okja.inbox.filter(kind="news.featured").count() == 1


def test_a_new_text_of_the_author_keeps_the_story_featured(story, staff):
    news_desk.set_featured(page=story, is_featured=True, acting_user=staff)
    old = story.get_latest_revision()
    old.publish()
    assert NewsPage.objects.get(pk=story.pk).is_featured


def test_after_sixty_days_it_leaves_by_itself(story, staff):
    news_desk.set_featured(page=story, is_featured=True, acting_user=staff)
    assert news_desk.let_rest() == 0
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        assert news_desk.let_rest() == 1


def test_the_desk_is_for_staff(story, haean, manager_of, as_user, client):
    manager = as_user(manager_of(haean))
    assert manager.get("/staff/news/").status_code == 404
    assert manager.post(f"/staff/news/{story.pk}/", {"feature": "1"}).status_code == 404
    assert client.get("/staff/news/").url.startswith("/accounts/login/")
    story.refresh_from_db()
    assert not story.is_featured


def test_the_desk_costs_the_same_with_four_stories_and_with_twenty(
    story, haean, staff, as_user, django_assert_max_num_queries
):
    index = NewsIndexPage.objects.get(path__startswith=haean.page.path)
    for number in range(16):
        index.add_child(instance=NewsPage(title=f"More {number}", slug=f"more-{number}"))
    client = as_user(staff)
    client.get("/staff/news/")
    with django_assert_max_num_queries(12):
        assert "More 15" in client.get("/staff/news/").content.decode()


# --- villages of the day


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("days", [1, 2, 7, 31])
def test_every_village_has_its_turn_as_often_as_every_other(count, days, haean):
    turns = Counter()
    for day in range(days):
        with time_machine.travel(timezone.now() + timedelta(days=day)):
            turns.update(village.slug for village in villages_of_the_day(count))
    numbers = [turns[slug] for slug in ("yanggu-haean", "yanggu-toegye", "wando-yesong")]
    assert max(numbers) - min(numbers) <= 1
    assert sum(numbers) == days * min(count, 3)


def test_the_day_of_seoul_decides():
    with time_machine.travel("2026-03-01T14:59:00Z", tick=False):  # 23:59 in Seoul
        before = villages_of_the_day(1)
    with time_machine.travel("2026-03-01T15:01:00Z", tick=False):
        after = villages_of_the_day(1)
    with time_machine.travel("2026-03-02T14:00:00Z", tick=False):
        same_day = villages_of_the_day(1)
    assert before != after
    assert after == same_day


# --- the band


@pytest.fixture
def alarm(haean):
    """The river is rising, until tomorrow."""
    index = NoticeIndexPage.objects.get(path__startswith=haean.page.path)
    notice = NoticePage(
        title="The river rises",
        slug="river",
        is_urgent=True,
        content_language="en",
        valid_until=timezone.localdate() + timedelta(days=1),
    )
    index.add_child(instance=notice)
    notice.save_revision().publish()
    return notice


@pytest.mark.parametrize("page", ["", "news/", "board/", "fund/", "documents/", "disclosure/"])
def test_an_urgent_notice_stands_on_every_page_of_the_village(
    haean, toegye, alarm, resident_of, as_user, page
):
    client = as_user(resident_of(haean))
    band = "notice--band"
    text = client.get(f"/villages/{haean.slug}/{page}", follow=True).content.decode()
    assert band in text
    assert "The river rises" in text
    assert band not in client.get(f"/villages/{toegye.slug}/{page}", follow=True).content.decode()


def test_it_stands_in_the_office_and_not_on_the_national_home(
    haean, alarm, manager_of, as_user, client
):
    office = as_user(manager_of(haean)).get(f"/office/{haean.slug}/").content.decode()
    assert "The river rises" in office
    assert "The river rises" not in client.get("/").content.decode()


def test_it_leaves_after_its_last_day_and_when_it_is_withdrawn(haean, alarm, client):
    address = f"/villages/{haean.slug}/fund/"
    assert "The river rises" in client.get(address).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert "The river rises" not in client.get(address).content.decode()
    alarm.unpublish()
    assert "The river rises" not in client.get(address).content.decode()
