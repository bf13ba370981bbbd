"""What the audit writes: docs/audit.md, with failures marked, and the list of failures."""

from datetime import date

from tests.audit.measures import CATEGORIES, RUNS, TIMED, Screen
from tests.e2e.looking import DENSITY, KB

LEAST = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 95}
MOST_BYTES, MOST_REQUESTS = 100 * KB, 12
MANY_PICTURES = {"gallery", "styleguide"}  # an album is its pictures, the guide its samples
MOST_BEFORE_PAINT = 14 * KB
MOST = {"css": 15 * KB, "js": 30 * KB}
MARK = " **fails**"


def kb(size: int) -> str:
    """Bytes as kilobytes with one digit."""
    return f"{size / KB:.1f}"


def heaviest(screen: Screen):
    """The weight in the language that weighs more."""
    return max(screen.weights.values(), key=lambda weight: weight.all)


def paint(screen: Screen) -> int:
    """The larger of both languages."""
    return max(weight.before_paint for weight in screen.weights.values())


def failures(results: list[Screen], sheets: dict[str, int]) -> list[str]:
    """Everything that must hold and does not, a line each."""
    found = []
    for name, most in MOST.items():
        if sheets[name] > most:
            found.append(f"all {name}: {kb(sheets[name])} KB of {kb(most)}")
    for screen in results:
        found += [f"{screen.name}: {line}" for line in _of(screen)]
    return found


def _of(screen: Screen) -> list[str]:
    weight = heaviest(screen)
    found = [
        f"Lighthouse {category} {score}"
        for category, score in screen.scores.items()
        if score < LEAST[category]
    ]
    found += [f"axe, {way}: {line}" for way, lines in screen.findings.items() for line in lines]
    found += [f"HTML, {file}: {line}" for file, lines in screen.html.items() for line in lines]
    if _weighs_too_much(screen):
        found.append(f"first view {kb(weight.all)} KB")
    if _asks_too_often(screen):
        found.append(f"first view {weight.requests} requests")
    if screen.name in TIMED and paint(screen) > MOST_BEFORE_PAINT:
        found.append(f"HTML and blocking CSS {kb(paint(screen))} KB")
    if screen.shift:
        found.append(f"layout shift {screen.shift}")
    if screen.wide > 0:
        found.append(f"{screen.wide} px too wide at 320 px")
    return found


def _weighs_too_much(screen: Screen) -> bool:
    return heaviest(screen).all > MOST_BYTES and screen.name not in MANY_PICTURES


def _asks_too_often(screen: Screen) -> bool:
    return heaviest(screen).requests > MOST_REQUESTS and screen.name not in MANY_PICTURES


def _cell(value: str, fails: bool) -> str:
    return f"{value}{MARK}" if fails else value


def _table(heads: tuple[str, ...], rows: list[list[str]]) -> list[str]:
    return [
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def written(results: list[Screen], versions: dict[str, str], sheets: dict[str, int]) -> str:
    """The page, from the numbers."""
    failed = failures(results, sheets)
    lines = [
        "# Audit of the screens",
        "",
        f"Written by `make audit` on {date.today().isoformat()}, on the demo world of the tests. "  # noqa: DTZ011
        + ", ".join(f"{name} {version}" for name, version in versions.items())
        + ".",
        "",
        f"{len(results)} screens. "
        + ("Everything below holds." if not failed else f"{len(failed)} things do not hold:"),
        "",
        *(f"- {line}" for line in failed),
        *([""] if failed else []),
        "## Lighthouse",
        "",
        f"As a phone, the Korean page, median of {RUNS} runs. At least 95, accessibility 100.",
        "",
        *_scores(results),
        "## Every screen",
        "",
        "axe: findings / looks (light, dark by the device and by choice, 200 % text, high contrast "
        "in both schemes, everything open, forms sent empty; Korean and English). HTML: errors of "
        "the Nu checker in both languages. First view: what crosses the line at 360 × 640 with "
        f"{DENSITY} pixels to a CSS pixel, compressed, with headers, all requests until the line "
        f"is quiet; at most {MOST_BYTES // KB} KB and {MOST_REQUESTS} requests (more for an album and the guide). Before paint: HTML and blocking "
        f"style sheets, at most {MOST_BEFORE_PAINT // KB} KB on the six screens above. The heavier language counts.",
        "",
        *_screens(results),
        "## All pages together",
        "",
        f"All CSS {_cell(kb(sheets['css']), sheets['css'] > MOST['css'])} KB of {kb(MOST['css'])}, every rule once "
        f"(the light sheets copy {kb(sheets['copies'])} KB of them). "
        f"All our JavaScript {_cell(kb(sheets['js']), sheets['js'] > MOST['js'])} KB of {kb(MOST['js'])}. Compressed.",
        "",
    ]
    return "\n".join(lines)


def _scores(results: list[Screen]) -> list[str]:
    rows = [
        [
            screen.name,
            *(
                _cell(str(screen.scores[category]), screen.scores[category] < LEAST[category])
                for category in CATEGORIES
            ),
        ]
        for screen in results
        if screen.scores
    ]
    return _table(("Screen", "Performance", "Accessibility", "Best practices", "SEO"), rows)


def _screens(results: list[Screen]) -> list[str]:
    rows = []
    for screen in results:
        weight, found = heaviest(screen), sum(map(len, screen.findings.values()))
        errors = sum(map(len, screen.html.values()))
        rows.append(
            [
                screen.name,
                _cell(f"{found} / {len(screen.findings)}", found > 0),
                _cell(str(errors), errors > 0),
                _cell(kb(weight.all), _weighs_too_much(screen)),
                _cell(str(weight.requests), _asks_too_often(screen)),
                _cell(
                    kb(paint(screen)), screen.name in TIMED and paint(screen) > MOST_BEFORE_PAINT
                ),
                _cell(f"{screen.shift:g}", screen.shift > 0),
                _cell("no" if screen.wide <= 0 else f"{screen.wide} px", screen.wide > 0),
            ]
        )
    heads = ("Screen", "axe", "HTML", "KB", "Requests", "Before paint", "CLS", "Sideways at 320")
    return _table(heads, rows)
