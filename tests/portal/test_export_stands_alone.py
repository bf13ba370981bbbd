"""The export of a village of thirty pages refers to nothing outside itself, and forgets nothing."""

import csv
import html
import io
import re
import zipfile
from urllib.parse import unquote

from django.core.files.base import ContentFile
from django.utils import timezone, translation

import pytest

from media.models import VillageImage
from media.services import put_words, store_document
from tests.media.hostile import jpeg
from tests.media.test_documents import pdf
from tests.media.test_recordings import CAPTIONS, keep
from villages.portal import circulars, fund, shelf, ties, village_forms
from villages.portal.export import export_village
from villages.portal.models import (
    CommitteeMinutes,
    CommitteePage,
    GalleryPage,
    GalleryPicture,
    NewsIndexPage,
    NewsPage,
    StoryPage,
    VillageSubmission,
)

pytestmark = pytest.mark.django_db
PAGES = 30
REFERENCE = re.compile(r"""(?:src|href|srcset|poster)\s*=\s*["']([^"'#]+)""")


def thirty_pages(village, pictures: int = 0) -> list[VillageImage]:
    """Thirty stories and an album; every picture is the same small one."""
    images = [
        VillageImage(
            title=f"No. {number}", collection=village.collection, width=640, height=480,
            file=ContentFile(jpeg(), name=f"p{number}.jpg"),
        )
        for number in range(pictures)
    ]  # fmt: skip
    for image in images:
        image.save()
    news = NewsIndexPage.objects.get(path__startswith=village.page.path)
    for number in range(PAGES):
        own = images[number * 3 : number * 3 + 3]
        body = [("paragraph", "<p>Words of the village.</p>")]
        body += [("picture", {"image": one, "alt": "Boxes", "caption": ""}) for one in own]
        page = NewsPage(title=f"Story {number}", slug=f"story-{number}", body=body)
        page.picture = own[0] if own else None
        news.add_child(instance=page)
    album = village.page.add_child(instance=GalleryPage(title="Album", slug="album-of-all"))
    GalleryPicture.objects.bulk_create(
        GalleryPicture(page=album, image=image, sort_order=number, caption="A day")
        for number, image in enumerate(images)
    )
    return images


def full_desks(village, boss, editor) -> None:
    """Something on every desk of the office."""
    today = timezone.localdate()
    document = shelf.put_document(
        village=village, title="Rules", on=today, kind="rules",
        upload=ContentFile(pdf(), name="마을 규약.pdf"), acting_user=boss,
    )  # fmt: skip
    asked = shelf.ask(village=village, user=editor, text="The accounts, please", shown="hidden")
    shelf.answer(request=asked, state="refused", text="Names stand in it.", acting_user=boss)
    line = fund.enter_line(village=village, on=today, text="=Rope", amount=-1_000, acting_user=boss)
    fund.ask(line=line, user=editor, text="What was the rope for?")
    ties.add_partner(
        village=village, name="Hankyeol Tofu", kind="company", since=2016, together="Beans",
        website="", acting_user=boss,
    )  # fmt: skip
    letter = circulars.send(village=village, title="No water", text="Tomorrow", acting_user=boss)
    circulars.mark_read(receipt=letter.receipts.order_by("pk").first())
    sheet = village_forms.make_form(village=village, kind="centre", acting_user=boss)
    name = sheet.form_fields.first().clean_name
    VillageSubmission.objects.create(page=sheet, form_data={name: "Sunja"})
    committee = CommitteePage.objects.get(path__startswith=village.page.path)
    CommitteeMinutes.objects.create(
        page=committee, held_on=today, title="Spring", body="The ditch first."
    )
    recording = keep(
        village, transcript="돌을 날랐지요.", captions=ContentFile(CAPTIONS, name="a.vtt")
    )
    put_words(recording=recording, language="en", transcript="Stones were carried.")
    other = NewsPage.objects.filter(path__startswith=village.page.path).first()
    links = (
        f'<p><a linktype="page" id="{other.pk}">one</a> '
        f'<a linktype="document" id="{document.file_id}">two</a> '
        f'<a linktype="page" id="{village.page.get_parent().pk}">three</a></p>'
    )
    village.page.add_child(
        instance=StoryPage(
            title="돌길", slug="돌길", body=[("audio", recording), ("paragraph", links)]
        )
    )


@pytest.fixture
def boss(haean, manager_of):
    """Haean's manager."""
    return manager_of(haean)


@pytest.fixture
def box(haean, toegye, boss, editor_of, resident_of):
    """The file of a village with a full office, opened."""
    resident_of(haean)
    thirty_pages(haean)
    full_desks(haean, boss, editor_of(haean))
    store_document(
        upload=ContentFile(pdf(), name="b.pdf"), collection=toegye.collection, title="Of Toegye"
    )
    return zipfile.ZipFile(export_village(haean, acting_user=boss))


def table(box, name: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(box.read(name).decode("utf-8-sig"))))


def text(box, name: str) -> str:
    return html.unescape(box.read(name).decode())


def test_every_page_is_in_it(box):
    names = [name for name in box.namelist() if re.search(r"-story-\d+\.html$", name)]
    assert len(names) == PAGES


def test_every_reference_is_to_a_file_in_it(box):
    names, found = set(box.namelist()), 0
    for name in names:
        if not name.endswith(".html"):
            continue
        for target in REFERENCE.findall(box.read(name).decode()):
            if target.startswith(("data:", "http://localhost:8000/villages/region-")):
                continue
            found += 1
            assert "//" not in target, (name, target)
            folder = name.rpartition("/")[0].split("/") if "/" in name else []
            for piece in unquote(html.unescape(target)).split("/"):
                folder = folder[:-1] if piece == ".." else [*folder, piece]
            assert "/".join(folder) in names, (name, target)
    assert found >= PAGES


def test_links_in_texts_lead_within_the_file_or_to_the_platform(box):
    name = next(name for name in box.namelist() if name.endswith("-돌길.html"))
    targets = re.findall(r'<a href="([^"]+)">(?:one|two|three)<', box.read(name).decode())
    assert targets[0].startswith("../pages/")
    assert targets[1].startswith("../documents/")
    assert targets[2].startswith(("http://", "https://"))


def test_every_desk_stands_in_tables(box):
    assert table(box, "fund/book.csv")[0]["Spent (won)"] == "1000"
    assert table(box, "fund/book.csv")[0]["What for"] == "'=Rope"
    assert table(box, "shelf/requests.csv")[0]["Answer"] == "Names stand in it."
    assert table(box, "ties/ties.csv")[0]["Name"] == "Hankyeol Tofu"
    assert table(box, "circulars/circulars.csv")[0]["Title"] == "No water"
    assert {bool(row["Read at"]) for row in table(box, "circulars/readers.csv")} == {True, False}
    assert table(box, "committee/minutes.csv")[0]["What was decided"] == "The ditch first."
    forms = next(name for name in box.namelist() if name.startswith("forms/"))
    assert "Sunja" in table(box, forms)[0].values()


def test_every_table_is_a_page_too_and_begins_with_a_mark(box):
    names = [name for name in box.namelist() if name.endswith(".csv")]
    assert len(names) >= 12
    for name in names:
        assert box.read(name).startswith(b"\xef\xbb\xbf"), name
        page = text(box, f"{name.removesuffix('.csv')}.html")
        for row in table(box, name)[:3]:
            assert all(cell.split("\n")[0] in page for cell in row.values()), name
        assert "personal data" in page


def test_a_document_is_linked_from_its_table(box):
    row = table(box, "shelf/documents.csv")[0]
    assert row["File"] in box.namelist()
    assert row["File"].endswith("-마을 규약.pdf")
    assert 'href="../documents/' in text(box, "shelf/documents.html")


def test_recordings_come_with_their_words(box):
    names = [name for name in box.namelist() if name.startswith("recordings/")]
    assert {name.rpartition(".")[2] for name in names} == {"wav", "txt", "vtt"}
    said = {box.read(name).decode("utf-8-sig") for name in names if name.endswith(".txt")}
    assert said == {"돌을 날랐지요.", "Stones were carried."}
    page = text(box, next(name for name in box.namelist() if name.endswith("-돌길.html")))
    assert '<audio controls preload="none" src="../recordings/' in page
    assert "돌을 날랐지요." in page


def test_who_asked_about_the_fund_is_told_to_nobody(box, editor_of, haean):
    said = box.read("fund/questions.csv").decode()
    assert "What was the rope for?" in said
    assert "Editor" not in said


def test_it_says_in_both_languages_that_it_holds_personal_data(box, boss):
    said = box.read("personal-data.txt").decode("utf-8-sig")
    assert "This file holds personal data." in said
    assert "개인정보가 들어 있습니다" in said
    assert said.count(boss.name) == 2
    assert "This file holds personal data." in text(box, "index.html")
    assert "noindex" in text(box, "index.html")


def test_it_is_written_in_the_reader_s_language(haean, boss):
    with (
        translation.override("ko"),
        zipfile.ZipFile(export_village(haean, acting_user=boss)) as box,
    ):
        head = box.read("fund/book.csv").decode("utf-8-sig").splitlines()[0]
    assert head.startswith("번호,날짜")


def test_nothing_of_another_village_is_in_it(box):
    assert not any(b"Of Toegye" in box.read(name) for name in box.namelist())


def test_it_is_given_to_the_manager_alone_and_kept_by_nobody(haean, boss, as_user):
    answer = as_user(boss).post(f"/office/{haean.slug}/export/")
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "personal-data.zip" in answer["Content-Disposition"]


def test_thirty_pages_cost_few_queries(haean, boss, editor_of, django_assert_max_num_queries):
    thirty_pages(haean, pictures=90)
    full_desks(haean, boss, editor_of(haean))
    with django_assert_max_num_queries(150):
        export_village(haean, acting_user=boss)
