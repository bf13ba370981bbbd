"""News with three photos, from the office's home, on a thin line: quick, and with few taps."""

import re
import time

from playwright.sync_api import expect

from tests.e2e.helpers import photos

MINE = "jeju-jeoji"
SEEN = "하얀 귤꽃"
TITLE, TEXT = "귤꽃이 피었습니다", "아침에 첫 귤꽃을 보았습니다. 향기가 마을 길까지 내려옵니다."
LINE = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
TYPED_A_SECOND, MOST_SECONDS, MOST_TAPS = 2, 120, 12
SENT = re.compile(r"^(\d+:/[^,]+,){2}\d+:/[^,]+$")


def test_three_photos_in_two_minutes_and_twelve_taps(person_at, sign_in):
    reader = person_at("ko", 360, has_touch=True)
    page, taps = reader.page, []
    sign_in(page, "editor", MINE)
    page.goto(f"/office/{MINE}/")
    reader.context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
    start = time.monotonic()

    def tap(what) -> None:
        what.scroll_into_view_if_needed()
        what.tap()
        taps.append(what)

    tap(page.locator(f"main a[href='/office/{MINE}/post/']").last)
    page.wait_for_url(f"**/office/{MINE}/post/")
    with page.expect_file_chooser() as chooser:
        tap(page.locator(".upload__add"))
    chooser.value.set_files(photos(3))
    taps += ["photo"] * 3 + ["done"]  # in the phone's own gallery
    tap(page.locator("[data-previews] input[type=text]").first)
    page.keyboard.insert_text(SEEN)
    tap(page.locator("[name=title]"))
    page.keyboard.insert_text(TITLE)
    tap(page.locator("[name=text]"))
    page.keyboard.insert_text(TEXT)
    tap(page.locator("[name=consent]"))
    expect(page.locator("[name=uploaded]")).to_have_value(SENT, timeout=90_000)
    tap(page.locator("form.post button.btn--main"))
    page.wait_for_url(f"**/office/{MINE}/pages/*/", timeout=60_000)
    assert page.locator("h1").inner_text() == TITLE

    seconds = time.monotonic() - start + len(SEEN + TITLE + TEXT) / TYPED_A_SECOND
    assert len(taps) <= MOST_TAPS
    assert seconds <= MOST_SECONDS


def test_words_and_photos_come_back_after_a_reload_and_can_be_thrown_away(person_at, sign_in):
    page = person_at("ko", 360).page
    sign_in(page, "editor", MINE)
    page.goto(f"/office/{MINE}/post/")
    page.set_input_files("input[type=file][name=pictures]", photos(1))
    page.locator("[data-previews] input[type=text]").fill(SEEN)
    page.fill("[name=title]", TITLE)
    expect(page.locator("[name=uploaded]")).to_have_value(re.compile(r"^\d+:/"))
    expect(page.locator("[data-draft-state]")).not_to_be_empty()
    page.wait_for_timeout(700)
    page.reload()
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    expect(page.locator("[data-previews] img")).to_have_count(1)
    expect(page.locator("[data-previews] input[type=text]")).to_have_value(SEEN)
    page.locator("[data-draft-back] button").click()
    expect(page.locator("[name=title]")).to_have_value("")
    expect(page.locator("[data-previews] img")).to_have_count(0)
    page.wait_for_timeout(1200)
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("")


def test_days_choices_and_ticks_come_back_too(person_at, sign_in):
    page = person_at("ko", 360).page
    sign_in(page, "editor", MINE)
    page.goto(f"/office/{MINE}/post/notice/")
    page.fill("[name=title]", "물 끊김")
    page.fill("[name=valid_until]", "2031-05-10")
    page.check("[name=is_urgent]")
    page.select_option("[name=language]", "en")
    page.wait_for_timeout(700)
    page.reload()
    expect(page.locator("[name=valid_until]")).to_have_value("2031-05-10")
    expect(page.locator("[name=is_urgent]")).to_be_checked()
    expect(page.locator("[name=language]")).to_have_value("en")
    page.locator("[data-draft-back] button").click()
    expect(page.locator("[name=valid_until]")).to_have_value("")
    expect(page.locator("[name=is_urgent]")).not_to_be_checked()
    expect(page.locator("[name=language]")).to_have_value("ko")


def test_sent_again_after_a_lost_answer_it_stands_once(person_at, sign_in):
    reader = person_at("ko", 360)
    reader.allowed += ["net::ERR", "Failed to load resource"]
    page = reader.page
    title = "대답이 오지 않은 알림"
    sign_in(page, "editor", MINE)
    page.goto(f"/office/{MINE}/post/notice/")
    page.fill("[name=title]", title)
    page.fill("[name=text]", "저녁 일곱 시에 모입니다.")

    def take_and_lose(route):
        if route.request.method != "POST":
            return route.continue_()
        route.fetch(max_redirects=0)  # the server has it
        route.abort("connectionreset")
        return None

    page.route("**/post/notice/", take_and_lose)
    send = page.locator("form.post button.btn--main")
    with page.expect_event("requestfailed"):
        send.click(no_wait_after=True)
    page.unroute("**/post/notice/")
    page.goto(f"/office/{MINE}/post/notice/")
    expect(page.locator("[name=title]")).to_have_value(title)
    page.locator("form.post button.btn--main").click()
    page.wait_for_url(f"**/office/{MINE}/pages/*/")
    page.goto(f"/office/{MINE}/pages/")
    expect(page.locator("main a", has_text=title)).to_have_count(1)


def test_looked_at_changed_and_sent_it_stands_once(person_at, sign_in):
    page = person_at("ko", 360).page
    sign_in(page, "editor", MINE)
    page.goto(f"/office/{MINE}/post/notice/")
    page.fill("[name=title]", "회관 청소 안내")
    page.fill("[name=text]", "토요일 아침에 모입니다.")
    page.click("button[name=later][value=look]")
    page.wait_for_url(f"**/office/{MINE}/pages/*/")
    page.go_back()
    expect(page.locator("[name=title]")).to_have_value("회관 청소 안내")
    page.fill("[name=text]", "일요일 아침에 모입니다.")
    page.locator("form.post button.btn--main").click()
    page.wait_for_url(f"**/office/{MINE}/pages/*/")
    page.goto(f"/office/{MINE}/pages/")
    expect(page.locator("main a", has_text="회관 청소 안내")).to_have_count(1)


def test_another_text_of_the_same_headline_leaves_the_draft(person_at, sign_in):
    page = person_at("ko", 360).page
    sign_in(page, "editor", MINE)
    for text, button in (("이번 주", "button[name=later][value='1']"), ("다음 주", ".btn--main")):
        page.goto(f"/office/{MINE}/post/notice/")
        page.fill("[name=title]", "경로당 점심")
        page.fill("[name=text]", text)
        page.locator(f"form.post {button}").click()
        page.wait_for_url(f"**/office/{MINE}/pages/*/")
    page.goto(f"/office/{MINE}/pages/")
    expect(page.locator("main a", has_text="경로당 점심")).to_have_count(2)


def test_a_dropped_link_costs_no_photo(person_at, sign_in):
    reader = person_at("ko", 360)
    reader.allowed += ["net::ERR", "Failed to load resource"]
    page = reader.page
    sign_in(page, "editor", MINE)
    page.goto(f"/office/{MINE}/post/")
    page.route("**/post/pictures/", lambda route: route.abort("connectionfailed"), times=1)
    page.set_input_files("input[type=file][name=pictures]", photos(1))
    expect(page.locator("[name=uploaded]")).to_have_value(re.compile(r"^\d+:/"), timeout=15_000)
