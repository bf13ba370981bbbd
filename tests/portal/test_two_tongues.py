"""Papers, ties, circulars and forms in both languages; words in another one are marked."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

import pytest

from tests.media.test_documents import pdf
from villages.core.templatetags.look import tongue
from villages.core.tongues import language_of, said
from villages.portal import bookings, circulars, shelf, ties, village_forms
from villages.portal.models import (
    Circular,
    FormPage,
    PartnerBody,
    ShelfDocument,
    SisterVillage,
    VillageSubmission,
)

pytestmark = pytest.mark.django_db
HAEAN = "/villages/yanggu-haean/"
DAY = (timezone.localdate() + timedelta(days=9)).isoformat()
OFFICE = "/office/yanggu-haean/"


@pytest.fixture
def boss(haean, manager_of):
    """The manager of Haean."""
    return manager_of(haean)


def body(client, url: str, language: str) -> str:
    return client.get(url, headers={"accept-language": language}).content.decode()


def upload(name: str = "rules.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf())


# --- words


@pytest.mark.parametrize(
    ("first", "english", "reader", "expected"),
    [
        ("돌담", "Stone wall", "ko", "돌담"),
        ("돌담", "Stone wall", "en", "Stone wall"),
        ("돌담", "", "en", '<span lang="ko">돌담</span>'),
        ("Stone wall", "", "ko", '<span lang="en">Stone wall</span>'),
        ("Stone wall", "", "en", "Stone wall"),
        ("", "", "en", ""),
    ],
)
def test_words_are_marked_where_the_page_speaks_another_language(first, english, reader, expected):
    with translation.override(reader):
        assert tongue(said(first, english)) == expected


def test_a_mark_does_not_let_words_be_markup():
    with translation.override("en"):
        assert tongue("<b>돌</b>") == '<span lang="ko">&lt;b&gt;돌&lt;/b&gt;</span>'


def test_one_syllable_makes_words_korean():
    assert [language_of(text) for text in ("INVIL 마을", "INVIL 2026", "")] == ["ko", "en", "en"]


# --- the shelf


@pytest.fixture
def rules(haean, boss):
    """The rules, in both languages."""
    return shelf.put_document(
        village=haean, title="마을 규약", on=date(2026, 1, 5), kind="rules", acting_user=boss,
        upload=upload(), title_en="Rules", upload_en=upload("rules-en.pdf"),
    )  # fmt: skip


def test_each_reader_is_offered_the_document_in_the_own_language(client, rules):
    address = rules.get_absolute_url()
    korean = body(client, f"{HAEAN}documents/", "ko")
    assert f'<a href="{address}">마을 규약</a>' in korean
    assert f'<a class="more" href="{address}?in=en">' in korean
    english = body(client, f"{HAEAN}documents/", "en")
    assert f'<a href="{address}?in=en">Rules</a>' in english
    assert f'<a class="more" href="{address}">' in english


def test_a_document_in_korean_alone_says_so(client, haean, boss):
    document = shelf.put_document(
        village=haean, title="결산서", on=date(2026, 1, 5), kind="accounts", acting_user=boss,
        upload=upload(),
    )  # fmt: skip
    english = body(client, f"{HAEAN}documents/", "en")
    assert f'<a href="{document.get_absolute_url()}"><span lang="ko">결산서</span></a>' in english
    assert f"{document.get_absolute_url()}?in=en" not in english


def test_each_file_is_saved_under_its_own_name(client, rules):
    from urllib.parse import unquote

    address = rules.get_absolute_url()
    assert "마을_규약.pdf" in unquote(client.get(address)["Content-Disposition"])
    assert "Rules.pdf" in client.get(f"{address}?in=en")["Content-Disposition"]


def test_there_is_no_english_file_where_nobody_put_one(client, haean, toegye, boss, rules):
    ShelfDocument.objects.filter(pk=rules.pk).update(file_en=None)
    address = rules.get_absolute_url()
    assert client.get(f"{address}?in=en").status_code == 404
    foreign = address.replace("yanggu-haean", toegye.slug)
    assert client.get(f"{foreign}?in=en").status_code == 404


def test_the_office_puts_both_on_the_shelf_and_takes_both_off(haean, boss, as_user):
    from media.models import VillageDocument

    sent = {
        "upload": upload(), "title": "규약", "kind": "rules", "on": "2026-01-05",
        "upload_en": upload("en.pdf"), "title_en": "Rules",
    }  # fmt: skip
    assert as_user(boss).post(f"{OFFICE}documents/", sent).status_code == 302
    document = ShelfDocument.objects.get()
    assert (document.title_en, document.file_en.collection_id) == ("Rules", haean.collection_id)
    as_user(boss).post(f"{OFFICE}documents/{document.pk}/remove/")
    assert not VillageDocument.objects.filter(collection=haean.collection).exists()


def test_a_bad_english_file_keeps_the_whole_document_back(haean, boss, as_user):
    sent = {
        "upload": upload(), "title": "규약", "kind": "rules", "on": "2026-01-05",
        "upload_en": SimpleUploadedFile("en.pdf", b"MZ no paper"),
    }  # fmt: skip
    assert as_user(boss).post(f"{OFFICE}documents/", sent).status_code == 422
    assert not ShelfDocument.objects.exists()


def test_the_shelf_costs_the_same_with_one_document_and_with_four(
    client, haean, boss, rules, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(f"{HAEAN}documents/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{HAEAN}documents/")
    for n in range(3):
        shelf.put_document(
            village=haean, title=f"문서 {n}", on=date(2026, 1, 5), kind="other", acting_user=boss,
            upload=upload(), title_en=f"Paper {n}", upload_en=upload(),
        )  # fmt: skip
    with django_assert_max_num_queries(len(one)):
        client.get(f"{HAEAN}documents/")


# --- ties


def test_a_tie_is_told_in_the_reader_s_language(haean, toegye, boss, client):
    ties.add_sister(
        village=haean, sister=toegye, since=2010, together="함께 거둡니다",
        together_en="We harvest together", acting_user=boss,
    )  # fmt: skip
    ties.add_partner(
        village=haean, name="새봄초등학교", name_en="Saebom School", kind="school", since=2019,
        together="고구마를 캡니다", website="", acting_user=boss,
    )  # fmt: skip
    korean, english = (body(client, f"{HAEAN}ties/", language) for language in ("ko", "en"))
    assert all(words in korean for words in ("함께 거둡니다", "새봄초등학교", "고구마를 캡니다"))
    assert "We harvest together" in english
    assert "Saebom School" in english
    assert '<span lang="ko">고구마를 캡니다</span>' in english
    assert "We harvest together" in body(client, HAEAN, "en")


def test_the_desk_of_ties_takes_the_english_words(haean, toegye, boss, as_user):
    desk = as_user(boss)
    desk.post(f"{OFFICE}ties/", {"act": "sister", "s-sister": toegye.pk, "s-together_en": "Rice"})
    desk.post(
        f"{OFFICE}ties/",
        {"act": "partner", "p-name": "한결두부", "p-name_en": "Tofu", "p-kind": "company"},
    )
    assert SisterVillage.objects.get().together_en == "Rice"
    assert PartnerBody.objects.get().name_en == "Tofu"


# --- circulars


def test_a_circular_is_read_in_the_reader_s_language(haean, boss, resident_of, as_user):
    reader = resident_of(haean)
    sent = {
        "title": "단수",
        "text": "물이 끊깁니다.",
        "title_en": "No water",
        "text_en": "It is off.",
    }
    as_user(boss).post(f"{OFFICE}circulars/", sent)
    letter = Circular.objects.get()
    browser = as_user(reader)
    english = body(browser, letter.get_absolute_url(), "en")
    assert "<h1>No water</h1>" in english
    assert '<div class="prose" lang="en"><p>It is off.</p></div>' in english
    assert "<h1>단수</h1>" in body(browser, letter.get_absolute_url(), "ko")
    assert "No water" in body(browser, f"{HAEAN}circulars/", "en")


def test_a_circular_in_korean_alone_is_marked_for_others(haean, boss, resident_of, as_user):
    browser = as_user(resident_of(haean))
    letter = circulars.send(village=haean, title="단수", text="물이 끊깁니다.", acting_user=boss)
    english = body(browser, letter.get_absolute_url(), "en")
    assert '<h1><span lang="ko">단수</span></h1>' in english
    assert '<div class="prose" lang="ko">' in english


# --- forms


@pytest.fixture
def booking(haean, boss):
    """The form for the village centre, as a Korean manager makes it."""
    with translation.override("ko"):
        return village_forms.make_form(village=haean, kind="centre", acting_user=boss)


def filled(page: FormPage, choice: int = 1) -> dict:
    """Good answers to every field."""
    words = {"singleline": "Okja", "date": DAY, "number": "12", "multiline": "A birthday"}
    data = {
        field.clean_name: words.get(field.field_type) or field.choices.splitlines()[choice]
        for field in page.form_fields.all()
    }
    for label in ("Phone number", "전화번호"):
        data |= {f.clean_name: "010-1234-5678" for f in page.form_fields.filter(label=label)}
    return data | {"invil_consent": "on", "invil_link": ""}


def test_one_tap_puts_the_form_up_in_both_languages(client, booking):
    address = f"{HAEAN}book-the-centre/"
    assert booking.content_language == "ko"
    assert '<h1 lang="en">Book the village centre</h1>' in body(client, address, "en")
    assert f'<h1 lang="ko">{booking.title}</h1>' in body(client, address, "ko")
    assert f'href="{address}?in=ko"' in body(client, address, "en")


def test_answers_in_english_stand_with_the_others_in_the_office_s_words(client, booking):
    english = FormPage.objects.get(original=booking)
    answer = client.post(f"{HAEAN}book-the-centre/?in=en", filled(english))
    assert answer.url == f"{HAEAN}book-the-centre/?in=en&sent=1"
    assert "We have your answers" in client.get(answer.url).content.decode()
    sent = VillageSubmission.objects.get()
    assert sent.page_id == booking.pk
    names = {field.clean_name: field for field in booking.form_fields.all()}
    assert sent.form_data.keys() == names.keys()
    part = next(name for name, field in names.items() if field.field_type == "radio")
    assert sent.form_data[part] == names[part].choices.splitlines()[1]


def test_two_who_want_the_same_hour_clash_in_whatever_language_they_asked(client, booking):
    for number, page in enumerate((booking, FormPage.objects.get(original=booking))):
        name = page.form_fields.first().clean_name
        data = filled(page) | {name: f"Guest {number}"}
        client.post(f"{HAEAN}book-the-centre/?in={page.content_language}", data)
    assert len(bookings.clashing(booking)) == 2


def test_a_room_given_in_korean_is_taken_for_whoever_reads_english(client, booking, boss):
    client.post(f"{HAEAN}book-the-centre/?in=ko", filled(booking))
    sent = VillageSubmission.objects.get()
    bookings.give(submission=sent, village=booking.village, acting_user=boss)
    english = FormPage.objects.get(original=booking)
    assert "Afternoon" in body(client, f"{HAEAN}book-the-centre/", "en").partition("<form")[0]
    asked = client.post(f"{HAEAN}book-the-centre/?in=en", filled(english))
    assert asked.status_code == 422
    asked = client.post(f"{HAEAN}book-the-centre/?in=en", filled(english, choice=0))
    assert asked.status_code == 302


def test_the_room_s_size_is_the_same_in_every_language(client, booking):
    FormPage.objects.filter(pk=booking.pk).update(room_for=10)
    english = FormPage.objects.get(original=booking)
    asked = client.post(f"{HAEAN}book-the-centre/?in=en", filled(english))
    assert "The room holds 10 people at most." in asked.content.decode()


def test_answers_stay_as_said_where_the_versions_ask_for_other_things(client, booking):
    english = FormPage.objects.get(original=booking)
    data = filled(english)
    booking.form_fields.filter(field_type="number").delete()
    client.post(f"{HAEAN}book-the-centre/?in=en", data)
    sent = VillageSubmission.objects.get()
    assert sent.page_id == booking.pk
    assert sent.form_data.keys() == {f.clean_name for f in english.form_fields.all()}


def test_a_closed_form_is_closed_in_every_language(client, booking):
    FormPage.objects.filter(pk=booking.pk).update(is_closed=True)
    english = FormPage.objects.get(original=booking)
    assert "This form is closed." in body(client, f"{HAEAN}book-the-centre/", "en")
    client.post(f"{HAEAN}book-the-centre/?in=en", filled(english))
    client.post(f"{HAEAN}{english.slug}/", filled(english))
    assert not VillageSubmission.objects.exists()


def test_the_office_sees_one_form(booking, boss, as_user):
    said = body(as_user(boss), f"{OFFICE}forms/", "ko")
    assert said.count(booking.title) == 1
    assert "Book the village centre" not in said


def test_the_same_answers_in_two_languages_within_minutes_are_one(client, booking):
    english = FormPage.objects.get(original=booking)
    client.post(f"{HAEAN}book-the-centre/?in=en", filled(english))
    client.post(f"{HAEAN}book-the-centre/?in=ko", filled(booking))
    assert VillageSubmission.objects.count() == 1
