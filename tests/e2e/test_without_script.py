"""The five journeys in a browser that runs no script: old phones, strict offices, bad lines."""

import re
from pathlib import Path

import pytest

from tests.e2e.helpers import photos, refused, won
from tests.e2e.test_learner_gets_a_certificate import COURSE, practise, take_quiz
from tests.e2e.test_officer_sees_numbers import COUNTY, OTHER_COUNTY
from tests.e2e.test_shopper_buys import ADDRESS, fill_address, pay, put_in

MINE, OTHER = "jeju-jeoji", "inje-deokjeok"


@pytest.fixture
def plain_person(person_at):
    """A person whose browser runs no script."""

    def make(width: int = 360, *, allowed: tuple[str, ...] = ()):
        person = person_at("ko", width, javascript=False)
        person.allowed = list(allowed)
        return person

    return make


def test_news_goes_to_the_portal_without_script(plain_person, sign_in):
    editor, manager, stranger = (plain_person().page for _ in range(3))
    title = "스크립트 없이 쓴 소식"
    sign_in(editor, "editor", MINE)
    editor.set_input_files("input[type=file][name=pictures]", photos(1))
    editor.fill("[name=picture_alt]", "귤나무")
    editor.fill("[name=title]", title)
    editor.fill("[name=text]", "그냥 단추만 눌러서 보냈어요.")
    editor.check("[name=consent]")
    editor.click("form.post button.btn--main")
    editor.wait_for_url(f"**/office/{MINE}/pages/*/")
    assert editor.locator("button[name=approve]").count() == 0
    assert title not in stranger.request.get(f"/villages/{MINE}/news/").text()

    sign_in(manager, "manager", MINE)
    manager.goto("/me/")
    manager.locator("#main a", has_text=title).first.click()
    manager.wait_for_url(f"**/office/{MINE}/approvals/*/")
    manager.click("button[name=approve]")
    manager.wait_for_url(f"**/office/{MINE}/approvals/")

    stranger.goto(f"/villages/{MINE}/news/")
    stranger.locator("a", has_text=title).first.click()
    stranger.wait_for_url(f"**/villages/{MINE}/news/*/")
    assert stranger.locator("h1").inner_text() == title
    assert stranger.locator("article img[width]").count() == 1


def test_a_guest_buys_without_script(plain_person):
    page = plain_person().page
    page.goto("/market/")
    page.fill("main [name=q]", "꿀")
    page.locator("main form[role=search] button").first.click()
    page.wait_for_url("**/market/search/**")
    assert page.locator(".pcard", has_text="꿀").count() >= 1

    # The plus of the goods' page counts on the server when no script does it here.
    page.goto(put_in(page, MINE, 1))
    with page.expect_navigation():
        page.locator("button[name=quantity_step][value='1']").click()
    assert page.input_value("#quantity") == "2"
    put_in(page, OTHER, 1)
    with page.expect_navigation():
        page.locator("button[name=remove]").last.click()
    assert page.locator(".parcel").count() == 1
    put_in(page, OTHER, 1)
    more = page.locator("button[name=more]").first
    asked = page.locator(".qty input").first
    before = int(asked.input_value())
    with page.expect_navigation():
        more.click()
    assert int(asked.input_value()) == before + 1

    fill_address(page)
    assert ADDRESS["road"] in page.locator("main").inner_text()
    total = won(page.locator(".sum__total").inner_text())
    page.check("[name=agree]")
    page.locator("form[data-once] button.btn--main").click()
    pay(page)
    assert page.locator(".parcel").count() == 2
    assert won(page.locator(".sum__total").inner_text()) == total


def test_a_learner_takes_the_first_lesson_without_script(plain_person, sign_in):
    page = plain_person().page
    sign_in(page, "seller", OTHER)
    page.goto(COURSE)
    with page.expect_navigation():
        page.locator("form[action*='/start/'] button").click()
    page.goto(COURSE)
    page.locator(f".lessons a[href^='{COURSE}']").first.click()
    page.wait_for_url(f"**{COURSE}*/")
    practise(page)
    page.locator("form[action*='/read/'] button").click()
    page.wait_for_url("**/quiz/")
    take_quiz(page, "ko")
    page.goto(COURSE)
    assert page.locator(".lessons li.done, main .line li.done").count() == 1


def test_members_talk_without_script(plain_person, sign_in):
    first, second = plain_person().page, plain_person().page
    sign_in(first, "resident", MINE)
    first.goto(f"/villages/{MINE}/board/")
    first.locator("main .head a.btn--main").click()
    first.fill("[name=title]", "스크립트 없는 이야기")
    first.fill("[name=body]", "토요일에 누가 도와주실 수 있나요?")
    first.click("main form[method=post] button.btn--main")
    first.wait_for_url(re.compile(rf"/villages/{MINE}/board/\d+/"))
    sign_in(second, "manager", MINE)
    second.goto(f"/villages/{MINE}/board/")
    second.locator("main a", has_text="스크립트 없는 이야기").click()
    second.fill("[data-reply] [name=body]", "제가 갈게요.")
    second.locator("[data-reply] button.btn--main").click()
    second.wait_for_url(re.compile(r"/board/\d+/.*#"))
    assert second.locator("#posts > li", has_text="제가 갈게요.").count() == 1
    first.reload()
    assert first.locator("#posts > li").count() == 2
    assert first.locator("[data-live-bar]").is_hidden()


def test_an_officer_reads_the_county_without_script(plain_person, sign_in):
    person = plain_person(1280, allowed=("404",))
    page = person.page
    sign_in(page, "officer")  # of Inje
    page.goto(f"/adoption/{OTHER_COUNTY}/")
    assert page.locator("#rank tbody tr").count() >= 1
    page.select_option("[name=period]", index=1)
    page.locator("form.filters button").click()
    page.wait_for_url(f"**/adoption/{OTHER_COUNTY}/?period=*")
    assert page.locator("#rank tbody tr").count() >= 1
    with page.expect_download() as coming:
        page.locator("a[href*='villages.csv']").click()
    lines = Path(coming.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == page.locator("#rank tbody tr").count() + 1
    assert page.goto(f"/adoption/{COUNTY}/").status == 404
    assert page.locator("h1").is_visible()
    assert refused(page, f"/adoption/{COUNTY}/villages.csv")
