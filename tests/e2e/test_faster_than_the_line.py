"""Who is quicker than the line: what was done before a behaviour arrived counts when it is there."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import photos

MINE = "jeju-jeoji"


@pytest.fixture
def held():
    """Keep a script from a page until it is let go."""

    def hold(page, name):
        kept = []
        page.route(re.compile(rf"/js/{name}\.[0-9a-f]*\.?js"), lambda route: kept.append(route))

        def let_go():
            page.wait_for_timeout(100)
            assert kept, f"{name} was not asked for"
            for route in kept:
                route.continue_()

        return let_go

    return hold


def test_a_box_ticked_early_shows_the_password(person_at, held):
    page = person_at("ko", 360).page
    let_go = held(page, "show-password")
    page.goto("/accounts/signup/")
    page.fill("[name=password1]", "persimmon under roof")
    page.get_by_label("비밀번호 보기").check()
    expect(page.locator("[name=password1]")).to_have_attribute("type", "password")
    let_go()
    expect(page.locator("[name=password1]")).to_have_attribute("type", "text")


def test_photos_chosen_early_are_shown_and_asked_about(person_at, sign_in, held):
    page = person_at("ko", 360).page
    sign_in(page, "manager", MINE)
    let_go = held(page, "file-picker")
    page.goto(f"/office/{MINE}/post/")
    page.set_input_files("input[type=file][name=pictures]", photos(2))
    expect(page.locator("[data-previews] img")).to_have_count(0)
    let_go()
    expect(page.locator("[data-previews] img")).to_have_count(2)
    expect(page.locator("[data-previews] input[type=text]")).to_have_count(2)


def test_words_typed_early_into_a_search_are_answered(person_at, held):
    page = person_at("ko", 1280).page
    let_go = held(page, "suggest")
    page.goto("/")
    box = page.locator("main [data-suggest] input[type=search]").first
    box.click()
    box.press_sequentially("제주")
    let_go()
    expect(page.locator("main [data-offers] a").first).to_be_visible()
