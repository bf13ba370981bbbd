"""The first view of these screens fits its budget; nothing moves; light sheets suffice.

Bytes and requests are counted, nothing is timed: the same world gives the same numbers.
"""

import pytest

from tests.audit.measures import TIMED, whole_sheets
from tests.audit.report import MOST, MOST_BEFORE_PAINT, MOST_BYTES, MOST_REQUESTS
from tests.e2e import looking
from tests.e2e.conftest import LOCALES
from tests.shots import SCREENS, SETTLED, addresses

LIGHT = ("market", "product", "lesson", "thread")
WEIGHED = (*TIMED, "invil-news")
WITH_THE_LONG_SHEET = """href => new Promise(done => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.onload = () => requestAnimationFrame(() => done());
    link.href = href;
    document.querySelector('link[rel=stylesheet]').after(link);
})"""


@pytest.fixture(scope="module")
def where(browser, running) -> dict[str, str]:
    """The address of every screen."""
    context = browser.new_context(base_url=running.url)
    known = addresses(context.new_page())
    context.close()
    return {name: url or known.get(name, "") for name, (_who, url) in SCREENS.items()}


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", WEIGHED)
def test_the_first_view_is_light(browser, platform, where, name, lang):
    weight = looking.weigh(browser, where[name], origin=platform.url, locale=LOCALES[lang])
    assert weight.all <= MOST_BYTES, f"{weight.all}\n{weight}"
    assert weight.requests <= MOST_REQUESTS, str(weight)
    assert weight.before_paint <= MOST_BEFORE_PAINT, f"{weight.before_paint}\n{weight}"


def test_nothing_moves(person_at, where):
    page = person_at("ko", 360).page
    moved = {}
    for name in WEIGHED:
        page.goto(where[name], wait_until="networkidle")
        moved[name] = looking.shifts(page)
    assert moved == dict.fromkeys(WEIGHED, 0)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_light_sheet_holds_all_its_page_needs(person_at, sign_in, where, width):
    # Signed in, a thread and a lesson have forms: more to draw than for a stranger.
    person = person_at("ko", width)
    page = person.page
    different = []
    sign_in(page, "manager", "jeju-jeoji")
    page.goto(where["board"])
    more = page.locator("link[href*='/more']").get_attribute("href")
    for name in LIGHT:
        page.goto(where[name], wait_until="networkidle")
        assert not page.locator("link[href*='/more']").count(), name
        page.evaluate(SETTLED)  # a picture that comes between two looks is no rule left out
        before = page.screenshot(full_page=True)
        page.evaluate(WITH_THE_LONG_SHEET, more)
        if page.screenshot(full_page=True) != before:
            different.append(name)
    assert different == []


def test_all_sheets_and_scripts_together_are_small():
    whole = whole_sheets()
    assert {name: whole[name] for name in MOST if whole[name] > MOST[name]} == {}
