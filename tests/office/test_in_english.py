"""The English of a document, a tie or a circular is written, and changed, after it stands."""

import re
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

import pytest

from media.models import VillageDocument
from tests.media.test_documents import pdf
from villages.portal import circulars, shelf, ties
from villages.portal.errors import ShelfRefused
from villages.portal.models import Circular, PartnerBody, ShelfDocument, SisterVillage

pytestmark = pytest.mark.django_db
HAEAN = "/villages/yanggu-haean/"
OFFICE = "/office/yanggu-haean/"
KINDS = ("document", "sister", "partner", "letter")


def upload(name: str = "rules.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf())


def body(client, url: str, language: str = "en") -> str:
    return client.get(url, headers={"accept-language": language}).content.decode()


@pytest.fixture
def boss(haean, manager_of):
    """The manager of Haean."""
    return manager_of(haean)


@pytest.fixture
def stands(haean, toegye, boss, resident_of):
    """One of each, in Korean alone, by its address in the office."""
    resident_of(haean)
    by = {"village": haean, "acting_user": boss}
    paper = shelf.put_document(
        title="마을 규약", on=date(2026, 1, 5), kind="rules", upload=upload(), **by
    )
    sister = ties.add_sister(sister=toegye, since=2010, together="함께 거둡니다", **by)
    partner = ties.add_partner(
        name="새봄초등학교", kind="school", since=2019, together="고구마를 캡니다", **by
    )
    letter = circulars.send(title="단수", text="물이 끊깁니다.", **by)
    return {
        "document": f"{OFFICE}documents/{paper.pk}/english/",
        "sister": f"{OFFICE}ties/sister/{sister.pk}/english/",
        "partner": f"{OFFICE}ties/partner/{partner.pk}/english/",
        "letter": f"{OFFICE}circulars/{letter.pk}/english/",
    }


@pytest.mark.parametrize(
    ("kind", "desk"),
    [
        ("document", "documents/"),
        ("sister", "ties/"),
        ("partner", "ties/"),
        ("letter", "circulars/{}/"),
    ],
)
def test_the_desk_leads_there(boss, as_user, stands, kind, desk):
    screen = body(as_user(boss), OFFICE + desk.format(Circular.objects.get().pk))
    assert re.search(rf'href="{stands[kind]}">(<svg.*?</svg>)?Add the English', screen)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("document", "마을 규약"),
        ("sister", "함께 거둡니다"),
        ("partner", "새봄초등학교"),
        ("letter", "물이 끊깁니다."),
    ],
)
def test_the_first_words_stand_above_in_their_own_language(boss, as_user, stands, kind, words):
    screen = body(as_user(boss), stands[kind])
    assert words in screen.partition('<div class="card" lang="ko">')[2].partition("</div>")[0]


def test_a_document_gets_its_english_title_and_file(haean, boss, as_user, client, stands):
    sent = {"title_en": "Rules", "upload_en": upload("en.pdf")}
    assert as_user(boss).post(stands["document"], sent).status_code == 302
    paper = ShelfDocument.objects.get()
    assert paper.file_en.collection_id == haean.collection_id
    assert f'<a href="{paper.get_absolute_url()}?in=en">Rules</a>' in body(
        client, f"{HAEAN}documents/"
    )


def test_a_title_is_changed_and_the_file_stays(boss, as_user, stands):
    browser = as_user(boss)
    browser.post(stands["document"], {"title_en": "Rules", "upload_en": upload("en.pdf")})
    file = ShelfDocument.objects.get().file_en
    browser.post(stands["document"], {"title_en": "Our rules"})
    assert ShelfDocument.objects.get().said_title.text == "Our rules"
    assert ShelfDocument.objects.get().file_en == file


def test_another_file_takes_the_place_of_the_first(haean, boss, as_user, stands):
    browser = as_user(boss)
    for name in ("en.pdf", "better.pdf"):
        browser.post(stands["document"], {"title_en": "Rules", "upload_en": upload(name)})
    assert ShelfDocument.objects.get().file_en.original_name == "better.pdf"
    assert VillageDocument.objects.filter(collection=haean.collection).count() == 2


def test_an_english_file_is_taken_away(haean, boss, as_user, stands):
    browser = as_user(boss)
    assert "drop_file" not in body(browser, stands["document"])
    browser.post(stands["document"], {"title_en": "Rules", "upload_en": upload("en.pdf")})
    assert "drop_file" in body(browser, stands["document"])
    browser.post(stands["document"], {"title_en": "Rules", "drop_file": "on"})
    assert ShelfDocument.objects.get().file_en is None
    assert VillageDocument.objects.filter(collection=haean.collection).count() == 1


def test_a_bad_file_changes_nothing_and_the_title_stays_typed(boss, as_user, stands):
    sent = {"title_en": "Rules", "upload_en": SimpleUploadedFile("en.pdf", b"MZ no paper")}
    answer = as_user(boss).post(stands["document"], sent)
    assert answer.status_code == 422
    assert 'value="Rules"' in answer.content.decode()
    assert ShelfDocument.objects.get().title_en == ""


def test_a_document_taken_down_meanwhile_says_so(boss, stands):
    paper = ShelfDocument.objects.get()
    shelf.take_down(document=ShelfDocument.objects.get(), acting_user=boss)
    with pytest.raises(ShelfRefused, match="any more"):
        shelf.say_in_english(paper, title_en="Rules", acting_user=boss)


def test_a_tie_is_told_in_english_from_then_on(boss, as_user, client, stands):
    browser = as_user(boss)
    browser.post(stands["sister"], {"together_en": "We harvest together"})
    browser.post(stands["partner"], {"name_en": "Saebom School", "together_en": ""})
    assert SisterVillage.objects.get().together_en == "We harvest together"
    english = body(client, f"{HAEAN}ties/")
    assert "We harvest together" in english
    assert "Saebom School" in english
    assert '<span lang="ko">고구마를 캡니다</span>' in english
    assert "새봄초등학교" in body(client, f"{HAEAN}ties/", "ko")


def test_english_words_can_be_emptied_again(boss, as_user, client, stands):
    browser = as_user(boss)
    for name in ("Saebom School", ""):
        browser.post(stands["partner"], {"name_en": name})
    assert PartnerBody.objects.get().name_en == ""
    assert '<span lang="ko">새봄초등학교</span>' in body(client, f"{HAEAN}ties/")


def test_a_circular_is_read_in_english_from_then_on_and_nobody_is_told_again(
    boss, as_user, stands, mailoutbox
):
    from villages.notifications.models import Notification

    told = Notification.objects.count()
    as_user(boss).post(stands["letter"], {"title_en": "No water", "text_en": "It is off."})
    letter = Circular.objects.get()
    reader = as_user(letter.receipts.get().user)
    english = body(reader, letter.get_absolute_url())
    assert "<h1>No water</h1>" in english
    assert "<p>It is off.</p>" in english
    assert "<h1>단수</h1>" in body(reader, letter.get_absolute_url(), "ko")
    assert Notification.objects.count() == told


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_is_in_the_form(boss, as_user, stands, kind):
    browser = as_user(boss)
    words = {"title_en": "Said", "text_en": "Said", "together_en": "Said", "name_en": "Said"}
    browser.post(stands[kind], words)
    assert "Said" in body(browser, stands[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_writes_none_of_it(haean, editor_of, as_user, stands, kind):
    assert as_user(editor_of(haean)).get(stands[kind]).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_another_village_s_manager_reaches_none_of_it(toegye, manager_of, as_user, stands, kind):
    other = as_user(manager_of(toegye))
    assert other.get(stands[kind]).status_code == 404
    own = stands[kind].replace("yanggu-haean", toegye.slug)
    assert other.post(own, {"title_en": "Taken", "together_en": "Taken"}).status_code == 404


def test_there_are_two_kinds_of_ties(boss, as_user, stands):
    address = stands["sister"].replace("/sister/", "/cousin/")
    assert as_user(boss).get(address).status_code == 404


def test_the_screen_speaks_korean(boss, as_user, stands):
    screen = body(as_user(boss), stands["letter"], "ko")
    assert "영어로 보는 분께 보이는 글입니다." in screen


def test_the_desk_of_documents_costs_the_same_with_one_and_with_four(
    haean, boss, as_user, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, desk = as_user(boss), f"{OFFICE}documents/"

    def put() -> None:
        shelf.put_document(
            village=haean, title="문서", on=date(2026, 1, 5), kind="other", acting_user=boss,
            upload=upload(), title_en="Paper", upload_en=upload(),
        )  # fmt: skip

    put()
    body(browser, desk)
    with CaptureQueriesContext(connection) as one:
        body(browser, desk)
    for _number in range(3):
        put()
    with django_assert_max_num_queries(len(one)):
        body(browser, desk)
