"""No sign and no number reaches a view that a database cannot hold; nothing typed is lost."""

import pytest

from villages.community import services as community
from villages.community.models import Thread

pytestmark = pytest.mark.django_db
LONG = "9" * 20


@pytest.fixture
def browser(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/villages/%00/",
        "/villages/x%00y/board/",
        "/villages/yanggu-haean/%00/",
        "/market/%00/",
        "/%00",
        f"/villages/yanggu-haean/reporters/{LONG}/",
        f"/villages/yanggu-haean/reminders/{LONG}.ics",
        f"/villages/yanggu-haean/reminders/{LONG}/",
        f"/villages/yanggu-haean/fund/{LONG}/ask/",
        f"/villages/yanggu-haean/circulars/{LONG}/",
        f"/villages/yanggu-haean/board/{LONG}/",
        f"/market/goods/{LONG}/",
        f"/documents/{LONG}/a.pdf",
        f"/learn/attempts/{LONG}/",
    ],
)
def test_such_an_address_is_not_found(browser, haean, address):
    answer = browser.get(address)
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        f"/staff/villages/import/{LONG}/",
        f"/staff/shop/shelves/{LONG}/",
        f"/staff/shop/orders/{LONG}/",
        f"/staff/admin/accounts/user/{LONG}/change/",
        f"/office/yanggu-haean/pages/{LONG}/",
        f"/office/yanggu-haean/stall/orders/{LONG}/",
        f"/cms/pages/{LONG}/edit/",
        f"/cms/images/{LONG}/",
        f"/cms/choose-page/{LONG}/",
    ],
)
def test_nor_for_those_who_may_everything(person, as_user, haean, address):
    root = as_user(person("Root", is_superuser=True, is_staff=True))
    root.raise_request_exception = False
    assert root.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/villages/?q=%00",
        "/villages/?region=%00",
        "/villages/?%00=a",
        "/search/?q=abc&village=%00",
        "/market/?category=a%00b",
        "/villages/yanggu-haean/news/?subject=%00",
    ],
)
def test_such_a_question_is_refused_in_words(browser, haean, address):
    answer = browser.get(address)
    assert answer.status_code == 400
    assert "type it again" in answer.content.decode()


def test_the_words_are_the_reader_s(browser, haean):
    answer = browser.get("/villages/?q=%00", headers={"Accept-Language": "ko"})
    assert "다시 적어 주세요" in answer.content.decode()


def test_nor_does_the_staff_s_list_break(staff, as_user, haean):
    assert as_user(staff).get("/staff/villages/?q=%00").status_code == 400


def test_a_cookie_that_carries_one_is_refused(browser, haean):
    browser.cookies["sessionid"] = "\0" * 12
    assert browser.get("/me/").status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        f"/villages/?page={LONG}",
        f"/villages/yanggu-haean/news/?page={LONG}",
        f"/search/?q=abc&page={LONG}",
        f"/search/?q={LONG}",
        f"/news/?page={LONG}",
        f"/market/?page={LONG}",
        f"/villages/?page={'9' * 5000}",
    ],
)
def test_a_page_too_far_is_the_last_one(browser, haean, address):
    assert browser.get(address).status_code == 200


def test_too_long_a_key_in_a_question_chooses_nothing(editor_of, as_user, haean):
    editor = as_user(editor_of(haean))
    editor.raise_request_exception = False
    answer = editor.get(f"/cms/choose-page/chosen-multiple/?id={LONG}")
    assert answer.status_code in (200, 400, 404)


def test_an_address_with_a_shorter_number_answers_as_ever(browser, haean):
    assert browser.get("/villages/yanggu-haean/news/20260101/").status_code == 404
    assert browser.get("/villages/yanggu-haean/").status_code == 200


def test_a_file_may_be_called_by_a_long_number(browser, haean):
    from villages.core.middleware import TOO_LONG

    assert not TOO_LONG.search(f"/media/images/{LONG}.jpg")


def test_what_a_form_brings_is_kept_without_it(resident_of, as_user, haean):
    community.open_village_board(haean)
    client = as_user(resident_of(haean))
    sent = {"title": "Rain\0 at last", "body": "It rained\0 all night.", "client_key": "a\0b"}
    answer = client.post("/villages/yanggu-haean/board/new/", sent)
    assert answer.status_code == 302
    thread = Thread.objects.get()
    assert thread.title == "Rain at last"
    assert thread.posts.get().body == "It rained all night."


def test_a_form_that_is_read_without_a_check_does_not_break(manager_of, as_user, haean):
    client = as_user(manager_of(haean))
    client.raise_request_exception = False
    answer = client.post("/office/yanggu-haean/members/", {"ro\0le": "x\0", "email": "a\0@b"})
    assert answer.status_code in (200, 302, 422)


def test_signing_in_does_not_break_either(browser, haean):
    answer = browser.post("/accounts/login/", {"login": "a\0@b.example", "password": "x\0y"})
    assert answer.status_code in (200, 422)


def test_a_machine_s_letter_is_not_touched(browser, db):
    """A signature counts every sign of it."""
    answer = browser.post("/hooks/stripe/", data="{\0}", content_type="application/json")
    assert answer.status_code in (400, 403)
