"""A page reads itself aloud: by sentences, in its own language, only where there is a voice."""

import pytest
from playwright.sync_api import expect

MINE = "jeju-jeoji"
# The browser's own voice, held by hand: nothing is said to its end until `finish()`.
VOICE = """(voices) => {
  const queue = [];
  window.said = [];
  window.finish = () => queue.shift()?.onend();
  window.marked = () => [...CSS.highlights.get("spoken") ?? []].map(String).join();
  const synth = new EventTarget();
  Object.assign(synth, {
    getVoices: () => voices.map((lang) => ({ lang, name: lang })),
    cancel: () => queue.splice(0).forEach((words) => words.onerror()),
    speak: (words) => { queue.push(words); said.push([words.text, words.lang, words.rate]); },
  });
  Object.defineProperty(window, "speechSynthesis", { value: synth });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""


@pytest.fixture
def reading_at(person_at):
    """A story of the village before somebody whose device has these voices."""

    def sit(voices: list[str], lang: str = "ko", url: str = f"/villages/{MINE}/news/"):
        page = person_at(lang, 360).page
        page.add_init_script(f"({VOICE})({voices!r})")
        page.goto(url)
        if url.endswith("/news/"):
            # In the reader's own language: other walks write here too, in English.
            story = page.locator(f"main a[href*='{url}']:not([lang])").first
            page.goto(story.get_attribute("href"))
        page.wait_for_load_state("networkidle")
        return page

    return sit


def said(page) -> list:
    return page.evaluate("said")


def test_sentence_by_sentence_with_the_current_one_marked(reading_at):
    page = reading_at(["en-US", "ko-KR"])
    title = page.locator("h1").inner_text()
    page.locator("[data-aloud-main]").click()
    page.wait_for_function("() => said.length === 1")
    while said(page)[-1][0] != title:
        before = len(said(page))
        page.evaluate("finish()")
        page.wait_for_function(f"() => said.length === {before + 1}")
    assert page.evaluate("marked()") == title
    count = len(said(page))
    page.evaluate("finish()")
    page.wait_for_function(f"() => said.length === {count + 1}")
    sentence = said(page)[-1][0]
    assert page.evaluate("marked()").split() == sentence.split() != title.split()
    assert {lang for _text, lang, _rate in said(page)} == {"ko-KR"}


def test_pause_goes_on_with_the_same_sentence_and_stop_begins_anew(reading_at):
    page = reading_at(["ko-KR"])
    main, end = page.locator("[data-aloud-main]"), page.locator("[data-aloud-end]")
    expect(end).to_be_hidden()
    main.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => said.length === 1")
    page.evaluate("finish()")
    page.wait_for_function("() => said.length === 2")
    page.keyboard.press("Enter")
    expect(main).to_have_text("이어서 읽기")
    page.keyboard.press("Enter")
    page.wait_for_function("() => said.length === 3")
    first, second, again = [text for text, _lang, _rate in said(page)]
    assert again == second
    assert second != first
    end.click()
    expect(end).to_be_hidden()
    assert page.evaluate("marked()") == ""
    main.click()
    page.wait_for_function("() => said.length === 4")
    assert said(page)[3][0] == first


def test_the_speed_holds_at_once_and_on_the_next_page(reading_at):
    page = reading_at(["ko-KR"])
    page.locator("[data-aloud-main]").click()
    page.wait_for_function("() => said.length === 1")
    page.locator("[data-aloud-speed] select").select_option(label="천천히")
    page.wait_for_function("() => said.length === 2")
    (first, _, usual), (same, _, slow) = said(page)
    assert same == first
    assert slow < usual
    page.reload(wait_until="networkidle")
    page.locator("[data-aloud-main]").click()
    page.wait_for_function("() => said.length === 1")
    assert said(page)[0][2] == slow


@pytest.mark.parametrize("voices", [[], ["en-US", "fr-FR"]])
def test_without_a_voice_for_the_language_nothing_is_offered(reading_at, voices):
    page = reading_at(voices)
    expect(page.locator("[data-read-aloud]")).to_be_hidden()


def test_the_text_decides_the_voice_not_the_reader(reading_at):
    page = reading_at(["en-US"], "ko", "/learn/staying-safe/scam-calls-and-texts/?in=en")
    expect(page.locator("[data-read-aloud]")).to_be_visible()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_lessons_goods_and_talk_are_read_too(reading_at, lang, axe):
    lists = {
        "/market/stalls/jeju-jeoji/": "main a[href^='/market/goods/']",
        f"/villages/{MINE}/board/": f"main .rows a[href*='/villages/{MINE}/board/']",
        f"/villages/{MINE}/places/": f"main a[href*='/villages/{MINE}/places/']",
        "/learn/staying-safe/": "main .lessons a[href*='/learn/staying-safe/']",
    }
    for url, link in lists.items():
        page = reading_at(["ko-KR", "en-US"], lang, url)
        page.goto(page.locator(link).first.get_attribute("href"), wait_until="networkidle")
        page.locator("[data-aloud-main]").click()
        page.wait_for_function("() => said.length === 1")
        assert axe(page) == []
