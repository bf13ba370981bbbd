"""Points 14, 16 and 24, and every form of office, stall and register.

The rightful person's request works and writes; it is undone; then the very same request
of everybody else is refused and writes nothing. The fields are those of the real form.
"""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

import pytest
from bs4 import BeautifulSoup

from tests.isolation.conftest import MARKER, PERSONAS
from tests.isolation.desks import SCREENS, Case, prepare
from tests.isolation.requests import form_on, is_refusal, tables_written, undone
from tests.media.test_documents import pdf
from tests.media.test_recordings import sound
from tests.portal.test_posting import photo
from villages.portal.choices import VillageStatus
from villages.portal.middleware import OPEN_AT_REST
from villages.portal.models import Village

pytestmark = pytest.mark.django_db
OTHERS = PERSONAS
HOME = "yanggu-haean"
# Screens that only show something.
READ_ONLY = {
    "office:index", "office:home", "office:texts", "office:text", "office:approvals",
    "office:invitation", "office:my-hats", "office:forms", "office:documents-list", "office:reports",
    "stall:orders", "stall:order", "stall:slip", "stall:goods",
    "register:home", "register:news", "register:villages", "register:accounts",
    "desk:home", "desk:orders", "desk:order", "desk:stalls", "desk:closed",
}  # fmt: skip


@pytest.fixture(scope="module")
def things(told, django_db_blocker):
    """The keys of Toegye's things, and the browsers of its own people."""
    with django_db_blocker.unblock():
        return prepare(told["secrets"])


def file_for(kind: str) -> SimpleUploadedFile:
    """A photo, a paper or a list, fresh for each request."""
    if kind == "photo":
        return SimpleUploadedFile("a.jpg", photo().read(), "image/jpeg")
    if kind == "list":
        text = "slug,name_ko,name_en,county_code\ninje-new,새마을,New Village,42810\n"
        return SimpleUploadedFile("a.csv", text.encode(), "text/csv")
    if kind == "sound":
        return SimpleUploadedFile("a.wav", sound(), "audio/wav")
    return SimpleUploadedFile("a.pdf", pdf(), "application/pdf")


def request_of(case: Case, things) -> tuple[str, dict]:
    """Where the request goes and what it carries, read from the screen of the rightful person."""
    keys = things["keys"]
    action = case.action.format(**keys)
    answers = {
        name.format(**keys): value.format(**keys) if isinstance(value, str) else value
        for name, value in case.answers.items()
    }
    if case.screen is None:
        return action, answers
    form = form_on(things["own"][case.who], case.screen.format(**keys), action, case.has)
    return form.action, form.filled(**answers)


def sender(browser, case: Case, url: str, data: dict):
    """Send it once; files are read anew at each sending."""
    files = {name: file_for(kind) for name, kind in case.files.items()}
    return lambda: browser.post(url, {**data, **files})


@pytest.mark.parametrize("case", SCREENS, ids=lambda case: case.name)
def test_the_rightful_request_works_and_everybody_else_s_does_not(case, things, personas):
    own = things["own"][case.who]
    url, data = request_of(case, things)
    with undone():
        answer, written = tables_written(sender(own, case, url, data))
        assert answer.status_code in case.good, (answer.status_code, answer.content[-3000:])
        assert case.writes in written
    for name in OTHERS:
        answer, written = tables_written(sender(personas[name], case, url, data))
        assert is_refusal(answer), (name, answer.status_code)
        assert not written, name
        assert MARKER not in answer.content.decode(), name
    if re.search(r"/\d", url) and "yanggu-toegye" in url:
        # The own office's door with the other village's key.
        for name in ("desks", "editor", "manager", "double"):
            door = url.replace("yanggu-toegye", HOME)
            answer, written = tables_written(sender(personas[name], case, door, data))
            assert is_refusal(answer), (name, door, answer.status_code)
            assert not written, name


def test_a_resting_village_offers_no_form_that_would_be_refused(things):
    """What may still be answered can be sent; everything else is there to read, greyed."""
    seen = {(c.who, c.screen.format(**things["keys"])) for c in SCREENS if c.screen}
    offered = set()
    with undone():
        Village.objects.filter(slug="yanggu-toegye").update(status=VillageStatus.ARCHIVED)
        for who, screen in sorted(seen):
            if who == "staff" or not screen.startswith("/office/yanggu-toegye/"):
                continue
            answer = things["own"][who].get(screen)
            if answer.status_code in (403, 404):
                continue
            for form in BeautifulSoup(answer.content, "html.parser").select(
                "main form[method=post]"
            ):
                action = form.get("action") or screen
                is_open = bool(OPEN_AT_REST.match(action))
                offered.add(is_open)
                assert is_open is not bool(form.find_parent("fieldset", disabled=True)), action
    assert offered == {True, False}


def test_no_form_of_the_offices_is_left_out():
    """A new address below office, stall, register or desk needs a case, or to be named read-only."""
    known = {case.route for case in SCREENS} | READ_ONLY
    missing = set()
    for namespace in ("office", "stall", "register", "desk"):
        _prefix, resolver = get_resolver().namespace_dict[namespace]
        missing |= {f"{namespace}:{name}" for name in resolver.reverse_dict if _is_name(name)}
    assert sorted(missing - known) == []


def _is_name(name) -> bool:
    return isinstance(name, str)
