"""What a resident typed stays when the session ends or the letters grow, and goes when it is sent."""

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import submit

MINE = "jeju-jeoji"
ASK = f"/villages/{MINE}/disclosure/"
BOOK = f"/villages/{MINE}/book-the-centre/"
WORDS = "작년 마을 총회 회의록을 보고 싶습니다."
DRAFTS = """() => [localStorage, sessionStorage].flatMap((shelf) => Object.entries(shelf))
  .filter(([key]) => key.startsWith("invil-draft:"))"""


@pytest.fixture
def resident(person_at, sign_in):
    """Somebody of the village, on a phone, signed in."""
    page = person_at("ko", 360).page
    account = sign_in(page, "editor", MINE)
    return page, account


def type_slowly(page, name: str, words: str) -> None:
    page.locator(f"[name={name}]").fill(words)
    page.wait_for_timeout(700)


def test_a_request_is_there_again_after_the_session_ended(resident):
    page, account = resident
    page.goto(ASK)
    page.fill("[name=text]", WORDS)
    page.context.clear_cookies(name="sessionid")
    submit(page.locator("main form button.btn--main"))
    page.wait_for_url("**/accounts/login/**")
    page.fill("[name=login]", account["email"])
    page.fill("[name=password]", account["password"])
    page.click("main form [name=password] >> xpath=ancestor::form >> css=button")
    page.wait_for_url(f"**{ASK}")
    expect(page.locator("[name=text]")).to_have_value(WORDS)
    submit(page.locator("main form button.btn--main"))
    page.wait_for_url(f"**{ASK}*/")
    page.wait_for_function(f"({DRAFTS})().length === 0")


def test_a_request_stays_when_the_letters_grow(resident):
    page, _account = resident
    page.goto(ASK)
    type_slowly(page, "text", WORDS)
    page.goto(f"/view/text/200/?next={ASK}")
    expect(page.locator("html")).to_have_attribute("data-text", "200")
    expect(page.locator("[name=text]")).to_have_value(WORDS)


def test_a_guest_s_booking_stays_in_this_tab_only(person_at):
    guest = person_at("ko", 360)
    guest.page.goto(BOOK)
    field = guest.page.locator("main form input[type=text]:not([tabindex])").first
    field.fill("박옥자")
    guest.page.wait_for_timeout(700)
    guest.page.reload()
    expect(field).to_have_value("박옥자")
    other = guest.context.new_page()
    other.goto(BOOK)
    expect(other.locator("main form input[type=text]:not([tabindex])").first).to_have_value("")


def test_what_a_guest_typed_is_gone_after_signing_out(resident):
    page, _account = resident
    page.goto(BOOK)
    page.locator("main form input[type=text]:not([tabindex])").first.fill("박옥자")
    page.wait_for_timeout(700)
    assert len(page.evaluate(DRAFTS)) == 1
    page.goto("/accounts/logout/")
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "logout" not in url)
    page.wait_for_function(f"({DRAFTS})().length === 0")
