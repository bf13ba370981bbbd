"""No line on the field: the post screen opens, keeps the words, and sends them later."""

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
