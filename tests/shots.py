"""Pictures of the screens: `python -m tests.shots` writes var/shots/ and an index.html.

Every screen at three widths, in light and dark, in both languages. Words after the
command choose screens: `python -m tests.shots home basket`.
"""

import html
import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import LOCALES, open_browser
from tests.e2e.serving import ROOT, Platform

MINE = "jeju-jeoji"
WIDTHS = {360: 740, 768: 1024, 1280: 900}
SCHEMES = ("light", "dark")
LANGUAGES = ("en", "ko")
OFFICER = "officer.jeju"
FIRST = {  # a name -> where the link stands, which link
    "story": (f"/villages/{MINE}/news/", f"main a[href*='/villages/{MINE}/news/']"),
    "product": (f"/market/stalls/{MINE}/", "main a[href^='/market/goods/']"),
    "thread": (f"/villages/{MINE}/board/", f"main .rows a[href*='/villages/{MINE}/board/']"),
}
SCREENS = {  # name -> (who, address)
    "home": ("stranger", "/"),
    "villages": ("stranger", "/villages/"),
    "village": ("stranger", f"/villages/{MINE}/"),
    "news": ("stranger", f"/villages/{MINE}/news/"),
    "story": ("stranger", ""),
    "market": ("stranger", "/market/"),
    "stall": ("stranger", f"/market/stalls/{MINE}/"),
    "product": ("stranger", ""),
    "search": ("stranger", "/search/?q=꿀"),
    "board": ("stranger", f"/villages/{MINE}/board/"),
    "thread": ("stranger", ""),
    "talk": ("stranger", "/talk/"),
    "learn": ("stranger", "/learn/"),
    "course": ("stranger", "/learn/staying-safe/"),
    "lesson": ("stranger", "/learn/staying-safe/scam-calls-and-texts/"),
    "sign-in": ("stranger", "/accounts/login/"),
    "open-data": ("stranger", "/open-data/"),
    "me": ("manager", "/me/"),
    "office": ("manager", f"/office/{MINE}/"),
    "post": ("manager", f"/office/{MINE}/post/"),
    "pages": ("manager", f"/office/{MINE}/pages/"),
    "orders": ("manager", f"/office/{MINE}/stall/"),
    "goods": ("manager", f"/office/{MINE}/stall/goods/"),
    "basket": ("shopper", "/market/basket/"),
    "checkout": ("shopper", "/market/checkout/"),
    "adoption": ("officer", "/adoption/"),
    "history": ("officer", "/adoption/history/"),
}


def account_of(platform: Platform, who: str) -> dict[str, str]:
    """The demo account of a screen's person."""
    if who == "officer":
        return next(a for a in platform.accounts if a["email"].startswith(OFFICER))
    return platform.account(who, MINE if who == "manager" else None)


def sign_in(page, platform: Platform, who: str) -> None:
    """By the form; a shopper also takes something from two villages."""
    account = account_of(platform, who)
    page.goto("/accounts/login/?next=/me/")
    page.fill("[name=login]", account["email"])
    page.fill("[name=password]", account["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/me/")
    for village in (MINE, "inje-deokjeok") if who == "shopper" else ():
        page.goto(f"/market/stalls/{village}/")
        page.goto(page.locator(FIRST["product"][1]).first.get_attribute("href"))
        if page.locator("#quantity").count():
            page.locator("form[action*='/basket/add/'] button.btn--main").click()
            page.wait_for_url("**/market/basket/")


def addresses(page) -> dict[str, str]:
    """The screens whose address is only known in the loaded world."""
    found = {}
    for name, (start, pattern) in FIRST.items():
        page.goto(start)
        found[name] = page.locator(pattern).first.get_attribute("href")
    return found


def shoot(browser, platform: Platform, names: list[str], folder: Path) -> list[str]:
    """Take every picture; the files' names."""
    signed_in, taken, known = {"stranger": None}, [], {}
    for who in {SCREENS[name][0] for name in names} | {"stranger"}:
        context = browser.new_context(base_url=platform.url)
        page = context.new_page()
        if who == "stranger":
            known = addresses(page)
        else:
            sign_in(page, platform, who)
            signed_in[who] = context.storage_state()
        context.close()
    for language, scheme, width in product(LANGUAGES, SCHEMES, WIDTHS):
        for who in signed_in:
            context = browser.new_context(
                base_url=platform.url,
                locale=LOCALES[language],
                color_scheme=scheme,
                storage_state=signed_in[who],
                timezone_id="Asia/Seoul",
                reduced_motion="reduce",
                viewport={"width": width, "height": WIDTHS[width]},
            )
            page = context.new_page()
            for name in names:
                if SCREENS[name][0] == who:
                    page.goto(SCREENS[name][1] or known[name], wait_until="load")
                    file = f"{name}-{width}-{scheme}-{language}.png"
                    page.screenshot(path=folder / file, full_page=True)
                    taken.append(file)
            context.close()
    return taken


def index(folder: Path, taken: list[str]) -> None:
    """A page with all pictures, by screen."""
    rows = []
    for name in SCREENS:
        mine = sorted(file for file in taken if file.startswith(f"{name}-"))
        pictures = "".join(
            f'<a href="{html.escape(file)}"><img src="{html.escape(file)}" alt="{html.escape(file)}" '
            'width="220" loading="lazy"></a> '
            for file in mine
        )
        rows.append(f"<h2>{name}</h2><p>{pictures}</p>" if mine else "")
    (folder / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><title>Screens</title>{"".join(rows)}',
        encoding="utf-8",
    )


def main(names: list[str]) -> None:
    """Start the platform, take the pictures, stop it."""
    folder = ROOT / "var" / "shots"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    platform = Platform()
    try:
        platform.start()
        with sync_playwright() as playwright:
            browser = open_browser(playwright)
            taken = shoot(browser, platform, names or list(SCREENS), folder)
            browser.close()
        index(folder, taken)
        print(f"{len(taken)} pictures: {folder / 'index.html'}")
    finally:
        platform.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
