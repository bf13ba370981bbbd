"""After a refusal the chosen file is gone from the browser: nothing goes out without it unawares."""

from django.core.files.uploadedfile import SimpleUploadedFile

import pytest

from tests.media.hostile import HTML
from tests.media.test_documents import pdf
from tests.media.test_recordings import CAPTIONS, keep, sound
from tests.office.test_register import HEAD, csv_file
from tests.portal.test_posting import photo
from villages.portal import shelf
from villages.portal.models import DisclosureRequest, FundLine, NewsPage, ShelfDocument

GONE = "did not stay"


@pytest.fixture
def elder(haean, with_role):
    """Somebody of Haean's committee."""
    return with_role("committee", haean, "Elder")


@pytest.fixture
def asked(haean, person):
    """Okja asks for the budget."""
    return shelf.ask(village=haean, user=person("Okja"), text="The budget", shown="named")


def paper():
    return SimpleUploadedFile("budget.pdf", pdf(), content_type="application/pdf")


def refused(client, url, **answers):
    """Send it; returns the form that comes back, and what its hidden mark says."""
    answer = client.post(url, answers)
    assert answer.status_code == 422
    form = answer.context["form"]
    return form, {"files_chosen": form["files_chosen"].value() or ""}


@pytest.fixture
def desk(haean, asked, elder, as_user):
    """Elder at the screen of the request."""
    return as_user(elder), f"/office/{haean.slug}/documents/requests/{asked.pk}/"


def test_an_answer_that_was_refused_says_that_its_file_is_gone(desk):
    form, _mark = refused(*desk, state="partly", text="", upload=paper())
    assert GONE in form.errors["upload"][0]


def test_the_next_answer_does_not_go_out_without_the_file(desk, asked):
    _form, mark = refused(*desk, state="partly", text="", upload=paper())
    form, again = refused(*desk, state="partly", text="Without the names.", **mark)
    assert GONE in form.errors["upload"][0]
    assert again == mark
    asked.refresh_from_db()
    assert asked.is_open


def test_the_file_chosen_again_goes_with_the_answer(desk):
    client, url = desk
    _form, mark = refused(*desk, state="partly", text="", upload=paper())
    client.post(url, {"state": "partly", "text": "No names.", "upload": paper(), **mark})
    assert ShelfDocument.objects.filter(title="The budget").exists()


def test_a_tick_sends_the_answer_without_its_file(desk, asked):
    client, url = desk
    _form, mark = refused(*desk, state="partly", text="", upload=paper())
    sent = {"state": "partly", "text": "It lies in the hall.", "without_file": "on", **mark}
    assert client.post(url, sent).status_code == 302
    assert not DisclosureRequest.objects.get(pk=asked.pk).is_open


def test_an_answer_that_never_had_a_file_is_not_asked_for_one(desk):
    client, url = desk
    form, mark = refused(*desk, state="partly", text="")
    assert "without_file" not in form.fields
    sent = {"state": "partly", "text": "It lies in the hall.", **mark}
    assert client.post(url, sent).status_code == 302


def test_a_line_of_the_fund_does_not_lose_its_receipt(haean, elder, as_user):
    client, url = as_user(elder), f"/office/{haean.slug}/fund/"
    line = {"kind": "out", "amount": "3000", "text": "Rope"}
    form, mark = refused(client, url, **line, on="2999-01-01", upload=photo())
    assert GONE in form.errors["upload"][0]
    refused(client, url, **line, on="2026-01-02", **mark)
    assert not FundLine.objects.filter(village=haean).exists()


def test_the_tick_stands_on_the_screen_only_where_a_file_was_lost(haean, elder, as_user):
    client, url = as_user(elder), f"/office/{haean.slug}/fund/"
    assert 'name="without_file"' not in client.get(url).content.decode()
    line = {"kind": "out", "amount": "3000", "text": "Rope", "on": "2999-01-01"}
    shown = client.post(url, {**line, "upload": photo()}).content.decode()
    assert 'name="without_file"' in shown
    assert 'name="files_chosen" value="upload"' in shown


def test_a_picture_of_the_village_is_asked_for_again(haean, manager_of, as_user):
    client = as_user(manager_of(haean))
    form, _mark = refused(
        client, f"/office/{haean.slug}/settings/", picture=photo(), households="many"
    )
    assert GONE in form.errors["picture"][0]


@pytest.fixture
def writer(haean, editor_of, as_user):
    """Haean's editor, signed in."""
    return as_user(editor_of(haean))


def post_url(village, kind: str = "news") -> str:
    return f"/office/{village.slug}/post/{kind}/"


def news(**more) -> dict:
    words = {"title": "Spring", "text": "One.", "language": "en", "subject": "people"}
    return words | more


def test_news_refused_for_a_missing_yes_says_that_its_photos_are_gone(haean, writer):
    form, _mark = refused(writer, post_url(haean), **news(pictures=photo()))
    assert GONE in form.errors["pictures"][0]


def test_the_next_news_does_not_go_out_without_its_photos(haean, writer):
    _form, mark = refused(writer, post_url(haean), **news(pictures=photo()))
    form, _again = refused(writer, post_url(haean), **news(consent="on", **mark))
    assert GONE in form.errors["pictures"][0]
    assert not NewsPage.objects.descendant_of(haean.page).exists()


def test_photos_that_came_by_themselves_are_not_asked_for_again(haean, writer):
    _form, mark = refused(writer, post_url(haean), **news(pictures=photo()))
    sent = {"picture": photo(), "client_key": "one"}
    kept = writer.post(f"/office/{haean.slug}/post/pictures/", sent).json()
    again = news(consent="on", uploaded=f"{kept['id']}:{kept['url']}", **mark)
    assert writer.post(post_url(haean), again).status_code == 302


def test_an_album_cannot_go_out_without_photos_by_a_tick(haean, writer):
    album = {"title": "Spring", "language": "en", "pictures": photo()}
    form, mark = refused(writer, post_url(haean, "photos"), **album)
    assert GONE in form.errors["pictures"][0]
    assert mark == {"files_chosen": ""}
    assert "without_file" not in form.fields


def test_a_tick_sends_the_news_without_its_photos(haean, writer):
    _form, mark = refused(writer, post_url(haean), **news(pictures=photo()))
    sent = news(without_file="on", **mark)
    assert writer.post(post_url(haean), sent).status_code == 302


def test_photos_added_to_a_text_are_asked_for_again_on_its_screen(haean, writer):
    writer.post(post_url(haean), news(later="1"))
    page = NewsPage.objects.descendant_of(haean.page).get()
    url = f"/office/{haean.slug}/pages/{page.pk}/album/"
    _form, mark = refused(writer, url, base=page.latest_revision_id, pictures=photo())
    again = writer.post(url, {"base": page.latest_revision_id, **mark})
    assert again.status_code == 422
    shown = again.content.decode()
    assert GONE in shown
    assert 'name="without_file"' in shown
    assert 'name="files_chosen" value="pictures"' in shown


def test_a_recording_without_a_name_is_asked_for_again(haean, writer):
    sent = {"file": SimpleUploadedFile("a.m4a", sound()), "language": "ko"}
    form, _mark = refused(writer, f"/office/{haean.slug}/recordings/", **sent)
    assert GONE in form.errors["file"][0]


def test_captions_of_a_refused_recording_are_not_left_out_unawares(haean, writer):
    url = f"/office/{haean.slug}/recordings/"
    sent = {"language": "ko", "captions": SimpleUploadedFile("a.vtt", CAPTIONS)}
    _form, mark = refused(writer, url, file=SimpleUploadedFile("a.m4a", sound()), **sent)
    again = {"file": SimpleUploadedFile("a.m4a", sound()), "title": "Song", "language": "ko"}
    form, _again = refused(writer, url, **again, **mark)
    assert GONE in form.errors["captions"][0]


def test_captions_for_words_in_no_language_are_asked_for_again(haean, writer):
    kept = keep(haean)
    sent = {"act": "words", "w-captions": SimpleUploadedFile("a.vtt", CAPTIONS)}
    answer = writer.post(f"/office/{haean.slug}/recordings/{kept.pk}/", sent)
    assert GONE in answer.context["words_form"].errors["captions"][0]
    assert 'name="w-files_chosen" value="captions"' in answer.content.decode()


def test_the_list_of_villages_is_corrected_and_chosen_again(staff, as_user):
    listing = csv_file(HEAD + "yanggu-a,가,A,99999,,\n")
    answer = as_user(staff).post("/staff/villages/import/", {"file": listing})
    assert answer.status_code == 422
    assert GONE in answer.context["form"].errors["file"][0]


def test_the_page_editor_says_that_a_recording_is_gone(writer):
    sent = {"title": "", "language": "ko", "file": SimpleUploadedFile("a.m4a", sound())}
    assert GONE in writer.post("/cms/media/audio/add/", sent).content.decode()


def test_the_page_editor_does_not_ask_twice_for_a_refused_file(haean, writer):
    sent = {"title": "Song", "language": "ko", "duration": 1}
    sent |= {"file": SimpleUploadedFile("a.m4a", HTML), "collection": haean.collection.pk}
    assert GONE not in writer.post("/cms/media/audio/add/", sent).content.decode()
