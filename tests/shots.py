"""Pictures of the screens: `python -m tests.shots` writes var/shots/ and an index.html.

Every screen at three widths, in light and dark, in both languages. Words after the
command choose screens: `python -m tests.shots home basket`.
"""

import html
import io
import re
import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright
from pypdf import PdfWriter

from tests.e2e.conftest import LOCALES, open_browser
from tests.e2e.helpers import photos
from tests.e2e.serving import ROOT, Platform
from tests.e2e.test_shopper_buys import ADDRESS as BUYER

MINE, MIXED = "jeju-jeoji", "inje-deokjeok"
WIDTHS = {360: 740, 768: 1024, 1280: 900}
SCHEMES = ("light", "dark")
LANGUAGES = ("en", "ko")
OFFICER = "officer.jeju"
FIRST = {  # a name -> where the link stands, which link; whoever sees the screen finds it
    "story": (f"/villages/{MINE}/news/", f"main a[href*='/villages/{MINE}/news/']"),
    "notice": (f"/villages/{MINE}/notices/", f"main .rows a[href*='/villages/{MINE}/notices/']"),
    "event": (f"/villages/{MINE}/events/", f"main .rows a[href*='/villages/{MINE}/events/']"),
    "place": (f"/villages/{MINE}/places/", f"main a[href*='/villages/{MINE}/places/']"),
    "product": (f"/market/stalls/{MINE}/", "main a[href^='/market/goods/']"),
    "shelf": ("/market/", "main a[href^='/market/shelves/']"),
    "thread": (f"/villages/{MINE}/board/", f"main .rows a[href*='/villages/{MINE}/board/']"),
    "reporter": ("story", "main a[href*='/reporters/']"),
    "text": (f"/office/{MINE}/pages/", f"main a[href^='/office/{MINE}/pages/']"),
    "order-desk": (f"/office/{MINE}/stall/", "main a[href*='/stall/orders/']"),
    "goods-edit": (
        f"/office/{MINE}/stall/goods/",
        "main a[href*='/stall/goods/']:not([href$='goods/'], [href*=new])",
    ),
    "market-order": ("/staff/shop/orders/", "main a[href*='/shop/orders/']"),
    "learner": (f"/office/{MINE}/learning/", f"main a[href^='/office/{MINE}/learning/']"),
    "circular": (
        f"/office/{MINE}/circulars/",
        "main a[href*='/circulars/']:not([href$='circulars/'])",
    ),
    "document-english": (f"/office/{MINE}/documents/", "main a[href*='/english/']"),
    "form-answers": (f"/office/{MINE}/forms/", "main a[href*='/forms/']"),
    "disclosure": (f"/office/{MINE}/documents/", "main a[href*='/requests/']"),
    "hat": (f"/office/{MINE}/approvals/", "main a[href*='/approvals/hats/']"),
    "fund-answer": (f"/office/{MINE}/fund/", "main a[href*='/questions/']"),
    "evidence": (f"/adoption/villages/{MINE}/", "main a[href*='/evidence/']"),
}
BESIDE = {  # a name -> the screen found before it, what its address adds
    "text-edit": ("text", "edit/"),
    "versions": ("text", "versions/"),
    "circular-english": ("circular", "english/"),
    "slip": ("order-desk", "slip/"),
    "card": ("product", "card/"),
}
SCREENS = {  # name -> (who, address); no address: one of FIRST, or found on the way
    "home": ("stranger", "/"),
    "villages": ("stranger", "/villages/"),
    "villages-place": ("stranger", "/villages/?region=42"),
    "villages-county": ("stranger", "/villages/?region=42810"),
    "villages-none": ("stranger", "/villages/?q=zzz"),
    "village": ("stranger", f"/villages/{MINE}/"),
    "village-experience": ("stranger", "/villages/imsil-geumseong/"),
    "village-mixed": ("stranger", f"/villages/{MIXED}/"),
    "news": ("stranger", f"/villages/{MINE}/news/"),
    "story": ("stranger", ""),
    "notice": ("stranger", ""),
    "events": ("stranger", f"/villages/{MINE}/events/"),
    "event": ("stranger", ""),
    "invil-news": ("stranger", "/news/"),
    "stories": ("stranger", f"/villages/{MINE}/stories-and-albums/"),
    "bulletin": ("stranger", f"/villages/{MINE}/bulletin/"),
    "gallery": ("stranger", f"/villages/{MINE}/gallery/"),
    "committee": ("stranger", f"/villages/{MINE}/committee/"),
    "documents": ("stranger", f"/villages/{MINE}/documents/"),
    "form": ("stranger", f"/villages/{MINE}/book-the-centre/"),
    "ties": ("stranger", f"/villages/{MINE}/ties/"),
    "help": ("stranger", "/help/"),
    "help-page": ("stranger", "/help/post-news/"),
    "place": ("stranger", ""),
    "heard": ("stranger", f"/villages/{MINE}/돌담을-쌓던-날의-가락/"),
    "seen": ("stranger", f"/villages/{MIXED}/다락밭에-해가-드는-아침/"),
    "about": ("stranger", f"/villages/{MINE}/about/"),
    "reporter": ("stranger", ""),
    "village-search": ("stranger", f"/search/?q=감귤&village={MINE}"),
    "market": ("stranger", "/market/"),
    "shelf": ("stranger", ""),
    "stall": ("stranger", f"/market/stalls/{MINE}/"),
    "product": ("stranger", ""),
    "card": ("stranger", ""),
    "lookup": ("stranger", "/market/orders/"),
    "search": ("stranger", "/search/?q=꿀"),
    "search-none": ("stranger", "/search/?q=zzz"),
    "board": ("stranger", f"/villages/{MINE}/board/"),
    "thread": ("stranger", ""),
    "talk": ("stranger", "/talk/"),
    "learn": ("stranger", "/learn/"),
    "course": ("stranger", "/learn/staying-safe/"),
    "lesson": ("stranger", "/learn/staying-safe/scam-calls-and-texts/"),
    "verify": ("stranger", "/verify/"),
    "sign-in": ("stranger", "/accounts/login/"),
    "sign-up": ("stranger", "/accounts/signup/"),
    "empty-basket": ("stranger", "/market/basket/"),
    "open-data": ("stranger", "/open-data/"),
    "styleguide": ("stranger", "/styleguide/"),
    "not-found": ("stranger", "/villages/nowhere/"),
    "offline": ("stranger", "/offline/"),
    "broken": ("stranger", "/styleguide/broken/"),
    "fund": ("stranger", f"/villages/{MINE}/fund/"),
    "forgotten": ("stranger", "/accounts/password/reset/"),
    "closed": ("resident", f"/office/{MINE}/members/"),
    "me": ("manager", "/me/"),
    "office": ("manager", f"/office/{MINE}/"),
    "own-numbers": ("manager", f"/adoption/villages/{MINE}/"),
    "post": ("manager", f"/office/{MINE}/post/"),
    "pages": ("manager", f"/office/{MINE}/pages/"),
    "text": ("manager", ""),
    "text-edit": ("manager", ""),
    "versions": ("manager", ""),
    "members": ("manager", f"/office/{MINE}/members/"),
    "orders": ("manager", f"/office/{MINE}/stall/"),
    "post-photos": ("manager", f"/office/{MINE}/post/photos/"),
    "album": ("manager", ""),
    "recordings": ("manager", f"/office/{MINE}/recordings/"),
    "recording": ("manager", ""),
    "order-desk": ("manager", ""),
    "slip": ("manager", ""),
    "goods": ("manager", f"/office/{MINE}/stall/goods/"),
    "goods-edit": ("manager", ""),
    "goods-new": ("manager", f"/office/{MINE}/stall/goods/new/"),
    "stall-settings": ("manager", f"/office/{MINE}/stall/settings/"),
    "sale": ("manager", f"/office/{MINE}/stall/sale/"),
    "settings": ("manager", f"/office/{MINE}/settings/"),
    "handover": ("manager", f"/office/{MINE}/handover/"),
    "fund-book": ("manager", f"/office/{MINE}/fund/"),
    "fund-answer": ("manager", ""),
    "reports": ("manager", f"/office/{MINE}/reports/"),
    "learners": ("manager", f"/office/{MINE}/learning/"),
    "learner": ("manager", ""),
    "documents-desk": ("manager", f"/office/{MINE}/documents/"),
    "disclosure": ("manager", ""),
    "document-english": ("manager", None),
    "circular-english": ("manager", None),
    "circulars": ("manager", f"/office/{MINE}/circulars/"),
    "circular": ("manager", ""),
    "minutes": ("manager", f"/office/{MINE}/minutes/"),
    "forms": ("manager", f"/office/{MINE}/forms/"),
    "form-answers": ("manager", ""),
    "ties-desk": ("manager", f"/office/{MINE}/ties/"),
    "reminder": ("manager", ""),
    "event-member": ("manager", ""),
    "post-notice": ("manager", f"/office/{MINE}/post/notice/"),
    "password": ("manager", "/accounts/password/change/"),
    "details": ("manager", "/me/details/"),
    "change-email": ("manager", "/me/details/email/"),
    "sign-out": ("manager", "/accounts/logout/"),
    "new-thread": ("manager", f"/villages/{MINE}/board/new/"),
    "approvals": ("committee", f"/office/{MINE}/approvals/"),
    "hat": ("committee", ""),
    "my-hats": ("committee", f"/office/{MINE}/my-hats/"),
    "thread-member": ("manager", ""),
    "my-orders": ("shopper", "/me/"),
    "order": ("shopper", ""),
    "basket": ("shopper", "/market/basket/"),
    "checkout": ("shopper", "/market/checkout/"),
    "review": ("shopper", "/market/checkout/review/"),
    "quiz": ("learner", "/learn/staying-safe/scam-calls-and-texts/quiz/"),
    "my-lessons": ("learner", "/learn/"),
    "certificate": ("holder", ""),
    "staff": ("staff", "/staff/"),
    "register": ("staff", "/staff/villages/"),
    "register-new": ("staff", "/staff/villages/new/"),
    "register-import": ("staff", "/staff/villages/import/"),
    "register-village": ("staff", f"/staff/villages/{MINE}/"),
    "register-merge": ("staff", f"/staff/villages/{MINE}/merge/"),
    "news-desk": ("staff", "/staff/news/"),
    "holidays": ("staff", "/staff/holidays/"),
    "market-desk": ("staff", "/staff/shop/"),
    "market-orders": ("staff", "/staff/shop/orders/"),
    "market-order": ("staff", ""),
    "market-stalls": ("staff", "/staff/shop/stalls/"),
    "market-stall": ("staff", f"/staff/shop/stalls/{MINE}/"),
    "market-shelves": ("staff", "/staff/shop/shelves/"),
    "accounts": ("staff", "/staff/accounts/?q=officer.jeju@demo.invil.example"),
    "people": ("national", "/staff/people/"),
    "lost-phone": ("national", "/staff/people/lost-phone/"),
    "adoption": ("officer", "/adoption/"),
    "nation": ("national", "/adoption/"),
    "province": ("national", "/adoption/50/"),
    "village-sheet": ("officer", f"/adoption/villages/{MINE}/"),
    "evidence": ("officer", ""),
    "history": ("officer", "/adoption/history/"),
}

WORLD = """<h2>The drawn world</h2><p>
<a href="world-landscapes.png"><img src="world-landscapes.png" alt="landscapes" width="640"></a>
<a href="world-goods.png"><img src="world-goods.png" alt="goods" width="640"></a></p>"""
# Pictures further down are fetched, and the bar of a phone does not stand in the middle.
SETTLED = """async () => {
  for (const bar of document.querySelectorAll(".tabbar")) bar.style.position = "static";
  const late = [...document.images];
  for (const image of late) image.loading = "eager";
  await Promise.all(late.map((image) => image.decode().catch(() => {})));
}"""
# Somebody of the demo world who has a certificate gets a password, on this copy only.
HOLDER = """
from learning.models import Certificate
one = Certificate.objects.select_related("user").filter(user__isnull=False).first()
one.user.set_password({password!r})
one.user.save()
print(one.user.email, one.code)
"""


# Screens that only stand after something was done: name -> (the screen before it, what is done).
OFFICE = f"""
from media.models import VillageMedia
from villages.portal.models import GalleryPage, Village
home = Village.objects.get(slug="{MINE}")
print(GalleryPage.objects.filter(path__startswith=home.page.path).order_by("path")[0].pk,
      VillageMedia.objects.filter(collection=home.collection).order_by("pk")[0].pk)
"""


def send_locked(page) -> None:
    """A locked document onto the shelf."""
    out, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(out)
    file = {"name": "회의록.pdf", "mimeType": "application/pdf", "buffer": out.getvalue()}
    page.set_input_files("aside input[name=upload]", file)
    page.fill("aside [name=title]", "가을 총회 회의록")
    page.locator("aside button.btn--main").click()
    page.wait_for_selector("aside .error")


def choose_photos(page) -> None:
    """Three photos, the first one described."""
    page.set_input_files("input[type=file][name=pictures]", photos(3))
    page.wait_for_function(
        "document.querySelectorAll('[data-previews] progress[hidden]').length > 2"
    )
    page.locator("[data-previews] input[type=text]").first.fill("첫 귤꽃")


STATES = {
    "documents-refused": ("documents-desk", send_locked),
    "post-described": ("post", choose_photos),
}


def account_of(platform: Platform, who: str) -> dict[str, str]:
    """The demo account of a screen's person."""
    if who == "officer":
        return next(a for a in platform.accounts if a["email"].startswith(OFFICER))
    if who in ("national", "staff"):
        return platform.account("national-administrator" if who == "national" else "platform-staff")
    if who == "holder":
        password = platform.account("shopper")["password"]
        told = platform.manage("shell", "-v", "0", "-c", HOLDER.format(password=password))
        email, code = told.split()[-2:]
        return {"email": email, "password": password, "certificate": code}
    return platform.account(who, MINE if who in ("manager", "committee", "resident") else None)


def sign_in(page, platform: Platform, who: str) -> dict[str, str]:
    """By the form; the addresses only this person can find."""
    account = account_of(platform, who)
    page.goto("/accounts/login/?next=/me/")
    page.fill("[name=login]", account["email"])
    page.fill("[name=password]", account["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/me/")
    if who == "holder":
        return {"certificate": f"/learn/certificates/{account['certificate']}/"}
    if who == "manager":
        album, recording = platform.manage("shell", "-v", "0", "-c", OFFICE).split()[-2:]
        return {
            "album": f"/office/{MINE}/pages/{album}/album/",
            "recording": f"/office/{MINE}/recordings/{recording}/",
        }
    if who != "shopper":
        return {}
    fill_basket(page)
    order = buy(page)
    fill_basket(page)
    fill_checkout(page)
    return {"order": order}


def fill_basket(page) -> None:
    """Something from two villages."""
    for village in (MINE, MIXED):
        page.goto(f"/market/stalls/{village}/")
        page.goto(page.locator(FIRST["product"][1]).first.get_attribute("href"))
        if page.locator("#quantity").count():
            page.locator("form[action*='/basket/add/'] button.btn--main").click()
            page.wait_for_url("**/market/basket/")


def fill_checkout(page) -> None:
    """Say where it goes, up to the last look."""
    page.goto("/market/checkout/")
    for name, value in BUYER.items():
        page.fill(f"main [name={name}]", value)
    page.locator("main form[method=post] button.btn--main").click()
    page.wait_for_url("**/market/checkout/review/")


def buy(page) -> str:
    """Check out and pay; the order's address."""
    fill_checkout(page)
    page.check("[name=agree]")
    page.locator("form[data-once] button.btn--main").click()
    page.wait_for_url("**/fakestripe/**")
    page.click("button[value=pay]")
    page.wait_for_url(re.compile(r"/market/orders/\w+/[^/]+/$"))
    return page.url


def addresses(page, who: str = "stranger") -> dict[str, str]:
    """This person's screens whose address is only known in the loaded world."""
    found: dict[str, str] = {}
    for name, (start, pattern) in FIRST.items():
        if SCREENS[name][0] == who:
            page.goto(found.get(start, start))
            found[name] = page.locator(pattern).first.get_attribute("href")
    for name, (before, more) in BESIDE.items():
        if SCREENS[name][0] == who:
            found[name] = found[before] + more
    if who == "stranger":
        page.goto(found["event"])
        reminder = page.locator("main a.btn--main[href*='/reminders/']")
        found["reminder"] = reminder.get_attribute("href")
        found |= {"thread-member": found["thread"], "event-member": found["event"]}
    return found


def shoot(browser, platform: Platform, names: list[str], folder: Path) -> list[str]:
    """Take every picture; the files' names."""
    signed_in, taken, known = {"stranger": None}, [], {}
    plain = {name: STATES[name][0] if name in STATES else name for name in names}
    for who in {SCREENS[name][0] for name in plain.values()} | {"stranger"}:
        context = browser.new_context(base_url=platform.url)
        page = context.new_page()
        if who != "stranger":
            known |= sign_in(page, platform, who)
            signed_in[who] = context.storage_state()
        known |= addresses(page, who)
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
                bypass_csp=True,
                viewport={"width": width, "height": WIDTHS[width]},
            )
            page = context.new_page()
            for name, screen in plain.items():
                if SCREENS[screen][0] == who:
                    page.goto(SCREENS[screen][1] or known[screen], wait_until="load")
                    if name in STATES:
                        STATES[name][1](page)
                    file = f"{name}-{width}-{scheme}-{language}.png"
                    page.evaluate(SETTLED)
                    page.screenshot(path=folder / file, full_page=True, animations="disabled")
                    taken.append(file)
            context.close()
    return taken


def index(folder: Path, taken: list[str]) -> None:
    """A page with all pictures, by screen."""
    rows = []
    for name in (*SCREENS, *STATES):
        mine = sorted(file for file in taken if file.startswith(f"{name}-"))
        pictures = "".join(
            f'<a href="{html.escape(file)}"><img src="{html.escape(file)}" alt="{html.escape(file)}" '
            'width="220" loading="lazy"></a> '
            for file in mine
        )
        rows.append(f"<h2>{name}</h2><p>{pictures}</p>" if mine else "")
    rows.append(WORLD)
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
            taken = shoot(browser, platform, names or [*SCREENS, *STATES], folder)
            browser.close()
        index(folder, taken)
        print(f"{len(taken)} pictures: {folder / 'index.html'}")
    finally:
        platform.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
