"""The officer's journey: what happened in the county moves its numbers."""

import re

import pytest

from tests.e2e.helpers import photos, refused, submit
from tests.e2e.test_learner_gets_a_certificate import COURSE, take_quiz
from tests.e2e.test_shopper_buys import fill_address, pay, put_in

MINE = "jeju-jeoji"
COUNTY, OTHER_COUNTY = "50110", "42810"
JOURNEYS = {"news_published", "orders", "gross_sales", "lessons_finished", "posts_written"}
PUBLISHED = ("363", "9.1", "66.5", "37.3", "72.1", "6,297")


def buy(page) -> None:
    """A guest buys one thing of the village."""
    put_in(page, MINE, 1)
    fill_address(page)
    page.check("[name=agree]")
    submit(page.locator("form[data-once] button.btn--main"))
    pay(page)


def learn(page, sign_in, lang: str) -> None:
    """Somebody of the village reads a lesson to its end and passes its quiz."""
    sign_in(page, {"ko": "resident", "en": "reporter"}[lang], MINE)
    page.goto(COURSE)
    submit(page.locator("form[action*='/start/'] button"))
    page.goto(COURSE)
    page.goto(page.locator(f".lessons a[href^='{COURSE}']").first.get_attribute("href"))
    submit(page.locator("form[action*='/read/'] button"))
    page.wait_for_url("**/quiz/")
    take_quiz(page, lang)


@pytest.fixture
def numbers(platform):
    """Today's counts on the officer's page, counted anew."""

    def read(page) -> dict[str, int]:
        platform.manage("fill_adoption")
        page.goto(f"/adoption/{COUNTY}/")
        cells = page.locator("td[data-key]")
        found = {}
        for number in range(cells.count()):
            digits = re.sub(r"[^\d]", "", cells.nth(number).inner_text())
            found[cells.nth(number).get_attribute("data-key")] = int(digits or 0)
        return found

    return read


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_story_and_a_reply_move_the_county(numbers, platform, person_at, sign_in, lang):
    officer, manager = person_at(lang, 1280).page, person_at(lang, 360).page
    account = next(a for a in platform.accounts if a["email"].startswith("officer.jeju"))
    officer.goto("/accounts/login/?next=/adoption/")
    officer.fill("[name=login]", account["email"])
    officer.fill("[name=password]", account["password"])
    officer.press("[name=password]", "Enter")
    officer.wait_for_url("**/adoption/**")
    before = numbers(officer)
    assert before

    sign_in(manager, "manager", MINE)
    manager.goto(f"/office/{MINE}/post/")
    manager.set_input_files("input[type=file][name=pictures]", photos(1))
    manager.locator("[data-previews] input[type=text]").fill("A hill")
    manager.fill("[name=title]", f"Counted ({lang})")
    manager.fill("[name=text]", "One story more.")
    manager.check("[name=consent]")
    submit(manager.locator("form.post button.btn--main"))
    manager.wait_for_url(f"**/office/{MINE}/pages/*/")
    manager.goto(f"/villages/{MINE}/board/new/")
    manager.fill("[name=title]", f"Counted too ({lang})")
    manager.fill("[name=body]", "A conversation more.")
    submit(manager.locator("main form[method=post] button.btn--main"))
    manager.wait_for_url(re.compile(rf"/villages/{MINE}/board/\d+/"))

    buy(person_at(lang, 360).page)
    learn(person_at(lang, 360).page, sign_in, lang)

    after = numbers(officer)
    grown = {key for key in before if after[key] > before[key]}
    assert grown >= JOURNEYS, (before, after)

    officer.goto("/adoption/history/")
    text = officer.locator("main").text_content()
    assert [figure for figure in PUBLISHED if figure not in text] == []
    for url in (f"/adoption/{COUNTY}/villages.csv", "/open-data/published-figures.csv"):
        answer = officer.request.get(url)
        assert answer.status == 200, url
        assert "csv" in answer.headers["content-type"], url
        assert len(answer.text().splitlines()) > 1, url
    assert refused(officer, f"/adoption/{OTHER_COUNTY}/")
    assert officer.request.get(f"/adoption/{OTHER_COUNTY}/").status == 404
