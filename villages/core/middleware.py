"""The reader's choices by cookie; and a page of words where a rule said no."""

from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from villages.core.errors import DomainError, RateLimited

TEXT_SIZES = ("100", "125", "150", "200")
CONTRASTS = ("normal", "high")
SCHEMES = ("auto", "light", "dark")


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
