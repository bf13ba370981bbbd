"""The learner's journey: lessons, practice, quizzes, a certificate a stranger can check."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from tests.e2e.helpers import submit

COURSE = "/learn/staying-safe/"
TRUE_FALSE = {"ko": ("맞아요", "아니에요"), "en": ("True", "False")}
FILE = Path("invil/fixtures/content/courses/c5-staying-safe.yaml")


@cache
def lessons() -> list[dict]:
    """The course as it was written."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))["lessons"]


def squeezed(words: str) -> str:
    """Without the spaces a page may fold."""
    return " ".join(words.split())


def question(body: str, lang: str) -> dict:
    """A question of the banks, by its words."""
    banks = [found for lesson in lessons() for found in lesson["bank"]]
    return next(q for q in banks if squeezed(q["body"][lang]) in squeezed(body))


def right_fields(card, lang: str) -> list[tuple]:
    """What is right in one question: the fields to tick, or to number."""
    asked = question(card.locator("legend").inner_text(), lang)
    if asked["kind"] == "order":
        steps = {o["id"]: o["text"][lang] for o in asked["options"]}
        order = [steps[step] for step in asked.get("key") or list(steps)]
        labels = [card.locator("label", has_text=text).first for text in order]
        fields = [card.locator(f"#{label.get_attribute('for')}") for label in labels]
        return [(field, str(place)) for place, field in enumerate(fields, 1)]
    if asked["kind"] == "truefalse":
        right = [TRUE_FALSE[lang][0 if asked["answer"] else 1]]
    else:
        right = [o["text"][lang] for o in asked["options"] if o.get("right")]
    choices = card.locator("label.choice")
    texts = [squeezed(choices.nth(n).inner_text()) for n in range(choices.count())]
    return [(choices.nth(texts.index(squeezed(text))).locator("input"), "") for text in right]


def answer(card, lang: str) -> None:
    """Give the right answer to one question."""
    for field, number in right_fields(card, lang):
        if number:
            field.select_option(number)
        else:
            field.check()


def take_quiz(page, lang: str, axe=None) -> None:
    """Begin, look that no key is in the page, answer all, hand in, pass."""
    submit(page.locator("main form[method=post] button.btn--main"))
    page.wait_for_url("**/learn/attempts/*/")
    html = page.content()
    assert "feedback" not in html
    assert "data-right" not in html
    assert axe is None or axe(page) == []
    cards = page.locator("[id^=question-]")
    for number in range(cards.count()):
        asked = question(cards.nth(number).locator("legend").inner_text(), lang)
        told = (asked, *asked.get("options", ()))
        said = [o["feedback"][lang] for o in told if o.get("feedback")]
        assert not any(words in html for words in said)
        answer(cards.nth(number), lang)
    submit(page.locator("button[name=hand_in]"))
    expect(page.locator(".ring")).to_be_visible()
    expect(page.locator(".ring")).to_contain_text("100")
    assert axe is None or axe(page) == []


@pytest.mark.parametrize(("lang", "role"), [("ko", "learner"), ("en", "resident")])
def test_a_learner_finishes_the_course(person_at, sign_in, axe, lang, role):
    person = person_at(lang, 360)
    page = person.page
    sign_in(page, role, "inje-deokjeok")
    page.goto(COURSE)
    start = page.locator("form[action*='/start/'] button")
    if start.count():
        submit(start)
    page.goto(COURSE)
    first = True
    for number in range(len([one for one in lessons() if one.get("required")])):
        page.goto(COURSE)
        href = page.locator(f".lessons a[href^='{COURSE}']").nth(number).get_attribute("href")
        page.goto(href)
        if first:
            practise(page)
            assert axe(page) == []
        submit(page.locator("form[action*='/read/'] button"))
        page.wait_for_url("**/quiz/")
        take_quiz(page, lang, axe if first else None)
        first = False
    page.goto(COURSE)
    submit(page.locator("form[action$='/certificate/'] button"))
    page.wait_for_url("**/learn/certificates/*/")
    code = page.url.rstrip("/").rsplit("/", 1)[1]
    name = page.locator(".cert__name").inner_text()
    assert axe(page) == []

    stranger = person_at(lang, 360).page
    stranger.goto(f"/verify/{code}/")
    expect(stranger.locator(".notice--good")).to_be_visible()
    expect(stranger.locator("main dl")).to_contain_text(name)
    assert axe(stranger) == []
    assert stranger.request.get("/verify/ABCD-EFGH-JKLM/").status == 404


def practise(page) -> None:
    """Answer the first practice question rightly; the page says so."""
    form = page.locator("form[id^=practice-]").first
    asked = form.locator("legend").inner_text()
    blocks = [b["practice"] for b in lessons()[0]["body"] if "practice" in b]
    block = next(
        b for b in blocks for t in b["question"].values() if squeezed(t) in squeezed(asked)
    )
    right = next(n for n, option in enumerate(block["options"], 1) if option["right"])
    form.locator(f"input[value='{right}']").check()
    submit(form.locator("button"))
    expect(page.locator("form[id^=practice-] .notice--good")).to_be_visible()
