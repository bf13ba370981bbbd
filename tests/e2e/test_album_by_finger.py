"""The order of an album: by mouse, by finger, by the buttons; each is kept by the office."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import photos

MINE = "jeju-jeoji"
SENT = re.compile(r"^(\d+:/[^,]+,){2}\d+:/[^,]+$")


@pytest.fixture
def album(person_at, sign_in):
    """The photos of an album of three, on a phone; the keys in their order."""
    page = person_at("ko", 360, has_touch=True).page
    sign_in(page, "editor", MINE)
    page.goto(f"/office/{MINE}/post/photos/")
    page.set_input_files("input[type=file][name=pictures]", photos(3))
    expect(page.locator("[name=uploaded]")).to_have_value(SENT, timeout=30_000)
    page.fill("[name=title]", "손으로 고른 차례")
    page.check("[name=consent]")
    page.locator("button[name=later][value='1']").click()
    page.wait_for_url(f"**/office/{MINE}/pages/*/")
    page.goto(f"{page.url}album/")
    return page


def keys(page) -> list[str]:
    return page.locator("[data-photos] > *").evaluate_all("(all) => all.map((p) => p.dataset.key)")


def middle(page, number: int) -> tuple[float, float]:
    handle = page.locator("[data-drag]").nth(number)
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box["height"] >= 48
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def is_kept(page, order: list[str]) -> None:
    expect(page.locator("[data-drag-state]")).not_to_be_empty()
    assert keys(page) == order
    page.reload()
    assert keys(page) == order


def test_a_mouse_brings_the_first_photo_to_the_end(album):
    first, second, third = keys(album)
    album.locator(f"[name='caption-{second}']").fill("샘터")
    album.mouse.move(*middle(album, 0))
    album.mouse.down()
    last = album.locator("[data-photos] > *").last.bounding_box()
    album.mouse.move(100, last["y"] + last["height"] - 5, steps=8)
    album.mouse.up()
    expect(album.locator("[data-drag-state]")).to_have_text("1번 사진을 3번으로 옮겼습니다.")
    is_kept(album, [second, third, first])
    expect(album.locator(f"[name='caption-{second}']")).to_have_value("샘터")


def test_a_finger_brings_the_second_photo_to_the_front(album):
    first, second, third = keys(album)
    wire = album.context.new_cdp_session(album)

    def touch(kind: str, *points) -> None:
        wire.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    x, y = middle(album, 1)
    touch("touchStart", (x, y))
    goal = album.locator("[data-photos] > *").first.bounding_box()["y"] + 4
    for step in range(1, 7):
        touch("touchMove", (x, y + (goal - y) * step / 6))
        goal = album.locator("[data-photos] > *").first.bounding_box()["y"] + 4
    touch("touchMove", (x, goal))
    touch("touchEnd")
    is_kept(album, [second, first, third])


def test_escape_leaves_the_order_as_it_was(album):
    before = keys(album)
    album.mouse.move(*middle(album, 0))
    album.mouse.down()
    last = album.locator("[data-photos] > *").last.bounding_box()
    album.mouse.move(100, last["y"] + last["height"] - 5, steps=8)
    album.keyboard.press("Escape")
    album.mouse.up()
    assert keys(album) == before
    album.reload()
    assert keys(album) == before


def test_the_buttons_still_work_after_a_finger(album):
    first, second, third = keys(album)
    album.mouse.move(*middle(album, 0))
    album.mouse.down()
    last = album.locator("[data-photos] > *").last.bounding_box()
    album.mouse.move(100, last["y"] + last["height"] - 5, steps=8)
    album.mouse.up()
    expect(album.locator("[data-drag-state]")).not_to_be_empty()
    album.locator(f"button[value='up-{first}']").click()
    expect(album.locator("[data-photos] > *").nth(1)).to_have_attribute("data-key", first)
    assert keys(album) == [second, first, third]
