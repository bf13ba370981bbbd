"""The villager's journey: written on a phone, approved by the manager, read by everybody."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import photos, refused, submit

TWO_SENT = re.compile(r"^\d+:/[^,]+,\d+:/[^,]+$")
MINE, OTHER = "jeju-jeoji", "inje-deokjeok"
WORDS = {
    "ko": ("귤꽃이 피었습니다", "아침에 첫 귤꽃을 보았습니다.\n\n향기가 마을 길까지 내려옵니다."),
    "en": ("The mandarins are in bloom", "We saw the first blossoms.\n\nYou smell them below."),
}
ASKED = {"ko": "1번 사진에 무엇이 있나요?", "en": "What is on photo 1?"}
SAID = {"ko": "하얀 귤꽃", "en": "White blossoms"}
UNSAID = {"ko": "설명이 없는 사진 1장", "en": "Photos without words: 1"}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_news_goes_from_a_phone_to_the_whole_country(platform, person_at, sign_in, lang):
    editor, manager = person_at(lang, 360).page, person_at(lang, 360).page
    title, text = WORDS[lang]
    sign_in(editor, "editor", MINE)
    editor.goto(f"/office/{MINE}/post/")
    editor.set_input_files("input[type=file][name=pictures]", photos(2))
    expect(editor.locator("[data-previews] img")).to_have_count(2)
    expect(editor.locator("[name=uploaded]")).to_have_value(TWO_SENT)
    assert editor.evaluate("document.querySelector('input[name=pictures]').files.length") == 0
    # Each photo asks what is on it; the first one has to say.
    expect(editor.locator("[data-previews] input[type=text]")).to_have_count(2)
    editor.get_by_label(ASKED[lang]).fill(SAID[lang])
    expect(editor.locator("[data-picker-state]")).to_contain_text(UNSAID[lang])
    editor.fill("[name=title]", title)
    editor.fill("[name=text]", text)
    editor.check("[name=consent]")
    submit(editor.locator("form.post button.btn--main"))
    editor.wait_for_url(f"**/office/{MINE}/pages/*/")
    pk = editor.url.rstrip("/").rsplit("/", 1)[1]

    # The editor cannot put it on the portal, by no door.
    assert editor.locator("button[name=approve]").count() == 0
    assert refused(editor, f"/office/{MINE}/approvals/{pk}/")
    assert refused(editor, f"/office/{MINE}/approvals/{pk}/", post={"approve": "1"})
    for url in (f"/office/{OTHER}/", f"/office/{OTHER}/post/", f"/office/{OTHER}/pages/{pk}/"):
        assert editor.request.get(url).status == 404, url
    stranger = person_at(lang, 360)
    assert title not in stranger.page.request.get(f"/villages/{MINE}/news/").text()

    # What was sent is not kept for the next story.
    editor.goto(f"/office/{MINE}/post/")
    assert editor.input_value("[name=title]") == ""

    sign_in(manager, "manager", MINE)
    manager.goto("/me/")
    manager.locator("#main a", has_text=title).first.click()
    manager.wait_for_url(f"**/office/{MINE}/approvals/{pk}/")
    assert manager.locator("article img").count() >= 1
    submit(manager.locator("button[name=approve]"))
    manager.wait_for_url(f"**/office/{MINE}/approvals/")

    for url in (f"/villages/{MINE}/news/", "/"):
        stranger.page.goto(url)
        assert stranger.page.locator("a", has_text=title).count() >= 1, url
    assert title in stranger.page.request.get("/feed/").text()
    stranger.page.goto(f"/villages/{MINE}/news/")
    stranger.page.locator("a", has_text=title).first.click()
    stranger.page.wait_for_url(f"**/villages/{MINE}/news/*/")
    assert stranger.page.locator("h1").inner_text() == title
    pictures = stranger.page.locator("article img[width]")
    assert pictures.count() == 2
    assert pictures.first.get_attribute("alt") == SAID[lang]
    for number in range(2):
        pictures.nth(number).scroll_into_view_if_needed()
        expect(pictures.nth(number)).not_to_have_js_property("naturalWidth", 0)
    assert stranger.context.cookies() == []
