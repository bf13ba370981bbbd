"""The shelf of documents: open to everybody, and requests that must be answered in time."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from wagtail.models import PageViewRestriction

import pytest
import time_machine

from tests.media.test_documents import pdf
from tests.media.test_locks import LOCKED
from villages.portal import shelf
from villages.portal.errors import ShelfRefused
from villages.portal.models import DisclosureRequest, DocumentShelfPage, ShelfDocument
from villages.portal.workdays import holidays_of, is_workday, last_day, workdays_after

pytestmark = pytest.mark.django_db
PDF = pdf()


def paper(name: str = "rules.pdf", content: bytes = PDF):
    """An upload."""
    return SimpleUploadedFile(name, content)


@pytest.fixture
def elder(haean, with_role):
    """Somebody of Haean's committee."""
    return with_role("committee", haean, "Elder")


@pytest.fixture
def okja(person):
    """Somebody with an account and no hat."""
    return person("Okja")


@pytest.fixture
def asked(haean, elder, okja):
    """The accounts of last year, please."""
    return shelf.ask(village=haean, user=okja, text="Accounts of last year", shown="nameless")


@pytest.fixture
def document(haean, elder):
    """The rules."""
    return shelf.put_document(
        village=haean, title="Rules", on=date(2026, 1, 5), kind="rules", upload=paper(),
        acting_user=elder, title_en="Rules in English", upload_en=paper("rules-en.pdf"),
    )  # fmt: skip


# --- documents


def test_a_document_is_put_from_the_phone_and_fetched_as_an_attachment(
    haean, elder, as_user, client
):
    answer = as_user(elder).post(
        f"/office/{haean.slug}/documents/",
        {"upload": paper(), "title": "Village rules", "kind": "rules", "on": "2026-01-05"},
    )
    assert answer.status_code == 302
    page = client.get(f"/villages/{haean.slug}/documents/").content.decode()
    assert "Village rules" in page
    file = client.get(ShelfDocument.objects.get().get_absolute_url())
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]
    assert b"".join(file.streaming_content).startswith(b"%PDF-")


@pytest.fixture
def closed(haean, document):
    """The shelf's page asks for a sign-in."""
    page = DocumentShelfPage.objects.get(path__startswith=haean.page.path)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return document


def doors(document) -> list[str]:
    """The addresses of a document: the shelf's own, and Wagtail's, in both languages."""
    own = document.get_absolute_url()
    return [own, document.file.url, f"{own}?in=en", document.file_en.url]


@pytest.mark.parametrize("door", range(4))
def test_a_closed_shelf_s_files_ask_a_stranger_to_sign_in(closed, client, door):
    answer = client.get(doors(closed)[door])
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("door", range(4))
@pytest.mark.parametrize("where", ["haean", "toegye"])
def test_a_closed_shelf_s_files_open_to_whoever_its_page_opens_to(
    haean, closed, resident_of, as_user, request, door, where
):
    reader = as_user(resident_of(request.getfixturevalue(where)))
    assert reader.get(f"/villages/{haean.slug}/documents/").status_code == 200
    file = reader.get(doors(closed)[door])
    assert b"".join(file.streaming_content).startswith(b"%PDF-")


@pytest.mark.parametrize("door", range(4))
def test_a_village_that_is_closed_as_a_whole_keeps_its_files(haean, document, client, door):
    PageViewRestriction.objects.create(page=haean.page, restriction_type="login")
    assert client.get(doors(document)[door]).status_code == 302


@pytest.mark.parametrize("door", range(4))
def test_another_village_s_closed_shelf_closes_nothing_here(toegye, document, client, door):
    page = shelf.open_shelf(toegye)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(doors(document)[door]).status_code == 200


def test_no_cache_between_keeps_a_file_of_the_shelf(closed, resident_of, haean, as_user):
    answer = as_user(resident_of(haean)).get(closed.get_absolute_url())
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.html", b"<script>"), ("a.pdf", b"<script>"), ("a.svg", b"<svg/>"), ("a.txt", b"a\0b")],
)
def test_a_hostile_file_is_refused_and_the_title_stays(haean, elder, as_user, name, content):
    answer = as_user(elder).post(
        f"/office/{haean.slug}/documents/",
        {"upload": paper(name, content), "title": "Our rules", "kind": "rules", "on": "2026-01-05"},
    )
    assert answer.status_code == 422
    assert 'value="Our rules"' in answer.content.decode()
    assert not ShelfDocument.objects.exists()


@pytest.mark.parametrize("key", LOCKED)
@pytest.mark.parametrize(("language", "words"), [("en", "locked by a password"), ("ko", "암호")])
def test_a_locked_file_is_refused_kindly_and_what_was_typed_stays(
    haean, elder, as_user, key, language, words
):
    answer = as_user(elder).post(
        f"/office/{haean.slug}/documents/",
        {"upload": paper("a.pdf", LOCKED[key]()), "title": "Our rules", "kind": "minutes",
         "on": "2026-01-05"},
        headers={"accept-language": language},
    )  # fmt: skip
    said = answer.content.decode()
    assert answer.status_code == 422
    assert words in said
    assert 'value="Our rules"' in said
    assert '<option value="minutes" selected>' in said
    assert 'value="2026-01-05"' in said
    assert not ShelfDocument.objects.exists()


def test_a_locked_answer_keeps_the_words_and_the_request_open(haean, asked, elder, as_user):
    answer = as_user(elder).post(
        f"/office/{haean.slug}/documents/requests/{asked.pk}/",
        {"state": "given", "upload": paper("a.pdf", LOCKED["pdf"]()), "text": "Here it is."},
    )
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "locked by a password" in said
    assert "Here it is." in said
    asked.refresh_from_db()
    assert asked.is_open


def test_a_photo_of_a_paper_goes_on_the_shelf_without_its_place(haean, elder):
    from tests.media.hostile import by

    document = shelf.put_document(
        village=haean, title="Notice", on=date(2026, 1, 5), kind="other",
        upload=paper("a.heic", by("HEIF")()), acting_user=elder,
    )  # fmt: skip
    assert document.suffix == "JPG"
    assert document.file.file_size > 0


@pytest.mark.parametrize("role", ["editor", "seller", "resident"])
def test_others_put_nothing_on_the_shelf(haean, with_role, as_user, role):
    client = as_user(with_role(role, haean))
    assert client.get(f"/office/{haean.slug}/documents/").status_code == 403


def test_another_village_s_committee_reaches_neither_document_nor_request(
    haean, toegye, document, asked, with_role, as_user
):
    client = as_user(with_role("committee", toegye))
    assert client.get(f"/office/{haean.slug}/documents/").status_code == 404
    own = f"/office/{toegye.slug}/documents"
    assert client.post(f"{own}/{document.pk}/remove/").status_code == 404
    assert client.get(f"{own}/requests/{asked.pk}/").status_code == 404
    assert client.get(f"/villages/{toegye.slug}/disclosure/files/{document.pk}/").status_code == 404


def test_a_document_is_taken_off_with_its_file(haean, document, elder, as_user):
    address = f"/office/{haean.slug}/documents/{document.pk}/remove/"
    assert as_user(elder).get(address).status_code == 405
    as_user(elder).post(address)
    assert not ShelfDocument.objects.exists()
    assert not document.file.__class__.objects.filter(pk=document.file_id).exists()


def test_the_shelf_costs_the_same_with_one_document_and_with_twenty(
    haean, elder, asked, client, django_assert_max_num_queries
):
    for number in range(20):
        shelf.put_document(
            village=haean, title=f"No. {number}", on=date(2026, 1, 5), kind="other",
            upload=paper(), acting_user=elder,
        )  # fmt: skip
    client.get(f"/villages/{haean.slug}/documents/")
    with django_assert_max_num_queries(14):
        client.get(f"/villages/{haean.slug}/documents/")


def test_an_older_village_gets_its_shelf_once(haean):
    haean.page.get_children().get(slug="documents").delete()
    assert shelf.open_missing() == 1
    assert shelf.open_missing() == 0


# --- the clock


def test_the_law_s_days_leave_out_weekends_and_feasts():
    # Chuseok 2026 is the 24th to the 26th of September, a Thursday to a Saturday.
    assert {date(2026, 9, 24), date(2026, 9, 25)} <= holidays_of(2026)
    assert last_day(date(2026, 9, 21), 4) == date(2026, 9, 28)


def test_a_holiday_on_a_sunday_is_made_up_on_the_monday():
    assert date(2026, 3, 1).weekday() == 6
    assert not is_workday(date(2026, 3, 2))


def test_the_first_day_counts_where_it_is_a_working_day():
    assert last_day(date(2026, 11, 2), 10) == date(2026, 11, 13)
    assert last_day(date(2026, 11, 7), 1) == date(2026, 11, 9)
    assert workdays_after(date(2026, 11, 2), date(2026, 11, 13)) == 9


# --- requests


def test_anybody_with_an_account_asks_and_the_committee_is_told(
    haean, elder, okja, as_user, client
):
    as_user(okja).post(
        f"/villages/{haean.slug}/disclosure/", {"text": "The budget", "shown": "nameless"}
    )
    text = client.get(f"/villages/{haean.slug}/documents/").content.decode()
    assert "The budget" in text
    assert okja.name not in text
    assert elder.inbox.filter(kind="shelf.asked").count() == 1


@pytest.mark.parametrize(
    ("shown", "has_words", "has_name"),
    [("nameless", True, False), ("named", True, True), ("hidden", False, False)],
)
def test_everybody_sees_what_the_asker_allowed(
    haean, elder, okja, client, shown, has_words, has_name
):
    shelf.ask(village=haean, user=okja, text="The budget", shown=shown)
    text = client.get(f"/villages/{haean.slug}/documents/").content.decode()
    assert ("The budget" in text, okja.name in text) == (has_words, has_name)


def test_a_stranger_is_led_to_sign_in(haean, client):
    answer = client.post(f"/villages/{haean.slug}/disclosure/", {"text": "A"})
    assert answer.url.startswith("/accounts/login/")


def test_a_second_tap_asks_once(haean, asked, okja, as_user):
    answer = as_user(okja).post(
        f"/villages/{haean.slug}/disclosure/", {"text": asked.text, "shown": "nameless"}
    )
    assert answer.status_code == 422
    assert DisclosureRequest.objects.count() == 1


def test_a_request_waits_on_the_morning_page(haean, asked, elder, as_user):
    assert f"/documents/requests/{asked.pk}/" in (
        as_user(elder).get(f"/office/{haean.slug}/").content.decode()
    )


def test_what_is_given_lies_on_the_shelf_and_the_asker_is_told(
    haean, asked, elder, okja, as_user, client
):
    as_user(elder).post(
        f"/office/{haean.slug}/documents/requests/{asked.pk}/",
        {"state": "given", "upload": paper("a.pdf"), "title": "Accounts 2025", "text": ""},
    )
    asked.refresh_from_db()
    assert (asked.state, asked.document.title) == ("given", "Accounts 2025")
    assert "Accounts 2025" in client.get(f"/villages/{haean.slug}/documents/").content.decode()
    assert okja.inbox.filter(kind="shelf.answered").count() == 1
    seen = as_user(okja).get(f"/villages/{haean.slug}/disclosure/{asked.pk}/")
    assert "Accounts 2025" in seen.content.decode()


@pytest.mark.parametrize("state", ["refused", "partly"])
def test_less_than_all_needs_a_reason(haean, asked, elder, as_user, state):
    answer = as_user(elder).post(
        f"/office/{haean.slug}/documents/requests/{asked.pk}/", {"state": state, "text": " "}
    )
    assert answer.status_code == 422
    asked.refresh_from_db()
    assert asked.is_open


def test_a_request_is_answered_once(asked, elder):
    shelf.answer(request=asked, state="refused", text="A", acting_user=elder)
    with pytest.raises(ShelfRefused):
        shelf.answer(request=asked, state="given", text="", upload=paper(), acting_user=elder)
    assert not ShelfDocument.objects.exists()


def test_only_the_asker_and_the_committee_open_a_request(haean, asked, resident_of, as_user):
    address = f"/villages/{haean.slug}/disclosure/{asked.pk}/"
    assert as_user(resident_of(haean)).get(address).status_code == 404


def test_the_time_is_extended_once_and_the_asker_hears_why(haean, asked, elder, okja, as_user):
    first = asked.due_on
    address = f"/office/{haean.slug}/documents/requests/{asked.pk}/longer/"
    as_user(elder).post(address, {"reason": "The treasurer is ill"})
    asked.refresh_from_db()
    assert workdays_after(first, asked.due_on) == shelf.EXTRA_DAYS
    assert okja.inbox.filter(kind="shelf.extended").count() == 1
    assert as_user(elder).post(address, {"reason": "Again"}).status_code == 422


def test_an_overdue_request_shows_and_the_officer_hears_of_it_once(
    haean, asked, officer_of, client
):
    officer = officer_of(haean.region)
    assert shelf.escalate() == 0
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        shelf.escalate()
        shelf.escalate()
        assert "Overdue" in client.get(f"/villages/{haean.slug}/documents/").content.decode()
    assert officer.inbox.filter(kind="shelf.overdue").count() == 1


def test_the_time_is_not_extended_after_the_last_day(asked, elder):
    with time_machine.travel(timezone.now() + timedelta(days=40)), pytest.raises(ShelfRefused):
        shelf.extend(request=asked, reason="A", acting_user=elder)


# --- the way back for whoever asked


@pytest.mark.parametrize("shown", ["hidden", "nameless", "named"])
def test_my_page_leads_to_what_i_asked_for(haean, person, as_user, shown):
    okja = person("Okja")
    asked = shelf.ask(village=haean, user=okja, text="Budget of 2020", shown=shown)
    door = f'href="/villages/{haean.slug}/disclosure/{asked.pk}/"'
    assert door in as_user(okja).get("/me/").content.decode()
    assert door in as_user(okja).get(f"/villages/{haean.slug}/documents/").content.decode()


def test_nobody_else_is_led_to_a_hidden_request(haean, person, resident_of, as_user, client):
    asked = shelf.ask(village=haean, user=person("Okja"), text="Budget of 2020", shown="hidden")
    for reader in (client, as_user(person("Sunja")), as_user(resident_of(haean))):
        for page in (f"/villages/{haean.slug}/documents/", "/me/"):
            body = reader.get(page).content.decode()
            assert f"/disclosure/{asked.pk}/" not in body
            assert "Budget of 2020" not in body


def test_on_my_page_what_waits_stands_before_what_is_answered(haean, elder, person, as_user):
    okja = person("Okja")
    old = shelf.ask(village=haean, user=okja, text="Budget", shown="hidden")
    new = shelf.ask(village=haean, user=okja, text="Rules", shown="hidden")
    shelf.answer(request=new, state="refused", text="Lost.", acting_user=elder)
    assert [one.pk for one in shelf.my_requests(okja)["lines"]] == [old.pk, new.pk]


def test_a_day_to_come_is_said_at_the_day_of_the_document(haean, elder, as_user):
    sent = {"upload": paper(), "title": "Rules", "kind": "rules", "on": "2999-01-01"}
    answer = as_user(elder).post(f"/office/{haean.slug}/documents/", sent)
    assert "future" in answer.context["form"].errors["on"][0]
