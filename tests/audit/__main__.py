"""`python -m tests.audit [screen …]`: measure the listed screens, write docs/audit.md.

With names of screens only these are measured, and the result is printed, not written.
"""

import sys

from playwright.sync_api import sync_playwright

from tests.audit import measures, report, tools
from tests.e2e.conftest import open_browser
from tests.e2e.serving import ROOT, Platform
from tests.shots import SCREENS


def main(names: list[str]) -> int:
    """0 when all holds, 1 when something does not, 2 when a tool is missing."""
    unknown = set(names) - set(SCREENS)
    if unknown:
        print(f"No such screen: {', '.join(sorted(unknown))}.")
        return 2
    try:
        tools.check()
        tools.install()
    except tools.Missing as missing:
        print(missing)
        return 2
    platform = Platform()
    try:
        platform.start()
        with sync_playwright() as playwright:
            browser = open_browser(playwright)
            visit = measures.Visit.arrive(browser, platform, names or list(SCREENS))
            measures.make_pictures(visit)
            results = measures.sweep(visit)
            browser.close()
        measures.check_html(results)
        measures.run_lighthouse(visit, results)
    finally:
        platform.stop()
    text = report.written(results, tools.versions(), measures.whole_sheets())
    if names:
        print(text)
    else:
        (ROOT / "docs" / "audit.md").write_text(text, encoding="utf-8")
    failed = report.failures(results, measures.whole_sheets())
    print(f"{len(results)} screens measured; {len(failed)} things do not hold.")
    for line in failed:
        print(f"  {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
