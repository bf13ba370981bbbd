"""What a page in another language has from its first version, and that it goes with it."""

import re
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import PageViewRestriction

import pytest

from tests.portal import filling
from villages.finder.models import SearchDoc
from villages.portal import circulars, following, posting, publishing
from villages.portal.models import (
    CommitteePage,
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    PlaceIndexPage,
    PlacePage,
)

pytestmark = pytest.mark.django_db
HAEAN = "/villages/yanggu-haean/"
SOON = timezone.now() + timedelta(days=9)


def in_both(index, village, first, version):
    """A Korean page and its English version, live; as they are in the database."""
    first.slug, first.content_language = "first", "ko"
    first = filling.put_below(index, village, first)
    first.save_revision().publish()
    version.slug, version.content_language, version.original = "first-en", "en", first
    version = filling.put_below(index, village, version)
    version.save_revision().publish()
    first.refresh_from_db()
    version.refresh_from_db()
    return first, version


def body(url: str, language: str = "en", client=None) -> str:
    """What this reader sees."""
    answer = (client or Client()).get(url, headers={"accept-language": language})
    return answer.content.decode()


def found(page) -> bool:
    """Whether the search knows the page."""
    return SearchDoc.objects.filter(kind="page", ref=page.pk).exists()


@pytest.fixture
def story(haean):
    """A story in both languages."""
    return in_both(
        NewsIndexPage, haean, NewsPage(title="사과를 땄습니다"), NewsPage(title="We picked apples")
    )


@pytest.fixture
def market_day(haean):
    """An event in both languages; the English one was written with another hour."""
    return in_both(
        EventIndexPage,
        haean,
        EventPage(title="장날", starts_at=SOON),
        EventPage(title="Market day", starts_at=SOON + timedelta(hours=5)),
    )


# --- what is said once


def test_an_urgent_notice_stands_in_the_band_for_readers_of_its_other_version(haean):
    in_both(
        NoticeIndexPage,
        haean,
        NoticePage(title="산불", is_urgent=True),
        NoticePage(title="Forest fire"),
    )
    for url in (HAEAN, f"{HAEAN}news/"):
        assert re.search(r'notice--band">.*Forest fire', body(url))


def test_the_last_day_of_a_notice_is_that_of_its_first_version(haean):
    _first, version = in_both(
        NoticeIndexPage,
        haean,
        NoticePage(title="단수", valid_until=SOON.date()),
        NoticePage(title="No water"),
    )
    assert version.valid_until == SOON.date()


def test_a_version_starts_when_its_first_version_does(market_day):
    assert market_day[1].starts_at == SOON


def test_an_event_that_moves_moves_in_every_language(haean, manager_of, market_day):
    first, boss = market_day[0], manager_of(haean)
    later = SOON + timedelta(days=3)
    page = posting.rewrite_page(
        page=first, author=boss, title=first.title, base=first.latest_revision_id, starts_at=later
    )
    posting.publish_own(page=page, author=boss)
    assert f"DTSTART:{later:%Y%m%d}" in body(f"{HAEAN}calendar.ics").replace(";TZID=Asia/Seoul", "")
    assert EventPage.objects.get(pk=market_day[1].pk).starts_at == later


def test_a_version_that_is_published_later_keeps_the_new_day(market_day):
    first, version = market_day
    later = SOON + timedelta(days=3)
    first.starts_at = later
    first.save_revision().publish()
    version.get_latest_revision().publish()
    assert EventPage.objects.get(pk=version.pk).starts_at == later


def test_a_version_of_an_event_that_was_called_off_is_called_off(market_day):
    first, version = market_day
    EventPage.objects.filter(pk=first.pk).update(is_cancelled=True)
    version.get_latest_revision().publish()
    assert EventPage.objects.get(pk=version.pk).is_cancelled


def test_a_place_lies_where_its_first_version_lies(haean):
    _first, version = in_both(
        PlaceIndexPage,
        haean,
        PlacePage(title="펀치볼", kind="trail", lat=38.2, lon=128.1, distance_km=2.5),
        PlacePage(title="Punch Bowl"),
    )
    assert (version.kind, version.lat, version.distance_km) == ("trail", 38.2, 2.5)


def test_the_night_mends_what_was_written_past_the_signals(market_day):
    EventPage.objects.filter(pk=market_day[1].pk).update(starts_at=SOON + timedelta(days=1))
    assert following.align() == 1
    assert EventPage.objects.get(pk=market_day[1].pk).starts_at == SOON
    assert following.align() == 0


def test_the_office_asks_the_hour_on_the_first_version_only(haean, manager_of, as_user, market_day):
    client = as_user(manager_of(haean))
    first, version = (body(f"/office/{haean.slug}/pages/{page.pk}/edit/", client=client)
                      for page in market_day)  # fmt: skip
    assert 'name="starts_at' in first
    assert 'name="starts_at' not in version
    assert 'name="place"' in version


def test_the_page_editor_shows_the_hour_of_a_version_and_takes_none(
    haean, manager_of, as_user, market_day
):
    client = as_user(manager_of(haean))
    text = body(f"/cms/pages/{market_day[1].pk}/edit/", client=client)
    assert "It follows the first version." in text


def english_of(first, **more) -> dict:
    """The page editor's form for an English version that names another hour."""
    return {
        "title": "Market day", "slug": "market-day", "content_language": "en",
        "starts_at": "2027-01-02 09:00", "original": first.pk,
        "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **more,
    }  # fmt: skip


def test_a_first_version_chosen_in_the_form_gives_its_hour_to_what_is_saved(
    haean, manager_of, as_user, market_day
):
    market_day[1].delete()
    first = market_day[0]
    client = as_user(manager_of(haean))
    add = f"/cms/pages/add/villages/eventpage/{first.get_parent().pk}/"
    client.post(add, english_of(first))
    assert EventPage.objects.get(title="Market day").starts_at == SOON


def test_a_first_version_chosen_in_the_form_gives_its_hour_to_the_preview(
    haean, manager_of, as_user, market_day
):
    market_day[1].delete()
    first = market_day[0]
    client = as_user(manager_of(haean))
    add = f"/cms/pages/add/villages/eventpage/{first.get_parent().pk}"
    preview = f"{add}/preview/"
    assert client.post(preview, english_of(first)).json()["is_valid"]
    shown = client.get(f"{preview}?mode=").content.decode()
    assert f'datetime="{SOON.isoformat()[:10]}' in shown
    assert "2027" not in shown


def test_the_form_says_that_the_day_comes_with_saving(haean, manager_of, as_user, market_day):
    client = as_user(manager_of(haean))
    add = f"/cms/pages/add/villages/eventpage/{market_day[0].get_parent().pk}/"
    assert "shown once you have saved" in body(add, client=client)


def test_publishing_what_has_no_version_writes_to_none(haean, market_day):
    alone = filling.put_below(EventIndexPage, haean, EventPage(title="혼자", starts_at=SOON))
    with CaptureQueriesContext(connection) as asked:
        following.follow(alone, publishing.versions_of(alone))
    assert not [one for one in asked if one["sql"].startswith("UPDATE")]


# --- it goes with its first version


def test_a_story_taken_off_is_off_in_every_language(haean, manager_of, as_user, story):
    first, version = story
    assert "We picked apples" in body(f"{HAEAN}news/first-en/")
    as_user(manager_of(haean)).post(f"/office/{haean.slug}/pages/{first.pk}/withdraw/")
    first.refresh_from_db()
    assert not first.live
    assert Client().get(f"{HAEAN}news/first-en/").status_code == 404
    assert "first-en" not in body("/sitemap-pages.xml")
    assert not found(version)


def test_a_story_put_on_again_is_there_in_every_language(story):
    first, version = story
    first.unpublish()
    first.get_latest_revision().publish()
    assert Client().get(f"{HAEAN}news/first-en/").status_code == 200
    assert found(version)


def test_a_story_for_members_is_for_members_in_every_language(story):
    first, version = story
    first.members_only = True
    first.save_revision().publish()
    assert Client().get(f"{HAEAN}news/first-en/").status_code == 302
    assert "first-en" not in body("/sitemap-pages.xml")
    assert SearchDoc.objects.get(kind="page", ref=version.pk).audience != "public"


def test_a_story_behind_a_sign_in_is_so_in_every_language(story):
    PageViewRestriction.objects.create(page=story[0], restriction_type="login")
    assert Client().get(f"{HAEAN}news/first-en/").status_code == 302
    assert "first-en" not in body("/sitemap-pages.xml")
    assert not found(story[1])


def test_a_version_whose_first_version_was_deleted_stands_for_itself(story):
    first, version = story
    first.delete()
    assert Client().get(f"{HAEAN}news/first-en/").status_code == 200
    assert SearchDoc.objects.get(kind="page", ref=version.pk).url.endswith("/news/first-en/")


# --- the committee's page


def committee_of(village) -> CommitteePage:
    """Its page, in Korean."""
    CommitteePage.objects.filter(path__startswith=village.page.path).update(content_language="ko")
    return CommitteePage.objects.get(path__startswith=village.page.path)


def test_a_second_version_of_the_committee_s_page_is_made_in_the_page_editor(
    haean, manager_of, as_user
):
    first = committee_of(haean)
    client = as_user(manager_of(haean))
    client.post(
        f"/cms/pages/add/villages/committeepage/{haean.page.pk}/",
        {
            "title": "Committee", "introduction": "", "content_language": "en",
            "original": first.pk, "rules-count": "0",
            **{f"{name}-{part}": "0" for name in ("members", "minutes", "comments")
               for part in ("TOTAL_FORMS", "INITIAL_FORMS")},
        },
    )  # fmt: skip
    made = CommitteePage.objects.exclude(pk=first.pk).get(path__startswith=haean.page.path)
    assert made.slug == f"{first.address}-en"


def test_minutes_of_a_meeting_are_read_in_every_language(haean, manager_of):
    first = committee_of(haean)
    first.save_revision().publish()
    version = CommitteePage(title="Committee", content_language="en", original=first)
    haean.page.specific.add_child(instance=version)
    version.save_revision().publish()
    circulars.enter_minutes(
        village=haean,
        held_on=timezone.localdate(),
        title="회관 지붕",
        body="지붕을 고칩니다.",
        acting_user=manager_of(haean),
    )
    text = body(f"{HAEAN}committee/")
    assert '<b lang="ko">회관 지붕</b>' in text
