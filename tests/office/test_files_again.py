"""After a refusal the chosen file is gone from the browser: nothing goes out without it unawares."""

from django.core.files.uploadedfile import SimpleUploadedFile

import pytest

from tests.media.test_documents import pdf
from tests.portal.test_posting import photo
from villages.portal import shelf
from villages.portal.models import DisclosureRequest, FundLine, ShelfDocument

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
