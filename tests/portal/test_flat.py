"""Every list costs the same with 3 and with 30 villages, and with 3 and with 30 rows: exactly.

Counted with the platform's caches emptied; only what Django keeps in the process for good
(the content types) is there already. A village's home and every list ask at most fifteen things;
a portal's page that somebody reads signed in, three more: their session, account and basket.
"""

from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest

from tests.portal import filling
from villages.community.models import Board
from villages.portal import circulars, news_desk, posting
from villages.portal.models import NewsPage, Village
from villages.portal.services import NewVillage, provision_village

pytestmark = pytest.mark.django_db
HAEAN = "/villages/yanggu-haean/"
CEILING, OWN = 15, 3
# No lists: what waits at every desk, and the count of all that two villages would share.
GATHERED = {"manager /office/yanggu-haean/": 29, "staff /staff/villages/yanggu-haean/merge/": 40}

VILLAGE = [
    HAEAN + tail
    for tail in (
        "", "news/", "news/?page=1", "notices/", "events/", "places/", "album/", "committee/",
        "documents/", "documents/?kind=other", "stories-and-albums/", "bulletin/", "fund/", "ties/",
        "board/",
        "book-the-centre/",
        "news/news-0/", "notices/notice-0/", "events/event-0/", "places/place-0/", "story-0/",
        "feed/", "calendar.ics",
    )
]  # fmt: skip
NATION = [
    "/", "/news/", "/villages/", "/villages/?region=42", "/villages/?q=Haean", "/villages/?kind=mixed",
    "/market/", "/market/search/", "/market/search/?q=honey", "/market/shelves/honey/",
    "/market/stalls/yanggu-haean/", "/learn/", "/learn/safe/", "/talk/", "/search/?q=news",
    "/search/suggest/?q=news", "/feed/", "/help/", "/help/post-news/", "/about/", "/open-data/",
    "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-goods.xml", "/sitemap-talk.xml",
]  # fmt: skip
OFFICE = [
    "/office/yanggu-haean/" + tail
    for tail in (
        "", "pages/", "approvals/", "members/", "fund/", "documents/", "circulars/", "minutes/",
        "forms/", "ties/", "reports/", "learning/", "stall/", "stall/goods/",
    )
]  # fmt: skip
STAFF = [
    "/staff/", "/staff/villages/", "/staff/villages/?q=a", "/staff/villages/?state=vacant",
    "/staff/news/", "/staff/news/?state=featured", "/staff/holidays/", "/staff/villages/new/",
    "/staff/villages/import/", "/staff/villages/yanggu-haean/",
    "/staff/villages/yanggu-haean/merge/", "/adoption/", "/adoption/42/", "/adoption/history/",
    "/adoption/villages/yanggu-haean/",
]  # fmt: skip
MINE = ["/me/", HAEAN + "circulars/", HAEAN + "news/", HAEAN]


def statements(client, url: str, *, is_first: bool = True) -> list[str]:
    """What one request asks the database, the platform's caches empty.

    Before the first one of an address another goes ahead: pictures are made smaller then.
    """
    if is_first:
        client.get(url)
    cache.clear()
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
        if answer.streaming:
            b"".join(answer.streaming_content)
    assert answer.status_code == 200, url
    return [query["sql"] for query in list(seen.captured_queries)]


class World:
    """Haean with so many rows of everything, among so many villages."""

    def __init__(self, haean, toegye, make_hat, staff, as_user) -> None:
        self.haean, self.make_hat, self.rows = haean, make_hat, 3
        self.manager = make_hat("manager", haean, "Manager")
        filling.fill(haean, self.manager, sister=toegye, rows=3)
        self.photo = NewsPage.objects.filter(slug="news-0").get().picture
        self.readers = {
            "stranger": (Client(), VILLAGE + NATION),
            "manager": (as_user(self.manager), OFFICE + MINE),
            "staff": (as_user(staff), STAFF),
        }
        self.letters(0, 3)
        self.drafts(0, 3)
        news_desk.set_featured(
            page=NewsPage.objects.get(slug="news-0"), is_featured=True, acting_user=staff
        )

    def letters(self, start: int, end: int) -> None:
        """Circulars to the manager, and people with hats who wrote them."""
        for n in range(start, end):
            elder = self.make_hat("committee", self.haean, f"Elder {n}")
            circulars.send(village=self.haean, title=f"L {n}", text="Read.", acting_user=elder)

    def drafts(self, start: int, end: int) -> None:
        """Texts that wait for approval."""
        editor = self.make_hat("editor", self.haean, f"Editor {start}")
        for n in range(start, end):
            draft = posting.Draft(
                kind="notice", title=f"D {n}", text="W.", language="en", client_key=f"key{n}"
            )
            page = posting.write_page(village=self.haean, author=editor, draft=draft)
            posting.send_for_approval(page=page, author=editor)

    def more_rows(self) -> None:
        """Thirty rows of everything instead of three."""
        filling.pages(self.haean, 27, start=3, picture=self.photo)
        filling.books(self.haean, self.manager, 27, start=3)
        filling.talks(self.haean, self.manager, 27, start=3)
        filling.goods(self.haean, 27, start=3)
        album = self.haean.page.get_children().get(slug="album").specific
        for n in range(27):
            album.pictures.add(
                type(album.pictures.first())(image=self.photo, alt="A", sort_order=10 + n)
            )
        album.save()
        self.letters(3, 12)
        self.drafts(3, 12)

    def more_villages(self) -> None:
        """Thirty villages, each with a story, goods and a talk."""
        for number in range(27):
            village = provision_village(
                NewVillage(
                    slug=f"inje-more{number}", name_ko=f"더{number}마을",
                    name_en=f"More {number} Village", region_code="42810", lat=38.0, lon=128.1,
                )
            )  # fmt: skip
            filling.pages(village, 1)
            filling.goods(village, 1)
            filling.talks(village, self.manager, 1)
        assert Village.objects.count() == 30

    def counts(self, *, is_first: bool = True) -> dict[str, list[str]]:
        """Every address with what it asks."""
        return {
            f"{who} {url}": statements(client, url, is_first=is_first)
            for who, (client, urls) in self.readers.items()
            for url in urls
        }


@pytest.fixture
def world(haean, toegye, with_role, staff, as_user):
    return World(haean, toegye, with_role, staff, as_user)


def differences(before: dict, after: dict) -> dict[str, tuple]:
    return {
        name: (len(before[name]), len(after[name]))
        for name in before
        if len(before[name]) != len(after[name])
    }


def test_thirty_villages_cost_what_three_cost(world):
    few = world.counts()
    world.more_villages()
    assert differences(few, world.counts(is_first=False)) == {}


def test_thirty_rows_cost_what_three_cost(world):
    few = world.counts()
    world.more_rows()
    assert differences(few, world.counts(is_first=False)) == {}


def test_every_list_stays_below_the_ceiling(world):
    signed_in = {f"manager {url}": CEILING + OWN for url in MINE}
    most = {**signed_in, **GATHERED}
    counts = {name: len(asked) for name, asked in world.counts().items()}
    assert {name: n for name, n in counts.items() if n > most.get(name, CEILING)} == {}
    assert Board.objects.filter(village=world.haean).exists()
