"""The doors: which stand open to a stranger, and which do not."""

import pytest
from playwright.sync_api import expect

OPEN = (
    "/",
    "/villages/",
    "/market/",
    "/learn/",
    "/talk/",
    "/search/",
    "/open-data/",
    "/styleguide/",
    "/health/live",
    "/health/ready",
)
CLOSED = ("/adoption/", "/me/", "/office/jeju-jeoji/")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_open_doors_answer_a_stranger(person_at, lang):
    stranger = person_at(lang, 360)
    for door in OPEN:
        assert stranger.page.request.get(door, max_redirects=0).status == 200, door
    assert stranger.context.cookies() == []


def test_closed_doors_lead_a_stranger_to_the_sign_in(person_at):
    stranger = person_at("en", 360)
    for door in CLOSED:
        answer = stranger.page.request.get(door, max_redirects=0)
        assert answer.status in (302, 403, 404), door
        if answer.status == 302:
            assert answer.headers["location"].startswith("/accounts/login/"), door


def test_every_link_of_the_header_and_footer_leads_somewhere(person_at):
    page = person_at("en", 1280).page
    page.goto("/")
    links = page.locator("header a, footer a, nav a").evaluate_all(
        "all => [...new Set(all.map(a => a.href))].filter(h => h.startsWith(location.origin))"
    )
    dead = [link for link in links if page.request.get(link).status >= 400]
    assert dead == []


def test_the_view_menu_closes_by_escape_and_gives_the_focus_back(person_at):
    page = person_at("en", 360).page
    page.goto("/", wait_until="networkidle")
    menu = page.locator("details[data-view-menu]")
    with page.expect_response("**/view-menu*.js"):
        menu.locator("summary").press("Enter")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
