"""What strangers read of a village: nothing before it opens, nothing that asks for a sign-in."""

from django.utils import timezone

from wagtail.models import PageViewRestriction

import pytest

from tests.portal import filling
from villages.finder.models import SearchDoc
from villages.portal import facade, merging, publishing, register
from villages.portal.models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    StoryPage,
    Village,
)
from villages.portal.services import NewVillage, grant_role, provision_village

pytestmark = pytest.mark.django_db
WORD = "Buckwheat"


@pytest.fixture
def newborn(manager_of, person):
    """A village that is being set up: all is done but the opening."""
    village = provision_village(
        NewVillage(
            slug="yanggu-new", name_ko="새마을", name_en="New Village", region_code="42800",
            phone="033-480-0000", tagline_ko="메밀꽃 피는 마을", is_opening=True,
        )
    )  # fmt: skip
    village.page.hero = filling.a_photo(village, "Hill")
    village.page.centre_hours_ko = "평일 9시"
    village.page.save_revision()
    grant_role(user=person("Founder"), village=village, role="manager")
    return village


def publish(index, village, page):
    """A page below one of the village's lists, really published."""
    page.content_language = "en"
    made = filling.put_below(index, village, page)
    made.save_revision().publish()
    return made


def news(village, title=f"{WORD} in flower", slug="buckwheat", **more):
    return publish(NewsIndexPage, village, NewsPage(title=title, slug=slug, **more))


def close(page, kind=PageViewRestriction.LOGIN):
    return PageViewRestriction.objects.create(page=page, restriction_type=kind)


def body(client, url: str) -> str:
    return client.get(url, headers={"accept-language": "en"}).content.decode()


def is_found(client, word=WORD) -> bool:
    return f"0 found for “{word}”" not in (page := body(client, f"/search/?q={word}")) and (
        "Nothing found" not in page
    )


NATIONAL = ("/", "/feed/", "/sitemap-pages.xml", f"/search/suggest/?q={WORD}")


# --- before a village opens


@pytest.mark.parametrize("url", NATIONAL)
def test_news_of_a_village_being_set_up_stands_nowhere(newborn, client, url):
    news(newborn)
    assert "buckwheat" not in body(client, url).lower().replace(f"q={WORD}".lower(), "")
    assert not is_found(client)


@pytest.mark.parametrize("tail", ["", "feed/", "calendar.ics", "news/", "news/buckwheat/"])
def test_no_address_of_it_answers(newborn, client, tail):
    news(newborn)
    assert client.get(f"/villages/{newborn.slug}/{tail}").status_code == 404


def test_the_news_desk_does_not_offer_it(newborn, staff, as_user):
    page = news(newborn)
    desk = as_user(staff)
    assert WORD not in body(desk, "/staff/news/")
    assert desk.post(f"/staff/news/{page.pk}/", {"feature": "1"}).status_code == 404


def test_when_it_opens_its_board_answers(newborn, client):
    news(newborn)
    facade.open_portal(village=newborn, acting_user=None)
    assert client.get(f"/villages/{newborn.slug}/board/").status_code == 200


def test_when_it_opens_its_news_is_found(newborn, client):
    news(newborn)
    facade.open_portal(village=newborn, acting_user=None)
    assert is_found(client)
    assert WORD in body(client, "/")
    assert f"/villages/{newborn.slug}/news/buckwheat/" in body(client, "/sitemap-pages.xml")


# --- when it rests, wakes, becomes part of another


@pytest.fixture
def resting(haean, staff):
    """Haean rests, with a story."""
    news(haean)
    register.archive_village(village=haean, acting_user=staff, reason="Nobody is left.")
    return haean


def test_news_of_a_resting_village_leaves_the_national_lists(resting, client):
    assert WORD not in body(client, "/")
    assert WORD not in body(client, "/feed/")


def test_a_resting_village_can_still_be_read_and_found(resting, client):
    assert client.get(f"/villages/{resting.slug}/news/buckwheat/").status_code == 200
    assert WORD in body(client, f"/villages/{resting.slug}/feed/")
    assert is_found(client)


def test_it_comes_back_when_the_village_wakes(resting, client, staff):
    register.restore_village(village=resting, acting_user=staff)
    assert WORD in body(client, "/")


def test_after_a_merger_the_search_leads_to_the_other_village(haean, toegye, staff):
    page = news(haean)
    merging.merge_villages(source=haean, target=toegye, acting_user=staff)
    doc = SearchDoc.objects.get(kind="page", ref=page.pk)
    assert (doc.village, doc.url) == (toegye, f"/villages/{toegye.slug}/news/buckwheat/")


# --- pages one has to sign in for


@pytest.fixture
def closed_everything(haean):
    """A story, a notice, an event and a tale of Haean, each behind a sign-in."""
    pages = [
        news(haean),
        publish(NoticeIndexPage, haean, NoticePage(title=f"{WORD} notice", slug="n")),
        publish(
            EventIndexPage,
            haean,
            EventPage(title=f"{WORD} fair", slug="e", starts_at=timezone.now()),
        ),
    ]
    tale = type(haean.page).objects.get(pk=haean.page_id)
    tale = tale.add_child(
        instance=StoryPage(title=f"{WORD} of old", slug="tale", content_language="en")
    )
    tale.save_revision().publish()
    for page in [*pages, tale]:
        close(page)
    return haean


HAEAN = "/villages/yanggu-haean/"
LISTS = [
    *NATIONAL,
    HAEAN,
    *(HAEAN + tail for tail in ("news/", "notices/", "events/", "feed/", "calendar.ics", "fund/")),
]


@pytest.mark.parametrize("url", LISTS)
def test_a_stranger_sees_it_on_no_list(closed_everything, client, url):
    said = body(client, url).replace(f"q={WORD}", "")
    assert WORD not in said
    assert "news/buckwheat/" not in said


def test_nobody_finds_it(closed_everything, client, resident_of, as_user):
    assert not is_found(client)
    assert not is_found(as_user(resident_of(closed_everything)))


@pytest.mark.parametrize("tail", ["", "news/", "notices/", "events/"])
def test_whoever_is_signed_in_sees_it_on_the_village_s_lists(
    closed_everything, resident_of, as_user, tail
):
    assert WORD in body(as_user(resident_of(closed_everything)), HAEAN + tail)


def test_a_sign_in_set_later_takes_it_out_and_taken_away_brings_it_back(haean, client):
    page = news(haean)
    assert is_found(client)
    restriction = close(page)
    assert not is_found(client)
    restriction.delete()
    assert is_found(client)


def test_a_sign_in_for_the_whole_list_takes_out_what_stands_on_it(haean, client):
    news(haean)
    close(NewsIndexPage.objects.get(path__startswith=haean.page.path))
    assert not is_found(client)
    assert WORD not in body(client, HAEAN)


def test_a_deleted_page_does_not_come_back_with_its_restriction(haean):
    page = news(haean)
    close(page)
    page.delete()
    assert not SearchDoc.objects.filter(kind="page", ref=page.pk).exists()


def test_a_new_text_of_a_closed_page_is_not_found(haean, client):
    page = news(haean)
    close(page)
    page.save_revision().publish()
    assert not is_found(client)


def test_an_urgent_notice_behind_a_sign_in_leaves_the_band_at_once(haean, client):
    notice = publish(
        NoticeIndexPage, haean, NoticePage(title="The river rises", slug="r", is_urgent=True)
    )
    assert "The river rises" in body(client, f"{HAEAN}fund/")
    close(notice)
    assert "The river rises" not in body(client, f"{HAEAN}fund/")


def test_a_closed_version_is_not_read_through_the_first_one(haean, client, person, as_user):
    first = news(haean, title="Open words")
    version = NewsPage(title="Secret words", slug="secret", original=first, content_language="ko")
    version = filling.put_below(NewsIndexPage, haean, version)
    close(version)
    address = f"{HAEAN}news/buckwheat/?in=ko"
    assert "Secret words" not in body(client, address)
    assert "Secret words" in body(as_user(person("Okja")), address)


def test_the_search_follows_for_a_whole_village(haean, client):
    news(haean)
    SearchDoc.objects.all().delete()
    publishing.refresh_search(haean.page)
    assert is_found(client)
    assert Village.objects.count() == 3
