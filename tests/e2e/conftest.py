"""A browser, the running platform, and pages that fail on any error in the console."""

import os
import shutil
from pathlib import Path

import pytest

from tests.e2e import looking
from tests.e2e.serving import Platform

HERE = Path(__file__).parent
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCALES = {"ko": "ko-KR", "en": "en-GB"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Everything here drives a browser, on one platform (`TOGETHER` in tests/conftest.py)."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


def open_browser(playwright):
    """Debian's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


# Package scope: Playwright's loop must not be running when other folders use the database.
@pytest.fixture(scope="package")
def browser():
    """One browser for all journeys."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        if os.environ.get("INVIL_REQUIRE_ALL") == "1":
            pytest.fail("The journeys need Chromium (apt-get install chromium).")
        pytest.skip("The journeys need Chromium (apt-get install chromium).")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = open_browser(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def running(browser):
    """The platform, started once."""
    platform = Platform()
    platform.start()
    yield platform
    platform.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep on the test whether it failed."""
    report = yield
    item.stash.setdefault(FAILED, False)
    if report.failed:
        item.stash[FAILED] = True
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def platform(running, request):
    """The platform; its log of this test is shown when the test failed."""
    before = running.log_file.stat().st_size
    yield running
    if request.node.stash.get(FAILED, False):
        request.node.add_report_section("teardown", "log of the platform", running.log(before))


class Reader:
    """A person at a device: a browser context of its own, with the errors it met."""

    def __init__(self, context, url: str) -> None:
        self.context = context
        self.errors: list[str] = []
        self.allowed: list[str] = []
        context.set_default_timeout(15_000)
        context.on("page", self._listen)
        self.page = context.new_page()
        self.url = url

    def _listen(self, page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))

    def _heard(self, message) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self.errors.append(f"{message.text} ({where})")

    def unexpected(self) -> list[str]:
        """The errors this test did not announce."""
        return [e for e in self.errors if not any(words in e for words in self.allowed)]


@pytest.fixture
def person_at(browser, platform):
    """Sit somebody down: `person_at("ko", 360)`, with `.page` and `.context`."""
    people = []

    def make(lang: str = "en", width: int = 1280, *, javascript: bool = True, **more) -> Reader:
        context = browser.new_context(
            base_url=platform.url,
            locale=LOCALES[lang],
            java_script_enabled=javascript,
            viewport={"width": width, "height": 740 if width < 700 else 900},
            timezone_id="Asia/Seoul",
            reduced_motion="reduce",
            **more,
        )
        reader = Reader(context, platform.url)
        people.append(reader)
        return reader

    yield make
    errors = [error for reader in people for error in reader.unexpected()]
    for reader in people:
        reader.context.close()
    assert not errors, "\n".join(errors)


@pytest.fixture
def page_for(person_at):
    """A page alone: `page_for("ko", 360)`."""
    return lambda *words, **more: person_at(*words, **more).page


@pytest.fixture
def sign_in(platform):
    """Sign in by the form: `sign_in(page, "manager", "jeju-jeoji")`; the account comes back."""

    def go(page, role: str, village: str | None = None) -> dict[str, str]:
        account = platform.account(role, village)
        page.goto(f"/accounts/login/?next={account['start_url']}")
        page.fill("[name=login]", account["email"])
        page.fill("[name=password]", account["password"])
        page.click("main form [name=password] >> xpath=ancestor::form >> css=button")
        page.wait_for_url(f"**{account['start_url']}")
        return account

    return go


both_languages = pytest.mark.parametrize("lang", ["ko", "en"])


@pytest.fixture(scope="session")
def axe():
    """Look at a page as it stands: `axe(page)` gives findings in words, none if all is well."""

    def look(page) -> list[str]:
        return [f"{page.url}: {line}" for line in looking.findings(page)]

    return look
