"""A person without a mouse: Tab, Enter, Space and the arrows, looking where they are at each step."""

from fnmatch import fnmatch
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

FAR = 150
END = "body"  # behind the last link, before the first one
# Where the focus is, whether it is where we want to be, and whether an eye can see it.
LOOK = """wanted => {
    const at = document.activeElement;
    const several = ['date', 'time', 'month', 'datetime-local'].includes(at.type);
    const stays = at === globalThis.focusWas && !several;
    globalThis.focusWas = at;
    const words = (at.innerText || at.getAttribute('aria-label') || at.name || at.id || '').trim();
    const name = `${at.localName} ${words.slice(0, 30).replace(/\\s+/g, ' ')}`;
    if (at === document.body) return {name: 'body', here: false, stays: false, seen: true};
    const ring = element => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
            && !/, 0\\)$|transparent/.test(style.outlineColor);
    };
    // A box that cuts what hangs over its edge must leave the ring on three sides at least.
    const whole = (element, box) => {
        const style = getComputedStyle(element);
        const out = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth) - 1;
        let sides = [true, true, true, true];
        for (let over = element.parentElement; over; over = over.parentElement) {
            const cuts = getComputedStyle(over).overflowX;
            if (over === document.body || !['hidden', 'clip'].includes(cuts)) continue;
            const edge = over.getBoundingClientRect();
            const left = [box.left - out - edge.left, edge.right - box.right - out,
                box.top - out - edge.top, edge.bottom - box.bottom - out];
            sides = sides.map((kept, n) => kept && left[n] >= 0);
        }
        return sides.filter(Boolean).length >= 3;
    };
    const hits = (ringed, box) => {
        const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
        const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
        if (right - left < 8 || bottom - top < 8) return false;
        return [.1, .5, .9].some(x => [.1, .5, .9].some(y => {
            const hit = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
            return ringed.contains(hit) || at.contains(hit);
        }));
    };
    const around = [at, at.parentElement, at.parentElement?.parentElement].filter(Boolean);
    const drawn = at.closest('svg') && at.querySelector('path, use');
    const bold = drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 1.6;
    const seen = (bold && hits(at, drawn.getBoundingClientRect())) || around.filter(ring).some(
        one => [...one.getClientRects()].some(box => hits(one, box) && whole(one, box)));
    return {name, here: wanted.includes(at), stays, seen};
}"""


def tab_to(page, target, far: int = FAR) -> None:
    """Press Tab until the focus is on the target (or one of several).

    On the way the focus must be seen at every step and must never be held.
    """
    path = []
    for _ in range(far):
        page.keyboard.press("Tab")
        look = target.evaluate_all(LOOK)
        path.append(look["name"])
        way = f"{page.url}: " + " > ".join(path)
        assert look["seen"], f"The focus cannot be seen. {way}"
        assert not look["stays"], f"The focus is held. {way}"
        if look["here"]:
            return
        if path.count(END) > 1:
            break
    pytest.fail(f"No way by Tab to {target}. {page.url}: " + " > ".join(path))


def skip(page) -> None:
    """Over the header, by the link that every page begins with."""
    tab_to(page, page.locator("a.skip"), far=1)
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")


def press(page, target, key: str = "Enter") -> None:
    """Go to a link or a button and press it."""
    tab_to(page, target)
    page.keyboard.press(key)


def write(page, field, words: str) -> None:
    """Go to a field and write over what is in it."""
    tab_to(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    expect(field).to_have_value(words)


def choose(page, choice) -> None:
    """Tick a box, or walk through a group of choices by the arrows."""
    if choice.get_attribute("type") == "checkbox":
        press(page, choice, "Space")
    else:
        group = page.locator(f"input[name='{choice.get_attribute('name')}']")
        tab_to(page, group)
        page.keyboard.press("Space")
        for _ in range(group.count()):
            if choice.is_checked():
                break
            page.keyboard.press("ArrowDown")
    expect(choice).to_be_checked()


def arrive(page, pattern: str) -> None:
    """Wait for an address; the place on the page where one was may stand behind it."""
    page.wait_for_url(lambda url: fnmatch(urlsplit(url).path, pattern))


def sign_in(page, account: dict[str, str]) -> None:
    """Sign in by the form."""
    page.goto(f"/accounts/login/?next={account['start_url']}")
    write(page, page.locator("[name=login]"), account["email"])
    write(page, page.locator("[name=password]"), account["password"])
    page.keyboard.press("Enter")
    arrive(page, account["start_url"])
