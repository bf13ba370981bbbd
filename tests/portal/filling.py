"""A village with something on every public list: `rows` of each kind, by the services."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from PIL import Image

from learning.services.content import load_course
from tests.factories import market
from tests.learning.conftest import course_data
from tests.media.test_documents import pdf
from villages.community.services import open_village_board, start_thread
from villages.portal import circulars, fund, guide, shelf, ties, village_forms
from villages.portal.models import (
    EventIndexPage,
    EventPage,
    GalleryPage,
    GalleryPicture,
    InfoPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    PlaceIndexPage,
    PlacePage,
    PlatformHomePage,
    StoryPage,
)

NATIONAL = ("about", "privacy", "terms", "accessibility")
WORDS = [("paragraph", "<p>Words of the village.</p>")]


def a_photo(village, title: str):
    """A small picture in the village's own collection."""
    from media.models import VillageImage

    out = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, "JPEG")
    image = VillageImage(title=title, collection=village.collection, width=64, height=48)
    image.file = SimpleUploadedFile(f"{title}.jpg", out.getvalue(), "image/jpeg")
    image.save()
    return image


def put_below(index_model, village, page):
    """A live page below one of the village's lists."""
    index = index_model.objects.get(path__startswith=village.page.path)
    return index.add_child(instance=page)


def pages(village, rows: int, *, start: int = 0, picture=None) -> None:
    """News, notices, events and places, all to be seen today."""
    today, now = timezone.localdate(), timezone.now()
    for n in range(start, start + rows):
        put_below(
            NewsIndexPage, village,
            NewsPage(title=f"News {n}", slug=f"news-{n}", content_language="en", picture=picture,
                     body=WORDS),
        )  # fmt: skip
        put_below(
            NoticeIndexPage, village,
            NoticePage(title=f"Notice {n}", slug=f"notice-{n}", content_language="en", body=WORDS,
                       valid_until=today + timedelta(days=30)),
        )  # fmt: skip
        put_below(
            EventIndexPage, village,
            EventPage(title=f"Event {n}", slug=f"event-{n}", content_language="en", body=WORDS,
                      starts_at=now + timedelta(days=2 + n), picture=picture),
        )  # fmt: skip
        put_below(
            PlaceIndexPage, village,
            PlacePage(title=f"Place {n}", slug=f"place-{n}", content_language="en", body=WORDS,
                      picture=picture),
        )  # fmt: skip
        home = type(village.page).objects.get(pk=village.page_id)
        home.add_child(
            instance=StoryPage(title=f"Story {n}", slug=f"story-{n}", content_language="en",
                               body=[("paragraph", "<p>Long ago.</p>")], picture=picture)
        )  # fmt: skip


def album(village, rows: int, *, slug: str = "album", picture=None) -> GalleryPage:
    """An album of so many pictures."""
    image = picture or a_photo(village, slug)
    page = GalleryPage(title="Album", slug=slug, content_language="en")
    page.pictures = [GalleryPicture(image=image, alt="A field", sort_order=n) for n in range(rows)]
    return type(village.page).objects.get(pk=village.page_id).add_child(instance=page)


def books(village, manager, rows: int, *, start: int = 0) -> None:
    """Lines of the fund with questions, documents, requests and minutes."""
    today = timezone.localdate()
    for n in range(start, start + rows):
        line = fund.enter_line(
            village=village, on=today, text=f"Line {n}", amount=1000 + n, acting_user=manager
        )
        question = fund.ask(line=line, user=manager, text=f"What is line {n}?")
        fund.answer(question=question, text="Seed.", acting_user=manager)
        shelf.put_document(
            village=village, title=f"Paper {n}", on=today, kind="other", acting_user=manager,
            upload=SimpleUploadedFile(f"paper-{n}.pdf", pdf()),
        )  # fmt: skip
        asked = shelf.ask(village=village, user=manager, text=f"Paper {n}?", shown="named")
        if n < start + rows - 2:  # the newest two stay open
            shelf.answer(request=asked, state="given", text="On the shelf.", acting_user=manager)
        circulars.enter_minutes(
            village=village, held_on=today, title=f"Meeting {n}", body="Decided.",
            acting_user=manager,
        )  # fmt: skip


def talks(village, author, rows: int, *, start: int = 0) -> None:
    """Threads of the village's board."""
    board = open_village_board(village)
    for n in range(start, start + rows):
        start_thread(board=board, author=author, title=f"Talk {n}", body="Who knows?")


def goods(village, rows: int, *, start: int = 0) -> None:
    """Products of the village's stall, in season all year."""
    stall = village.stall if hasattr(village, "stall") else market.stall(village)
    for n in range(start, start + rows):
        market.product(stall, title=f"Honey {n}", season=(1, 12))


def nation() -> None:
    """The pages that every footer links, the help, and one course."""
    home = PlatformHomePage.objects.get()
    for slug in NATIONAL:
        PlatformHomePage.objects.get(pk=home.pk).add_child(
            instance=InfoPage(title=slug.title(), slug=slug, content_language="en", body=WORDS)
        )
    guide.ensure_help()
    load_course(course_data())


def fill(village, manager, *, sister, rows: int = 3) -> None:
    """Everything above, a form, a sister and a partner."""
    nation()
    photo = a_photo(village, "Field")
    pages(village, rows, picture=photo)
    album(village, rows, picture=photo)
    books(village, manager, rows)
    talks(village, manager, rows)
    goods(village, rows)
    village_forms.make_form(village=village, kind="centre", acting_user=manager)
    ties.add_sister(
        village=village, sister=sister, since=2010, together="We harvest together.",
        acting_user=manager,
    )  # fmt: skip
    ties.add_partner(
        village=village, name="Ore school", kind="school", website="", since=2015, together="",
        acting_user=manager,
    )  # fmt: skip
    committee = village.page.get_children().filter(slug="committee").first().specific
    committee.save_revision().publish()
