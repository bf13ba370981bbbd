"""The reader's choices by cookie; and a page of words where a rule said no."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, UnreadablePostError
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from villages.core.errors import DomainError, RateLimited

TEXT_SIZES = ("100", "125", "150", "200")
CONTRASTS = ("normal", "high")
SCHEMES = ("auto", "light", "dark")
NUL = "\0"
# A step of an address that is one number, longer than any key.
TOO_LONG = re.compile(r"/\d{19,}(?:\.ics)?(?:/|$)", re.ASCII)


@dataclass(frozen=True)
class Reader:
    """How this person reads; written on <html> by the server, so nothing flashes."""

    language: str
    text: str = "100"
    contrast: str = "normal"
    scheme: str = "auto"


class ReaderMiddleware:
    """Activates the language and puts `request.reader` in place.

    The order is: cookie, then the browser's Accept-Language. No session is read,
    so anonymous pages stay free of cookies.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in dict(settings.LANGUAGES):
            language = translation.get_language_from_request(request)
        cookies = request.COOKIES
        request.reader = Reader(
            language=language,
            text=_known(cookies.get("text"), TEXT_SIZES),
            contrast=_known(cookies.get("contrast"), CONTRASTS),
            scheme=_known(cookies.get("scheme"), SCHEMES),
        )
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class CleanInputMiddleware:
    """No sign and no number reaches a view that a database cannot hold.

    PostgreSQL knows no NUL and SQLite no number of twenty digits. No address of ours has
    either: it is not found. A question with a NUL is refused in words; out of a form it is
    taken, and everything else typed is kept.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if NUL in request.path_info or TOO_LONG.search(request.path_info):
            raise Http404
        asked = (*request.GET, *(value for _key, values in request.GET.lists() for value in values))
        if any(NUL in text for text in (*asked, *request.COOKIES.values())):
            message = _("Your question holds a sign that cannot be read. Please type it again.")
            return render(request, "refused.html", {"message": message}, status=400)
        return self.get_response(request)

    def process_view(self, request, view, _args, _kwargs) -> None:
        """Take the NULs out of what a form sent; a machine's letter is left as it came."""
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return
        try:
            sent = request.POST
        except UnreadablePostError:
            return  # the guard against forged forms answers
        if not any(NUL in text for row in sent.lists() for text in (row[0], *row[1])):
            return
        clean = sent.copy()
        clean.clear()
        for key, values in sent.lists():
            clean.setlist(key.replace(NUL, ""), [value.replace(NUL, "") for value in values])
        clean._mutable = False
        request.POST = clean


class RefusalMiddleware:
    """A refusal no view has turned into words becomes a page that says why, never a 500."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """429 for too many tries, 409 for any other rule; other errors go on."""
        if not isinstance(exception, DomainError):
            return None
        status = 429 if isinstance(exception, RateLimited) else 409
        return render(request, "refused.html", {"message": exception.message}, status=status)


def _known(value: str | None, choices: tuple[str, ...]) -> str:
    return value if value in choices else choices[0]
