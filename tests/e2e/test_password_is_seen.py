"""What one types as a password can be looked at; it leaves as a password."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(("lang", "words"), [("ko", "비밀번호 보기"), ("en", "Show the password")])
def test_the_box_shows_and_hides_what_is_typed(person_at, lang, words):
    page = person_at(lang, 360).page
    page.goto("/accounts/signup/")
    typed = page.locator("[name=password1]")
    page.fill("[name=name]", "Kim Sunja")
    typed.fill("persimmon under roof")
    expect(typed).to_have_attribute("type", "password")
    page.get_by_label(words).check()
    expect(typed).to_have_attribute("type", "text")
    expect(typed).to_have_value("persimmon under roof")
    page.get_by_label(words).uncheck()
    expect(typed).to_have_attribute("type", "password")
    page.get_by_label(words).check()
    page.evaluate(
        """() => document.querySelector("[name=password1]").form
        .addEventListener("submit", (event) => event.preventDefault())"""
    )
    page.locator("main form button.btn--main").click()
    expect(typed).to_have_attribute("type", "password")
