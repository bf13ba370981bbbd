"""INVIL News, reporters, feeds, the order of a home, and a village's long address."""

import re
from datetime import timedelta

from django.utils import timezone

import pytest

from tests.portal import filling
from villages.portal import news_desk, register
from villages.portal.models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    Village,
)
from villages.portal.services import NewVillage, provision_village

pytestmark = pytest.mark.django_db
HAEAN = "/villages/yanggu-haean/"


def body(client, url: str, language="en") -> str:
    return client.get(url, headers={"accept-language": language}).content.decode()


def story(village, n: int, days: int = 0, **more) -> NewsPage:
    page = NewsPage(
        title=f"Story {n}.", slug=f"story-{n}", content_language="en",
        published_on=timezone.localdate() - timedelta(days=days), **more,
    )  # fmt: skip
    filling.put_below(NewsIndexPage, village, page).save_revision().publish()
    return page


def order_of(said: str, *words: str) -> list[str]:
    """The words in the order they stand."""
    assert all(word in said for word in words)
    return sorted(words, key=said.index)


# --- INVIL News


def test_every_featured_story_is_seen_and_stands_first(haean, client, staff):
    for n in range(5):
        page = story(haean, n, days=20 - n)
        if n < 4:
            news_desk.set_featured(page=page, is_featured=True, acting_user=staff)
    said = body(client, "/news/")
    names = [f"Story {n}." for n in (3, 2, 1, 0, 4)]
    assert order_of(said, *names) == names
    assert 'href="/news/"' in body(client, "/")


def test_the_news_has_pages_and_subjects(haean, yesong, client):
    for n in range(13):
        story(haean, n, days=n)
    story(yesong, 99, days=40, subject="harvest")
    assert "Story 99." not in body(client, "/news/")
    assert "Story 99." in body(client, "/news/?page=2")
    said = body(client, "/news/?subject=harvest")
    assert "Yesong Village" in said
    assert "Story 1." not in said
    assert client.get("/news/?subject=nothing&page=x").status_code == 200


def cards_and_rows(said: str) -> tuple[list[str], list[str]]:
    """The titles on cards, and those in rows."""
    cards, _middle, rows = said.partition('<ul class="rows')
    titles = re.compile(r"<h2><a [^>]*>(Story \d+\.)</a>")
    return titles.findall(cards), titles.findall(rows)


def test_the_first_three_stand_as_cards_on_the_first_page_only(haean, client):
    for n in range(16):
        story(haean, n, days=n)
    cards, rows = cards_and_rows(body(client, "/news/"))
    assert cards == ["Story 0.", "Story 1.", "Story 2."]
    assert rows == [f"Story {n}." for n in range(3, 12)]
    cards, rows = cards_and_rows(body(client, "/news/?page=2"))
    assert (cards, rows) == ([], [f"Story {n}." for n in range(12, 16)])


def test_two_stories_are_no_cards(haean, client):
    story(haean, 1), story(haean, 2, days=1)
    assert cards_and_rows(body(client, "/news/")) == ([], ["Story 1.", "Story 2."])


def test_a_card_has_a_landscape_where_the_story_has_no_picture(haean, client):
    photo = filling.a_photo(haean, "Field")
    for n in range(3):
        story(haean, n, days=n, picture=photo if n else None)
    cards = body(client, "/news/").partition('<ul class="grid villages')[2].split("</li>")
    assert "img/scene-" in cards[0]
    assert photo.file.url in cards[1]


@pytest.mark.parametrize(("tail", "shown"), [("", 3), ("?page=2", 4)])
def test_a_phone_is_sent_few_pictures(haean, client, tail, shown):
    photo = filling.a_photo(haean, "Field")
    for n in range(24):
        story(haean, n, days=n, picture=photo)
    said = body(client, f"/news/{tail}")
    assert said.count(photo.file.url) == 12
    assert 12 - said.count("rows__thumb--wide") == shown


def test_a_card_marks_the_language_of_its_words(haean, client):
    for n in range(3):
        story(haean, n)
    korean = body(client, "/news/", "ko")
    assert '<a href="/villages/yanggu-haean/news/story-0/" lang="en">Story 0.</a>' in korean


def test_news_of_a_closed_or_a_resting_village_is_not_in_it(haean, client, staff):
    newborn = provision_village(
        NewVillage(slug="yanggu-new", name_ko="새", name_en="N", region_code="42800",
                   is_opening=True)
    )  # fmt: skip
    story(newborn, 1), story(haean, 2)
    register.archive_village(village=haean, acting_user=staff, reason="Rest")
    assert "No news yet" in body(client, "/news/")


def test_the_news_costs_the_same_with_one_village_and_with_three(
    haean, toegye, yesong, client, django_assert_max_num_queries
):
    for n in range(3):
        story(haean, n)
    body(client, "/news/")
    for village in (toegye, yesong):
        story(village, 1)
    with django_assert_max_num_queries(6):
        body(client, "/news/")


def test_on_a_village_s_host_news_is_the_village_s(haean, client, settings):
    settings.VILLAGE_DOMAIN = settings.PLATFORM_HOST = "invil.example"
    settings.ALLOWED_HOSTS = ["invil.example", ".invil.example"]
    from django.core.management import call_command

    call_command("sync_village_sites")
    story(haean, 1)
    mine = client.get("/news/", headers={"host": "yanggu-haean.invil.example"}).content.decode()
    assert "INVIL News" not in mine
    assert "Story 1." in mine
    nation = client.get("/news/", headers={"host": "invil.example"}).content.decode()
    assert "INVIL News" in nation


# --- reporters


@pytest.fixture
def okja(haean, with_role):
    return with_role("reporter", haean, "Okja")


def test_the_byline_leads_to_the_reporter_s_stories_with_their_number(haean, client, okja):
    for n in range(3):
        story(haean, n, owner=okja)
    story(haean, 9, owner=okja, on_behalf_of="Grandmother")
    address = f"{HAEAN}reporters/{okja.pk}/"
    assert f'<a href="{address}">Okja</a>' in body(client, f"{HAEAN}news/story-0/")
    assert address not in body(client, f"{HAEAN}news/story-9/")
    said = body(client, address)
    assert "3 stories for Haean Village" in said
    assert "Story 9." not in said


def test_nobody_is_shown_as_a_reporter_without_a_story(haean, toegye, client, okja, person):
    draft = NewsPage(title="Draft", slug="draft", owner=okja, live=False)
    filling.put_below(NewsIndexPage, haean, draft)
    for url in (
        f"{HAEAN}reporters/{okja.pk}/",
        f"{HAEAN}reporters/{person().pk}/",
        f"{HAEAN}reporters/999999/",
    ):
        assert client.get(url).status_code == 404
    story(haean, 1, owner=okja)
    assert client.get(f"/villages/{toegye.slug}/reporters/{okja.pk}/").status_code == 404


# --- feeds


def test_a_village_s_feed_has_its_notices_between_the_news(haean, client):
    story(haean, 1, days=3), story(haean, 2, days=1)
    today = timezone.localdate()
    for title, days, until in (("Water is off.", 2, None), ("Long over.", 9, today)):
        notice = NoticePage(
            title=title, slug=title[:4].lower(), content_language="en",
            published_on=today - timedelta(days=days),
            valid_until=until and until - timedelta(days=1),
            body=[("paragraph", "<p>From nine to noon.</p>")],
        )  # fmt: skip
        filling.put_below(NoticeIndexPage, haean, notice).save_revision().publish()
    said = body(client, f"{HAEAN}feed/")
    names = ["Story 2.", "Water is off.", "Story 1."]
    assert order_of(said, *names) == names
    assert "From nine to noon." in said
    assert "Long over." not in said
    assert "Water is off." not in body(client, "/feed/")


@pytest.mark.parametrize("tail", ["", "news/", "notices/"])
def test_the_feed_is_announced(haean, client, tail):
    assert f'type="application/atom+xml" title="Haean Village" href="{HAEAN}feed/"' in body(
        client, HAEAN + tail
    )


# --- what a home leads with


def test_the_home_leads_with_what_the_village_chose(haean, manager_of, client):
    filling.nation()
    filling.pages(haean, 1)
    filling.goods(haean, 1)
    filling.talks(haean, manager_of(haean), 1)
    start = timezone.now() + timedelta(days=3)
    filling.put_below(EventIndexPage, haean, EventPage(title="Fair", slug="f", starts_at=start))
    signs = {"goods": "Honey 0", "events": ">Coming up<", "learn": "/learn/safe/", "talk": "Talk 0"}
    wanted = {
        "commerce": ["goods", "learn", "talk", "events"],
        "experience": ["events", "learn", "goods", "talk"],
        "mixed": ["goods", "talk", "learn", "events"],
    }
    found = {}
    for preset in wanted:
        Village.objects.filter(pk=haean.pk).update(preset=preset)
        said = body(client, HAEAN)
        found[preset] = sorted(signs, key=lambda key: said.index(signs[key]))
    assert found == wanted


# --- the long address


@pytest.mark.parametrize("tail", ["", "news/", "news/story-1/"])
@pytest.mark.parametrize("province", ["region-42", "region-46"])
def test_the_long_address_leads_to_the_short_one(haean, yesong, client, tail, province):
    story(haean, 1)
    answer = client.get(f"/villages/{province}/yanggu-haean/{tail}?page=1")
    assert (answer.status_code, answer.url) == (301, f"{HAEAN}{tail}?page=1")


def test_the_long_address_of_no_open_village_is_not_found(haean, client):
    provision_village(
        NewVillage(slug="yanggu-new", name_ko="새", name_en="N", region_code="42800",
                   is_opening=True)
    )  # fmt: skip
    for tail in ("yanggu-new/", "nowhere/", "yanggu-new/news/"):
        assert client.get(f"/villages/region-42/{tail}").status_code == 404
    assert client.get("/villages/region-42/").status_code == 200
