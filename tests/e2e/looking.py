"""How a page is looked at: axe in each way of reading, its width, its weight, its rest.

Used by the journeys, by the tests of all screens and by `make audit`.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

VENDOR = Path(__file__).parent / "vendor"
PHONE = {"width": 360, "height": 640}
DENSITY = 2  # pixels to a CSS pixel, as on most small phones
KB = 1024
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    v => `${v.id}: ` + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))"""
# A way of reading: the device's scheme, and what the server writes on <html> for it.
WAYS = {
    "light": ("light", {}),
    "dark": ("dark", {}),
    "dark by choice": ("light", {"scheme": "dark"}),
    "200 % text": ("light", {"text": "200"}),
    "high contrast": ("light", {"contrast": "high"}),
    "high contrast, dark": ("dark", {"contrast": "high"}),
}
PLAIN = {"text": "100", "contrast": "normal", "scheme": "auto"}
BLOCKING = """() => performance.getEntriesByType('resource')
    .filter(entry => entry.renderBlockingStatus === 'blocking').map(entry => entry.name)"""
SHIFTS = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
        .observe({type: 'layout-shift', buffered: true});
    const step = async () => {
        for (let y = 0; y < document.body.scrollHeight; y += 500) {
            scrollTo(0, y);
            await new Promise(next => setTimeout(next, 60));
        }
        scrollTo(0, 0);
        setTimeout(() => done(Math.round(sum * 1e4) / 1e4), 200);
    };
    step();
})"""


@cache
def _axe() -> str:
    """The vendored script is the one we took: its checksum is read first."""
    script = (VENDOR / "axe.min.js").read_bytes()
    wanted = (VENDOR / "axe.min.js.sha256").read_text().split()[0]
    if hashlib.sha256(script).hexdigest() != wanted:
        raise RuntimeError("axe.min.js is not the file we took")
    return script.decode()


def too_wide(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def findings(page) -> list[str]:
    """What axe finds on the page as it stands, in words; and whether it scrolls sideways."""
    wide = too_wide(page)
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_axe())
    return ([f"{wide} px too wide"] if wide > 0 else []) + page.evaluate(RUN)


def read(page, way: str) -> None:
    """Read the loaded page in another way, as the server's answer would make it."""
    scheme, chosen = WAYS[way]
    page.emulate_media(color_scheme=scheme)
    page.evaluate(
        "chosen => Object.assign(document.documentElement.dataset, chosen)", PLAIN | chosen
    )


@dataclass
class Weight:
    """What crossed the line for one first view, compressed, with headers."""

    parts: list[tuple[str, str, int]] = field(default_factory=list)  # kind, address, bytes
    blocking: set[str] = field(default_factory=set)  # addresses the first paint waits for

    @property
    def requests(self) -> int:
        """How many answers came."""
        return len(self.parts)

    @property
    def all(self) -> int:
        """All bytes of the first view."""
        return sum(size for _kind, _url, size in self.parts)

    @property
    def before_paint(self) -> int:
        """HTML and the style sheets the first paint waits for."""
        return sum(
            size for kind, url, size in self.parts if kind == "Document" or url in self.blocking
        )

    def __str__(self) -> str:
        heaviest = sorted(self.parts, key=lambda part: -part[2])
        return "\n".join(f"{size:7} {kind} {url}" for kind, url, size in heaviest)


def weigh(browser, url: str, *, origin: str, locale: str = "ko-KR", state=None) -> Weight:
    """Open a page on a phone that has never been here and has a slow look at its first view."""
    context = browser.new_context(
        base_url=origin,
        locale=locale,
        storage_state=state,
        viewport=PHONE,
        device_scale_factor=DENSITY,
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    came: dict[str, tuple[str, str]] = {}
    sizes: dict[str, int] = {}
    wire.on(
        "Network.responseReceived",
        lambda e: came.update({e["requestId"]: (e["type"], e["response"]["url"])}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
    )
    page.goto(url, wait_until="networkidle")
    blocking = set(page.evaluate(BLOCKING))
    context.close()
    # The signs on the browser's own player are data it brings itself: they cross no line.
    crossed = [key for key, (_kind, address) in came.items() if not address.startswith("data:")]
    return Weight([(*came[key], sizes.get(key, 0)) for key in crossed], blocking)


def shifts(page) -> float:
    """How far the page's parts moved while it loaded and was scrolled to its end (CLS)."""
    return page.evaluate(SHIFTS)
