"""The shopper's journey: a guest, two villages, one payment, a parcel from each."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import refused, submit, won

VILLAGES = ("jeju-jeoji", "inje-deokjeok")
ADDRESS = {
    "name": "배나무댁",
    "phone": "010-1234-5678",
    "email": "buyer@example.org",
    "postcode": "04524",
    "road": "서울특별시 중구 세종대로 110",
    "detail": "101동 1203호",
}
HONEY = {"ko": "꿀", "en": "honey"}


def put_in(page, village: str, number: int) -> str:
    """Take the first thing of a village's stall that can be bought; its address."""
    page.goto(f"/market/stalls/{village}/")
    links = page.locator(".pcard a[href^='/market/goods/']")
    for href in [links.nth(n).get_attribute("href") for n in range(links.count())]:
        page.goto(href)
        if page.locator("#quantity").count():
            page.fill("#quantity", str(number))
            submit(page.locator("form[action*='/basket/add/'] button.btn--main"))
            page.wait_for_url("**/market/basket/")
            return href
    raise AssertionError(f"Nothing can be bought at {village}")


def fill_address(page) -> None:
    """Step one of the checkout."""
    page.locator("a[href='/market/checkout/']").first.click()
    for name, value in ADDRESS.items():
        page.fill(f"main [name={name}]", value)
    submit(page.locator("main form[method=post] button.btn--main"))
    page.wait_for_url("**/market/checkout/review/")


def pay(page) -> None:
    """On the page of the payment service."""
    page.wait_for_url("**/fakestripe/**")
    page.click("button[value=pay]")
    page.wait_for_url(re.compile(r"/market/orders/\w+/[^/]+/$"))


def left_of(page, village: str, href: str) -> int:
    """How many of a thing the office says can be bought."""
    page.goto(f"/office/{village}/stall{href.removeprefix('/market')}")
    return int(re.search(r"\d+", page.locator("aside form p").first.inner_text())[0])


def charges(platform) -> list[dict]:
    """What the payment service has charged."""
    file = platform.var / "fakestripe.json"
    return list(json.loads(file.read_text())["charges"].values()) if file.exists() else []


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_guest_buys_from_two_villages(platform, person_at, sign_in, lang):
    guest = person_at(lang, 360)
    managers = {village: person_at(lang, 1280).page for village in VILLAGES}
    page = guest.page

    page.goto("/search/")
    page.fill("main [name=q]", HONEY[lang])
    page.press("main [name=q]", "Enter")
    expect(page.locator("main a[href^='/market/goods/']").first).to_be_visible()
    page.goto(f"/market/search/?q={HONEY[lang]}")
    assert page.locator(".pcard").count() >= 1

    goods = {VILLAGES[0]: put_in(page, VILLAGES[0], 2), VILLAGES[1]: put_in(page, VILLAGES[1], 1)}
    before, charged = {}, len(charges(platform))
    for village, manager in managers.items():
        sign_in(manager, "manager", village)
        before[village] = left_of(manager, village, goods[village])
    assert page.locator(".parcel").count() == 2
    fill_address(page)
    total = won(page.locator(".sum__total").inner_text())
    page.check("[name=agree]")
    review = page.url
    confirm = page.locator("form[data-once] button.btn--main")
    confirm.scroll_into_view_if_needed()
    confirm.dblclick(no_wait_after=True)
    page.wait_for_url("**/fakestripe/**")
    assert won(page.locator(".sum").inner_text()) == total

    # Back to the review and again, and a reload of the payment page: still one order.
    payment = page.url
    page.goto(review)
    page.goto(payment)
    page.reload()
    pay(page)
    order = page.url
    page.reload()
    page.go_back()
    page.goto(order)
    assert page.locator(".parcel").count() == 2
    assert [c["amount"] for c in charges(platform)[charged:]] == [total]
    number = order.rstrip("/").split("/")[-2]

    parts = {}
    for village, manager in managers.items():
        manager.goto(f"/office/{village}/stall/")
        rows = manager.locator("main th a", has_text=number)
        assert rows.count() == 1
        rows.click()
        manager.wait_for_url(f"**/office/{village}/stall/orders/*/")
        parts[village] = manager.url.removeprefix(platform.url)
        assert manager.locator("section[aria-labelledby=pack] li").count() == 1
        bought = {VILLAGES[0]: 2, VILLAGES[1]: 1}[village]
        assert left_of(manager, village, goods[village]) == before[village] - bought
    for village, other in (VILLAGES, VILLAGES[::-1]):
        assert refused(managers[village], parts[other])
        pk = parts[other].rstrip("/").rsplit("/", 1)[1]
        assert refused(managers[village], f"/office/{village}/stall/orders/{pk}/")


def test_a_declined_card_leaves_the_order_to_pay(person_at, axe):
    person = person_at("en", 360)
    person.allowed = ["422"]  # the empty address form, sent on purpose
    page = person.page
    put_in(page, VILLAGES[0], 1)
    assert axe(page) == []
    page.locator("a[href='/market/checkout/']").first.click()
    submit(page.locator("main form[method=post] button.btn--main"))
    assert axe(page) == []
    page.goto("/market/basket/")
    fill_address(page)
    assert axe(page) == []
    page.check("[name=agree]")
    submit(page.locator("form[data-once] button.btn--main"))
    page.wait_for_url("**/fakestripe/**")
    page.click("button[value=decline]")
    expect(page.locator("[role=alert]")).to_be_visible()
    page.locator("a.btn").click()
    page.wait_for_url(re.compile(r"/market/orders/\w+/[^/]+/$"))
    submit(page.locator("form[action*='/pay/again/'] button"))
    pay(page)
    assert axe(page) == []
    expect(page.locator("ol.line").first).to_be_visible()
