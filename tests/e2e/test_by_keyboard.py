"""The five journeys without a mouse: everything is reached, seen and pressed by the keyboard.

`page.goto` is the address bar; a chosen photo is the file window of the device.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import photos, won
from tests.e2e.keys import arrive, choose, press, sign_in, skip, tab_to, write
from tests.e2e.test_learner_gets_a_certificate import COURSE, right_fields
from tests.e2e.test_officer_sees_numbers import COUNTY, OTHER_COUNTY
from tests.e2e.test_shopper_buys import ADDRESS

MINE, OTHER = "jeju-jeoji", "inje-deokjeok"
PLACE = "field => [...field.form.elements].indexOf(field)"  # Tab goes through them in this order


@pytest.fixture
def at_keys(person_at, platform):
    """Sit somebody down at a keyboard; with a role, signed in."""

    def make(role: str = "", village: str | None = None, *, width: int = 1280, allowed=()):
        person = person_at("ko", width)
        person.allowed = list(allowed)
        if role:
            sign_in(person.page, platform.account(role, village))
        return person.page

    return make


def test_the_view_menu_opens_and_closes(at_keys):
    page = at_keys(width=360)
    page.goto("/")
    menu = page.locator("details[data-view-menu]")
    with page.expect_response("**/view-menu*.js"):
        press(page, menu.locator("summary"), "Space")
    page.wait_for_load_state("networkidle")
    expect(menu).to_have_attribute("open", "")
    tab_to(page, menu.locator("a[href*='/text/']"), far=8)
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    # Walking on past its last link closes it: an open panel would hide what has the focus.
    page.keyboard.press("Enter")
    tab_to(page, page.locator("header a[href='/search/']"), far=16)
    expect(menu).not_to_have_attribute("open", "")
    page.keyboard.press("Shift+Tab")
    expect(menu.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    press(page, menu.locator("a[href*='/text/150/']"))
    expect(page.locator("html[data-text='150']")).to_have_count(1)


def test_every_stop_of_the_home_page_can_be_seen(at_keys):
    for width in (360, 1280):
        page = at_keys(width=width)
        page.goto("/")
        tab_to(page, page.locator("footer a").last, far=200)
        page.goto("/")
        skip(page)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_news_is_posted_and_approved(at_keys):
    editor = at_keys("editor", MINE, width=360)
    title = "자판으로 쓴 소식"
    skip(editor)
    with editor.expect_file_chooser() as window:
        press(editor, editor.locator("input[type=file][name=pictures]"))
    window.value.set_files(photos(1))
    expect(editor.locator("[data-previews] img")).to_have_count(1)
    # What is on it is asked just before the button that adds one more.
    words = editor.locator("[data-previews] input[type=text]")
    while not words.evaluate("(e) => e === document.activeElement"):
        editor.keyboard.press("Shift+Tab")
    editor.keyboard.insert_text("귤나무")
    write(editor, editor.locator("[name=title]"), title)
    write(editor, editor.locator("[name=text]"), "마우스 없이 썼어요.")
    choose(editor, editor.locator("[name=consent]"))
    press(editor, editor.locator("form.post button.btn--main"))
    arrive(editor, f"/office/{MINE}/pages/*/")

    manager = at_keys("manager", MINE)
    manager.goto("/me/")
    skip(manager)
    press(manager, manager.locator("#main a", has_text=title).first)
    arrive(manager, f"/office/{MINE}/approvals/*/")
    skip(manager)
    press(manager, manager.locator("button[name=approve]"))
    arrive(manager, f"/office/{MINE}/approvals/")

    reader = at_keys(width=360)
    reader.goto(f"/villages/{MINE}/news/")
    skip(reader)
    press(reader, reader.locator("main a", has_text=title).first)
    arrive(reader, f"/villages/{MINE}/news/*/")
    expect(reader.locator("h1")).to_have_text(title)


def put_in(page, number: int) -> None:
    """On a list of goods: open the first that can be bought, put so many in the basket."""
    cards = page.locator("main .pcard a[href^='/market/goods/']")
    for place in range(cards.count()):
        if 'id="quantity"' in page.request.get(cards.nth(place).get_attribute("href")).text():
            break
    skip(page)
    press(page, cards.nth(place))
    arrive(page, "/market/goods/*")
    skip(page)
    write(page, page.locator("#quantity"), str(number))
    page.keyboard.press("Enter")
    arrive(page, "/market/basket/")


def test_a_guest_buys_from_two_villages(at_keys):
    page = at_keys()
    page.goto("/market/")
    skip(page)
    write(page, page.locator("main form[role=search] [name=q]"), "꿀")
    page.keyboard.press("Enter")
    arrive(page, "/market/search/*")
    put_in(page, 3)
    # Enter in the field means the basket, with the number that stands in it.
    expect(page.locator(".qty input")).to_have_value("3")
    bought = page.locator(".parcel h3 a").get_attribute("href")
    stall = MINE if f"/stalls/{OTHER}/" in page.request.get(bought).text() else OTHER
    page.goto(f"/market/stalls/{stall}/")
    put_in(page, 1)
    expect(page.locator(".parcel")).to_have_count(2)
    skip(page)
    press(page, page.locator("main a[href='/market/checkout/']"))
    arrive(page, "/market/checkout/")
    skip(page)
    for name, value in ADDRESS.items():
        write(page, page.locator(f"main [name={name}]"), value)
    press(page, page.locator("main form[method=post] button.btn--main"))
    arrive(page, "/market/checkout/review/")
    total = won(page.locator(".sum__total").inner_text())
    choose(page, page.locator("[name=agree]"))
    press(page, page.locator("form[data-once] button.btn--main"))
    arrive(page, "*/fakestripe/*")
    press(page, page.locator("button[value=pay]"), "Space")
    arrive(page, "/market/orders/*/*/")
    assert page.locator(".parcel").count() == 2
    assert won(page.locator(".sum__total").inner_text()) == total


def test_a_learner_takes_the_first_lesson(at_keys):
    page = at_keys("committee", OTHER, width=360)
    page.goto(COURSE)
    skip(page)
    with page.expect_navigation():
        press(page, page.locator("form[action*='/start/'] button"))
    page.goto(COURSE)
    skip(page)
    press(page, page.locator(f".lessons a[href^='{COURSE}']").first)
    arrive(page, f"{COURSE}*/")
    skip(page)
    press(page, page.locator("form[action*='/read/'] button"))
    arrive(page, "*/quiz/")
    skip(page)
    press(page, page.locator("main form[method=post] button.btn--main"))
    arrive(page, "/learn/attempts/*")
    cards = page.locator("[id^=question-]")
    for number in range(cards.count()):
        right = right_fields(cards.nth(number), "ko")
        for field, place in sorted(right, key=lambda one: one[0].evaluate(PLACE)):
            if place:
                tab_to(page, field)
                page.keyboard.type(place)
                expect(field).to_have_value(place)
            else:
                choose(page, field)
    press(page, page.locator("button[name=hand_in]"))
    expect(page.locator(".ring")).to_contain_text("100")


def test_members_talk(at_keys):
    first, second = at_keys("resident", MINE), at_keys("manager", MINE, width=360)
    title, words = "자판으로 여는 이야기", "저도 갈게요."
    first.goto(f"/villages/{MINE}/board/")
    skip(first)
    press(first, first.locator("main .head a.btn--main"))
    arrive(first, "*/board/new/")
    skip(first)
    write(first, first.locator("[name=title]"), title)
    write(first, first.locator("main [name=body]"), "토요일에 누가 도와주실 수 있나요?")
    press(first, first.locator("main form[method=post] button.btn--main"))
    arrive(first, f"/villages/{MINE}/board/[0-9]*/")
    second.goto(f"/villages/{MINE}/board/")
    skip(second)
    press(second, second.locator("main a", has_text=title))
    arrive(second, f"/villages/{MINE}/board/[0-9]*/")
    skip(second)
    write(second, second.locator("[data-reply] [name=body]"), words)
    press(second, second.locator("[data-reply] button.btn--main"))
    expect(second.locator("#posts > li", has_text=words)).to_have_count(1)
    expect(first.locator("#posts > li", has_text=words)).to_have_count(1)
    # Sending did not throw the focus away: the next word needs no walk from the top.
    expect(second.locator("[data-reply] button.btn--main")).to_be_focused()


def test_an_officer_reads_the_county(at_keys):
    page = at_keys("officer", allowed=("404",))  # of Inje
    page.goto("/adoption/")
    page.goto(f"/adoption/{OTHER_COUNTY}/")
    skip(page)
    tab_to(page, page.locator("[name=period]"))
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[name=period]").input_value()
    press(page, page.locator("form.filters button"))
    page.wait_for_url(f"**/adoption/{OTHER_COUNTY}/?period={chosen}*")
    with page.expect_download() as coming:
        press(page, page.locator("a[href*='villages.csv']"))
    lines = Path(coming.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == page.locator("#rank tbody tr").count() + 1
    assert page.goto(f"/adoption/{COUNTY}/").status == 404
    skip(page)
    press(page, page.locator("main a[href]").first)
    page.wait_for_url(lambda url: f"/adoption/{COUNTY}/" not in url)
