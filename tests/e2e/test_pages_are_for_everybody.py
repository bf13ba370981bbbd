"""No finding of axe on any screen, no sideways scroll at 320 px."""

import pytest

from tests.e2e import looking
from tests.shots import SCREENS, addresses
from tests.shots import sign_in as shots_sign_in

MINE = "jeju-jeoji"
STRANGER = (
    "/",
    "/villages/",
    f"/villages/{MINE}/",
    f"/villages/{MINE}/news/",
    f"/villages/{MINE}/board/",
    "/market/",
    "/market/search/?q=꿀",
    f"/market/stalls/{MINE}/",
    "/market/basket/",
    "/search/?q=꿀",
    "/learn/",
    "/learn/staying-safe/",
    "/learn/staying-safe/scam-calls-and-texts/",
    "/talk/",
    "/accounts/login/",
    "/accounts/signup/",
    "/styleguide/",
    "/open-data/",
    "/verify/",
)
MANAGER = (
    "/me/",
    f"/office/{MINE}/",
    f"/office/{MINE}/post/",
    f"/office/{MINE}/pages/",
    f"/office/{MINE}/approvals/",
    f"/office/{MINE}/members/",
    f"/office/{MINE}/stall/",
    f"/office/{MINE}/stall/goods/",
    f"/office/{MINE}/stall/goods/new/",
    f"/office/{MINE}/stall/sale/",
    f"/office/{MINE}/stall/settings/",
    f"/villages/{MINE}/board/new/",
    f"/office/{MINE}/learning/",
)
IN_EVERY_WAY = (
    "home",
    "village",
    "story",
    "market",
    "product",
    "basket",
    "lesson",
    "thread",
    "office",
    "adoption",
)


def first_links(page) -> list[str]:
    """One story, one product and one conversation of the village."""
    found = []
    for start, pattern in (
        (f"/villages/{MINE}/news/", f"main a[href*='/villages/{MINE}/news/']"),
        (f"/market/stalls/{MINE}/", "main a[href^='/market/goods/']"),
        (f"/villages/{MINE}/board/", f"main .rows a[href*='/villages/{MINE}/board/']"),
    ):
        page.goto(start)
        found += [page.locator(pattern).first.get_attribute("href")]
    return found


def problems(page, urls, axe) -> list[str]:
    """What is wrong on these pages, each opened at 320 px."""
    found = []
    for url in urls:
        answer = page.goto(url)
        assert answer.status == 200, url
        found += axe(page)
    return found


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_strangers_pages(person_at, axe, lang):
    person = person_at(lang, 320)
    person.allowed = ["404"]
    found = problems(person.page, [*STRANGER, *first_links(person.page)], axe)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_managers_pages(person_at, sign_in, axe, lang):
    page = person_at(lang, 320).page
    sign_in(page, "manager", MINE)
    found = problems(page, MANAGER, axe)
    assert not found, "\n".join(found)


def test_an_officers_pages(person_at, sign_in, axe):
    page = person_at("ko", 320).page
    sign_in(page, "officer")
    county = page.url.rstrip("/").rsplit("/", 1)[1]
    urls = ["/adoption/", "/adoption/history/", "/open-data/", "/me/"]
    assert county
    found = problems(page, urls, axe)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("text", "width"), [("200", 360), ("150", 320)])
def test_large_text_needs_no_sideways_scroll(person_at, axe, text, width):
    person = person_at("ko", width)
    person.allowed = ["404"]
    person.page.goto(f"/view/text/{text}/?next=/")
    found = problems(person.page, [*STRANGER, *first_links(person.page)], axe)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", sorted({who for who, _url in SCREENS.values()}))
def test_every_listed_screen_and_ten_in_every_way_of_reading(person_at, platform, axe, who):
    """One load a screen; the ways of reading change on the page, as the server would write them."""
    person = person_at("en", 360)
    person.allowed = ["404", "403"]  # two of the screens say just that
    page = person.page
    known = addresses(page)
    if who != "stranger":
        known |= shots_sign_in(page, platform, who) | addresses(page, who)
    found = []
    for name, (whose, url) in SCREENS.items():
        if whose != who:
            continue
        page.goto(url or known[name])
        for way in looking.WAYS if name in IN_EVERY_WAY else ["light"]:
            looking.read(page, way)
            found += [f"{way}: {line}" for line in axe(page)]
        looking.read(page, "light")
    assert not found, "\n".join(found)
