"""Ask a screen for its real form, fill it, send it; and see what was written."""

import contextlib
import re
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bs4 import BeautifulSoup

# What any request may write: the session with its messages, and the savepoints.
OWN = ("django_session",)
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
REFUSED = (403, 404)


class Form:
    """A form as the browser has it: where it goes, and the fields with what stands in them."""

    def __init__(self, page: str, element) -> None:
        self.action = urlsplit(element.get("action") or page).path or urlsplit(page).path
        self.fields: dict[str, object] = {}
        for field in element.select("input[name], select[name], textarea[name], button[name]"):
            self._read(field)

    def _read(self, field) -> None:
        name, kind = field["name"], field.get("type", "")
        if name == "csrfmiddlewaretoken":
            return
        if field.name == "textarea":
            value = field.text.lstrip("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            value = chosen.get("value", chosen.text) if chosen else ""
        elif field.name == "button" or kind in ("checkbox", "radio", "file", "submit"):
            is_on = kind in ("checkbox", "radio") and field.has_attr("checked")
            value = field.get("value", "on") if is_on else None
        else:
            value = field.get("value", "")
        if value is not None or name not in self.fields:
            self.fields[name] = value

    def filled(self, **answers) -> dict:
        """What the browser sends; an answer to a field that is not there is a mistake."""
        unknown = set(answers) - set(self.fields)
        assert not unknown, f"{self.action} has no {unknown}, but {sorted(self.fields)}"
        sent = {**self.fields, **answers}
        return {name: value for name, value in sent.items() if value is not None}


def forms_on(browser, page: str) -> list[Form]:
    """Every form that sends something from this screen."""
    answer = browser.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    soup = BeautifulSoup(answer.content, "html.parser")
    return [Form(page, one) for one in soup.select('form[method="post"], form[method="POST"]')]


def form_on(browser, page: str, action: str = "", has: str = "") -> Form:
    """The one form of the screen that goes to `action` (this screen) and has a field."""
    wanted = action or urlsplit(page).path
    found = [
        form
        for form in forms_on(browser, page)
        if form.action == wanted and (not has or has in form.fields)
    ]
    assert found, f"{page} shows no form to {wanted} with {has or 'any field'}"
    return found[0]


@contextlib.contextmanager
def undone():
    """Whatever happens inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tables_written(send) -> tuple[object, set[str]]:
    """The answer to a request, and the tables it wrote to."""
    with CaptureQueriesContext(connection) as captured:
        answer = send()
    found = {m[1].lower() for q in captured.captured_queries if (m := WRITES.match(q["sql"]))}
    return answer, found - set(OWN)


def is_refusal(answer) -> bool:
    """Not found, forbidden, or sent to sign in."""
    if answer.status_code == 302:
        return answer.url.startswith("/accounts/login/")
    return answer.status_code in REFUSED
