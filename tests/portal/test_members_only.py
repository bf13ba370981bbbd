"""Pages for members of one village: they and staff read them, nobody else sees that they exist."""

from django.utils import timezone

import pytest

from tests.portal import filling
from villages.finder.models import SearchDoc
from villages.portal.models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    StoryPage,
)

pytestmark = pytest.mark.django_db
WORD = "Lottery"
HAEAN = "/villages/yanggu-haean/"
PAGE = f"{HAEAN}news/secret/"
LISTS = [
    "/", "/news/", "/feed/", "/sitemap-pages.xml", f"/search/suggest/?q={WORD}",
    *(HAEAN + tail for tail in ("", "news/", "notices/", "events/", "stories-and-albums/",
                                "feed/", "calendar.ics", "fund/")),
]  # fmt: skip


@pytest.fixture(autouse=True)
def hidden(haean):
    """News, a notice, an event and a story of Haean for its members; the story's page."""
    made = []
    for index, page in (
        (NewsIndexPage, NewsPage(slug="secret")),
        (NoticeIndexPage, NoticePage(slug="n", is_urgent=True)),
        (EventIndexPage, EventPage(slug="e", starts_at=timezone.now())),
    ):
        page.title, page.content_language, page.members_only = f"{WORD} draw", "en", True
        made.append(filling.put_below(index, haean, page))
    home = type(haean.page).objects.get(pk=haean.page_id)
    tale = StoryPage(title=f"{WORD} draw", slug="s", content_language="en", members_only=True)
    made.append(home.add_child(instance=tale))
    for page in made:
        page.save_revision().publish()
    return made[0]


@pytest.fixture
def readers(haean, toegye, resident_of, with_role, person, staff, as_user, client):
    """Who comes, by name."""
    return {
        "stranger": client,
        "shopper": as_user(person("Shopper")),
        "neighbour": as_user(resident_of(toegye)),
        "foreign manager": as_user(with_role("manager", toegye)),
        "member": as_user(resident_of(haean)),
        "staff": as_user(staff),
    }


STRANGE = ("stranger", "shopper", "neighbour", "foreign manager")


def body(client, url: str) -> str:
    return client.get(url, headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize("url", LISTS)
def test_it_stands_on_no_list_of_strangers(readers, url):
    seen = {name for name in STRANGE if WORD in body(readers[name], url).replace(f"q={WORD}", "")}
    assert seen == set()


@pytest.mark.parametrize("tail", ["", "news/", "notices/", "events/", "stories-and-albums/"])
def test_members_and_staff_see_it_on_the_village_s_lists(readers, tail):
    assert WORD in body(readers["member"], HAEAN + tail)
    assert WORD in body(readers["staff"], HAEAN + tail)


def test_members_and_staff_read_it(readers):
    answers = {name: client.get(PAGE) for name, client in readers.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "stranger": 302, "shopper": 403, "neighbour": 403, "foreign manager": 403,
        "member": 200, "staff": 200,
    }  # fmt: skip
    assert answers["stranger"].url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("name", STRANGE)
def test_a_form_is_sent_by_no_stranger_either(readers, name):
    assert readers[name].post(PAGE).status_code in (302, 403)


def test_the_search_finds_it_for_members_only(readers, hidden, haean):
    url = f"/search/?q={WORD}"
    found = {name for name, reader in readers.items() if "news/secret/" in body(reader, url)}
    assert found == {"member"}
    assert SearchDoc.objects.get(ref=hidden.pk).audience == f"village:{haean.pk}"


def test_an_event_s_calendar_file_and_reminder_are_for_members(readers):
    pk = EventPage.objects.get(slug="e").pk
    for tail in (f"reminders/{pk}/", f"reminders/{pk}.ics"):
        assert readers["shopper"].get(HAEAN + tail).status_code == 404
        assert readers["member"].get(HAEAN + tail).status_code == 200


def test_when_it_is_opened_to_all_everybody_finds_it(readers, hidden):
    page = NewsPage.objects.get(pk=hidden.pk)
    page.members_only = False
    page.save_revision().publish()
    assert "news/secret/" in body(readers["stranger"], f"/search/?q={WORD}")
    assert WORD in body(readers["stranger"], f"{HAEAN}news/")


def test_a_version_for_members_is_not_read_through_the_first_one(readers, haean):
    first = NewsPage(title="Open words", slug="open", content_language="en")
    first = filling.put_below(NewsIndexPage, haean, first)
    version = NewsPage(
        title="Closed words", slug="open-ko", content_language="ko", original=first,
        members_only=True,
    )  # fmt: skip
    filling.put_below(NewsIndexPage, haean, version)
    address = f"{HAEAN}news/open/?in=ko"
    assert "Closed words" not in body(readers["neighbour"], address)
    assert "Closed words" in body(readers["member"], address)


def test_a_hat_that_has_ended_opens_nothing(haean, resident_of, as_user):
    okja = resident_of(haean)
    okja.memberships.update(until=timezone.localdate() - timezone.timedelta(days=1))
    assert as_user(okja).get(PAGE).status_code == 403
    assert WORD not in body(as_user(okja), f"{HAEAN}news/")


def test_the_page_editor_asks_for_it(haean, manager_of, as_user, hidden):
    said = body(as_user(manager_of(haean)), f"/cms/pages/{hidden.pk}/edit/")
    assert 'name="members_only"' in said
