"""No line on the field: the post screen opens, keeps words and photos, and sends them later."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import photos

MINE = "jeju-jeoji"
SCREEN = f"/office/{MINE}/post/"
READY = """async () => {
  await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller)
    await new Promise((go) => navigator.serviceWorker.addEventListener("controllerchange", go, { once: true }));
}"""
KEPT = """async (path) => {
  for (let tries = 0; tries < 100 && !(await caches.match(path)); tries += 1)
    await new Promise((go) => setTimeout(go, 100));
  return Boolean(await caches.match(path));
}"""
ON_PHONE = """async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "invil-photos")) return 0;
  return new Promise((done) => {
    const asked = indexedDB.open("invil-photos");
    asked.onsuccess = () => {
      const count = asked.result.transaction("invil-photos").objectStore("invil-photos").count();
      count.onsuccess = () => { asked.result.close(); done(count.result); };
    };
  });
}"""
PICKER = "input[type=file][name=pictures]"


@pytest.fixture
def writer(person_at, sign_in):
    """An editor whose phone has opened the post screen once."""
    person = person_at("ko", 360)
    person.allowed += ["net::ERR", "Failed to load resource", "Failed to fetch"]
    page = person.page
    sign_in(page, "editor", MINE)
    page.goto("/")
    page.evaluate(READY)
    page.goto(SCREEN)
    assert page.evaluate(KEPT, "/offline/post/photos/?in=ko")
    return person


def test_words_written_without_a_line_go_out_when_it_is_back(writer, axe):
    page, title = writer.page, "밭에서 쓴 소식"
    page.fill("[name=title]", title)
    page.wait_for_timeout(700)
    writer.context.set_offline(True)
    page.goto(SCREEN)
    expect(page.locator("[data-offline-state=kept]")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value(title)
    page.fill("[name=text]", "인터넷이 안 되는 밭에서 썼어요.")
    page.set_input_files("input[type=file][name=pictures]", photos(1))
    page.locator("[data-previews] input[type=text]").fill("귤밭")
    page.check("[name=consent]")
    assert axe(page) == []
    page.locator("form.post button.btn--main").click()
    expect(page.locator("[data-offline-state=wanted]")).to_be_visible()
    writer.context.set_offline(False)
    page.wait_for_url(f"**/office/{MINE}/pages/*/", timeout=30_000)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("article img")).to_have_attribute("alt", "귤밭")
    page.goto(SCREEN)
    expect(page.locator("[name=title]")).to_have_value("")


def test_words_outlive_a_closed_page(writer):
    writer.context.set_offline(True)
    page = writer.page
    page.goto(f"{SCREEN}notice/")
    page.fill("[name=title]", "물이 끊깁니다")
    page.wait_for_timeout(700)
    page.close()
    writer.context.set_offline(False)
    again = writer.context.new_page()
    again.goto(f"{SCREEN}notice/")
    expect(again.locator("[name=title]")).to_have_value("물이 끊깁니다")


def on_phone(page, count: int) -> None:
    """So many photos lie on this phone, now or in a moment."""
    for _try in range(50):
        found = page.evaluate(ON_PHONE)
        if found == count:
            return
        page.wait_for_timeout(100)
    assert found == count


def opened_again(writer, address: str = SCREEN):
    """The page is closed, and opened once more."""
    writer.context.pages[-1].close()
    page = writer.context.new_page()
    page.goto(address)
    return page


def photos_come_back(page, *said: str) -> None:
    """The previews stand there again, each with its words."""
    expect(page.locator("[data-previews] img")).to_have_count(len(said))
    for number, words in enumerate(said):
        expect(page.locator("[data-previews] input[type=text]").nth(number)).to_have_value(words)


def choose_without_a_line(writer, title: str, *said: str):
    """Write and choose photos where there is no line."""
    page = writer.page
    writer.context.set_offline(True)
    page.goto(SCREEN)
    page.fill("[name=title]", title)
    page.set_input_files(PICKER, photos(len(said)))
    for number, words in enumerate(said):
        page.locator("[data-previews] input[type=text]").nth(number).fill(words)
    on_phone(page, len(said))
    page.wait_for_timeout(700)
    return page


def test_photos_chosen_without_a_line_outlive_a_closed_page(writer, axe):
    title = "닫았다 연 소식"
    choose_without_a_line(writer, title, "귤밭", "돌담")
    page = opened_again(writer)
    expect(page.locator("[name=title]")).to_have_value(title)
    photos_come_back(page, "귤밭", "돌담")
    page.fill("[name=text]", "두 번 열어서 썼어요.")
    page.check("[name=consent]")
    page.locator("form.post button.btn--main").click()
    expect(page.locator("[data-offline-state=wanted]")).to_be_visible()
    assert axe(page) == []
    writer.context.set_offline(False)
    page.wait_for_url(f"**/office/{MINE}/pages/*/", timeout=30_000)
    expect(page.locator("article img").first).to_have_attribute("alt", "귤밭")
    on_phone(page, 0)


def test_photos_chosen_without_a_line_are_sent_by_the_form_that_comes_with_it(writer):
    choose_without_a_line(writer, "이어서 보낸 소식", "귤밭")
    writer.context.set_offline(False)
    page = opened_again(writer)
    photos_come_back(page, "귤밭")
    expect(page.locator("[name=uploaded]")).to_have_value(re.compile(r"^\d+:/"))
    on_phone(page, 0)
    page.reload()
    photos_come_back(page, "귤밭")


def test_photos_not_yet_uploaded_outlive_a_closed_page(writer):
    page = writer.page
    page.route("**/post/pictures/", lambda route: route.abort("connectionfailed"))
    page.fill("[name=title]", "끊긴 길에서")
    page.set_input_files(PICKER, photos(2))
    on_phone(page, 2)
    page = opened_again(writer)
    photos_come_back(page, "", "")
    expect(page.locator("[name=uploaded]")).to_have_value(re.compile(r"^\d+:/[^,]+,\d+:/"))
    on_phone(page, 0)


def test_a_draft_thrown_away_takes_its_photos_along(writer):
    choose_without_a_line(writer, "버릴 소식", "귤밭")
    page = opened_again(writer)
    photos_come_back(page, "귤밭")
    page.locator("[data-draft-back] button").click()
    photos_come_back(page)
    on_phone(page, 0)
    page.reload()
    photos_come_back(page)
    expect(page.locator("[name=title]")).to_have_value("")


def test_one_photo_taken_away_does_not_come_back(writer):
    page = choose_without_a_line(writer, "한 장만", "귤밭", "돌담")
    page.locator("[data-previews] button").first.click()
    on_phone(page, 1)
    page = opened_again(writer)
    photos_come_back(page, "돌담")
    key = page.locator("[name=client_key]").input_value()
    page.locator("[data-previews] button").first.click()
    expect(page.locator("[name=client_key]")).not_to_have_value(key)


def test_somebody_else_on_this_phone_finds_no_photo(writer, sign_in):
    page = choose_without_a_line(writer, "남의 소식", "귤밭")
    writer.context.set_offline(False)
    writer.context.clear_cookies()
    sign_in(page, "manager", MINE)
    page.goto(SCREEN)
    photos_come_back(page)
    expect(page.locator("[name=title]")).to_have_value("")
    on_phone(page, 0)


def test_signing_out_takes_the_photos_off_the_phone(writer):
    page = choose_without_a_line(writer, "나가기 전", "귤밭")
    writer.context.set_offline(False)
    page.goto("/accounts/logout/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    on_phone(page, 0)


def test_a_session_that_ended_by_itself_costs_no_photo(writer, sign_in):
    page = choose_without_a_line(writer, "시간이 지나서", "귤밭")
    writer.context.set_offline(False)
    writer.context.clear_cookies()
    page.goto("/")
    sign_in(page, "editor", MINE)
    page.goto(SCREEN)
    photos_come_back(page, "귤밭")


def test_a_phone_that_keeps_nothing_says_so_and_sends_all_the_same(writer):
    title = "남기지 못하는 전화"
    writer.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: null });")
    page = writer.page
    writer.context.set_offline(True)
    page.goto(SCREEN)
    page.set_input_files(PICKER, photos(1))
    expect(page.locator("[data-offline-state=unkept]")).to_be_visible()
    expect(page.locator("[data-picker-state]")).to_contain_text("닫지 마세요")
    page.fill("[name=title]", title)
    page.fill("[name=text]", "그래도 보낼 수 있어요.")
    page.locator("[data-previews] input[type=text]").fill("귤밭")
    page.check("[name=consent]")
    page.locator("form.post button.btn--main").click()
    expect(page.locator("[data-offline-state=leave]")).to_be_visible()
    writer.context.set_offline(False)
    page.wait_for_url(f"**/office/{MINE}/pages/*/", timeout=30_000)
    expect(page.locator("article img").first).to_have_attribute("alt", "귤밭")


def test_after_signing_out_nobody_reads_the_words_left_on_the_phone(writer):
    page = writer.page
    page.fill("[name=title]", "남에게 안 보일 글")
    page.wait_for_timeout(700)
    page.goto("/accounts/logout/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    writer.context.set_offline(True)
    page.goto(SCREEN)
    expect(page.locator("[data-offline-state=stranger]")).to_be_visible()
    expect(page.locator("form.post")).to_be_hidden()
    assert "남에게 안 보일 글" not in page.content()


def test_the_phone_keeps_no_page_of_anybody(writer):
    kept = writer.page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (key) =>
             (await (await caches.open(key)).keys()).map((one) => new URL(one.url).pathname)))).flat()"""
    )
    assert kept
    assert not [path for path in kept if path.startswith(("/office/", "/me/", "/accounts/"))]


def test_another_page_says_calmly_that_there_is_no_line(writer):
    writer.context.set_offline(True)
    writer.page.goto(f"/office/{MINE}/")
    expect(writer.page.locator("h1")).to_contain_text("지금은 연결이 없습니다")
