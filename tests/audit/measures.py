"""One walk over all screens: what axe finds in every way of reading, weights, rest, HTML."""

import gzip
import re
import shutil
import statistics
from dataclasses import dataclass, field

from invil.words import FOLDERS
from tests.audit import tools
from tests.e2e import looking
from tests.e2e.conftest import LOCALES
from tests.e2e.serving import ROOT, Platform
from tests.shots import SCREENS, addresses, sign_in

RUNS = 3
TIMED = ("home", "village", "market", "product", "lesson", "thread")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Screens with a form -> the button that sends it empty; an answer with errors must come.
FORMS = {
    "sign-in": "main form button.btn--main",
    "post": "form.post button.btn--main",
    "checkout": "main form[method=post] button.btn--main",
    "documents-desk": "aside form button.btn--main",
    "recordings": "aside form button.btn--main",
}
# Nothing a browser would stop is stopped, and nothing the browser knows fills a field.
EMPTY = """form => { form.noValidate = true;
    form.querySelectorAll('input:not([type=hidden]), textarea').forEach(field => {
        if (['checkbox', 'radio'].includes(field.type)) field.checked = false;
        else field.value = ''; }); }"""
OPEN = """() => { document.querySelectorAll('details').forEach(d => { d.open = true; });
    return document.querySelectorAll('details').length; }"""
DIALOG = (
    "(d) => { document.querySelectorAll('dialog[open]').forEach(o => o.close()); d.showModal(); }"
)
PICTURES = """
from media.models import VillageImage
from media.renditions import ensure_renditions
names = {names!r}
for image in VillageImage.objects.order_by("pk"):
    if image.file.name.rsplit("/", 1)[-1].split(".")[0] in names:
        ensure_renditions(image)
"""


@dataclass
class Screen:
    """What was measured of one listed screen; numbers by language where it matters."""

    name: str
    url: str
    findings: dict[str, list[str]] = field(default_factory=dict)  # way and language -> axe
    html: dict[str, list[str]] = field(default_factory=dict)  # file -> errors
    weights: dict[str, looking.Weight] = field(default_factory=dict)
    shift: float = 0.0
    wide: int = 0
    scores: dict[str, int] = field(default_factory=dict)


@dataclass
class Visit:
    """A browser at a running platform, everybody signed in."""

    browser: object
    platform: Platform
    names: list[str]
    states: dict[str, object]
    known: dict[str, str]

    @classmethod
    def arrive(cls, browser, platform: Platform, names: list[str]) -> "Visit":
        """Sign everybody in who is needed, and find the screens' addresses."""
        states: dict[str, object] = {"stranger": None}
        known: dict[str, str] = {}
        for who in ["stranger", *sorted({SCREENS[name][0] for name in names} - {"stranger"})]:
            context = browser.new_context(base_url=platform.url)
            page = context.new_page()
            if who != "stranger":
                known |= sign_in(page, platform, who)
                states[who] = context.storage_state()
            known |= addresses(page, who)
            context.close()
        return cls(browser, platform, names, states, known)

    def url(self, name: str) -> str:
        """A screen's address in this world."""
        return SCREENS[name][1] or self.known[name]

    def context(self, who: str, language: str, width: int = 360):
        """A phone in somebody's hand."""
        return self.browser.new_context(
            base_url=self.platform.url,
            locale=LOCALES[language],
            storage_state=self.states[who],
            viewport={"width": width, "height": 640},
            timezone_id="Asia/Seoul",
            reduced_motion="reduce",
        )


def make_pictures(visit: Visit) -> None:
    """The sizes of every picture these screens show, as a platform has them after its first hour."""
    shown: set[str] = set()
    for name in visit.names:
        context = visit.context(SCREENS[name][0], "ko")
        body = context.request.get(visit.url(name)).text()
        shown |= set(re.findall(r"/media/(?:original_images|images)/([\w-]+)\.", body))
        context.close()
    visit.platform.manage("shell", "-c", PICTURES.format(names=sorted(shown)))


def sweep(visit: Visit) -> list[Screen]:
    """Every screen in both languages; the HTML is kept under var/audit/html/."""
    pages = tools.PLACE / "html"
    shutil.rmtree(pages, ignore_errors=True)
    pages.mkdir(parents=True)
    results = {name: Screen(name, visit.url(name)) for name in visit.names}
    for language in LOCALES:
        for who in visit.states:
            context = visit.context(who, language)
            page = context.new_page()
            for name in (n for n in visit.names if SCREENS[n][0] == who):
                screen = results[name]
                (pages / f"{name}.{language}.html").write_text(
                    context.request.get(
                        screen.url, headers={"Accept-Language": LOCALES[language]}
                    ).text(),
                    encoding="utf-8",
                )
                look(page, screen, language)
                screen.weights[language] = looking.weigh(
                    visit.browser,
                    screen.url,
                    origin=visit.platform.url,
                    locale=LOCALES[language],
                    state=visit.states[who],
                )
                tell(screen, language)
            context.close()
    return list(results.values())


def tell(screen: Screen, language: str) -> None:
    """A line for whoever waits: what axe found, what crossed the line."""
    found = [
        line for way in screen.findings if way.endswith(language) for line in screen.findings[way]
    ]
    weight = screen.weights[language]
    print(
        f"{screen.name}, {language}: {weight.all} bytes in {weight.requests} answers; {found or 'no finding'}",
        flush=True,
    )


def look(page, screen: Screen, language: str) -> None:
    """Every way of reading one screen, with everything open, and with its errors shown."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.emulate_media(color_scheme="light")
    # On a busy machine a page comes in pieces now and then: what moves on every load is the page's.
    moved = []
    for _ in range(RUNS):
        page.goto(screen.url, wait_until="networkidle")
        moved.append(looking.shifts(page))
        if not moved[-1]:
            break
    screen.shift = max(screen.shift, min(moved))
    for way in looking.WAYS:
        looking.read(page, way)
        note(screen, f"{way}, {language}", page)
    looking.read(page, "light")
    page.set_viewport_size({"width": 320, "height": 640})
    screen.wide = max(screen.wide, looking.too_wide(page))
    page.evaluate(OPEN)
    for way in ("light", "dark", "200 % text"):
        looking.read(page, way)
        note(screen, f"all open, {way}, {language}", page)
    looking.read(page, "light")
    for dialog in page.locator("dialog").all():
        dialog.evaluate(DIALOG)
        note(screen, f"dialog open, {language}", page)
    page.set_viewport_size({"width": 360, "height": 640})
    if screen.name in FORMS:
        show_errors(page, screen, language)


def show_errors(page, screen: Screen, language: str) -> None:
    """Send the screen's form empty and look at the answer."""
    page.goto(screen.url)
    button = page.locator(FORMS[screen.name]).first
    button.locator("xpath=ancestor::form").evaluate(EMPTY)
    with page.expect_navigation() as answer:
        button.click()
    if not page.locator("[aria-invalid=true], [role=alert]").count():
        screen.findings[f"errors shown, {language}"] = ["no error is shown"]
        return
    for way in looking.WAYS:
        looking.read(page, way)
        note(screen, f"errors shown, {way}, {language}", page)
    (tools.PLACE / "html" / f"{screen.name}-errors.{language}.html").write_text(
        answer.value.text(), encoding="utf-8"
    )


def note(screen: Screen, way: str, page) -> None:
    """Look once; nothing found leaves an empty list, so that the looks can be counted."""
    screen.findings[way] = looking.findings(page)


def check_html(results: list[Screen]) -> None:
    """Ask the HTML checker about every page that was kept."""
    by_name = {screen.name: screen for screen in results}
    for file, errors in tools.html_errors(tools.PLACE / "html").items():
        by_name[file.split(".")[0].removesuffix("-errors")].html[file] = errors


def run_lighthouse(visit: Visit, results: list[Screen]) -> None:
    """The median of three runs, as a phone reads the Korean page."""
    out = tools.PLACE / "lighthouse"
    out.mkdir(parents=True, exist_ok=True)
    for screen in (s for s in results if s.name in TIMED):
        runs = [
            tools.lighthouse(
                f"{visit.platform.url}{screen.url}", "ko", out / f"{screen.name}-{number}.json"
            )
            for number in range(1, RUNS + 1)
        ]
        for category in CATEGORIES:
            scores = [run["categories"][category]["score"] or 0 for run in runs]
            screen.scores[category] = round(100 * statistics.median(scores))


def whole_sheets() -> dict[str, int]:
    """Compressed bytes: all rules once, the copies in light sheets, and all our scripts.

    The sheets of the page editor and of the style guide are tools' own; no reader loads them.
    """
    css = ROOT / "invil" / "static" / "css"
    sources = {"tokens", "base", "components", "screens", "print", "styleguide"}
    tools = {"admin", "admin-preview", "guide"}
    whole = {"invil", "more", "paper"}
    sheets = {
        path.stem: _packed(path) for path in css.glob("*.css") if path.stem not in sources | tools
    }
    scripts = [path for folder in FOLDERS for path in (ROOT / folder).glob("**/static/**/*.js")]
    return {
        "css": sum(size for name, size in sheets.items() if name in whole),
        "copies": sum(size for name, size in sheets.items() if name not in whole),
        "js": sum(_packed(path) for path in scripts),
    }


def _packed(path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))
