"""Somebody who wants to come is reminded: one tap, and one to undo, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.shots import FIRST


@pytest.mark.parametrize(
    ("lang", "remind", "done", "undo"),
    [
        ("ko", "알림 받기", "전날 저녁 6시에 알려 드립니다.", "알림 받지 않기"),
        (
            "en",
            "Remind me",
            "You will be reminded the day before at six in the evening.",
            "Do not remind me",
        ),
    ],
)
def test_one_tap_to_be_reminded_and_one_to_undo(person_at, sign_in, lang, remind, done, undo):
    page = person_at(lang, 360).page
    sign_in(page, "shopper")
    start, pattern = FIRST["event"]
    page.goto(start)
    address = page.locator(pattern).first.get_attribute("href")
    page.goto(address)
    page.get_by_role("button", name=remind, exact=True).click()
    expect(page.locator("main").get_by_text(done)).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))
    page.get_by_role("button", name=undo, exact=True).click()
    expect(page.get_by_role("button", name=remind, exact=True)).to_be_visible()
