"""Whole public pages, kept for a minute; a change in a village drops its pages at once.

A page is kept under the version of its village, or of the nation. The version is read
before the page is made: what a change overtakes is stored where nobody looks any more.
"""

import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from villages.portal import hosts

NATION = "*"
VERSION_LIFE = 30 * 24 * 3600
# Cookies whose effect on the page stands in the key; with any other the page is made anew.
VIEW_COOKIES = frozenset({settings.LANGUAGE_COOKIE_NAME, "text", "contrast", "scheme"})
# Other questions are not kept: made-up ones would fill the store.
QUESTIONS = frozenset({"page", "q", "region", "kind", "in", "month", "year", "print"})
LONGEST_QUERY = 120
FORMS = (b"csrfmiddlewaretoken", b"csrf-token")
VILLAGES = "/villages/"


@dataclass(frozen=True)
class Kept:
    """An answer as it is stored."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    def response(self) -> HttpResponse:
        """A fresh response with the same body and headers."""
        return HttpResponse(self.body, headers=dict(self.headers))


def may_read(request: HttpRequest) -> bool:
    """Whether this request may be answered from the store.

    A token's cookie does no harm here: no kept page holds a token.
    """
    return _is_public(request) and request.COOKIES.keys() <= (
        VIEW_COOKIES | {settings.CSRF_COOKIE_NAME}
    )


def may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer may be given to others."""
    return (
        request.COOKIES.keys() <= VIEW_COOKIES
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE" not in request.META
        and not _is_known(request)
        and not _is_closed(response)
        and not any(word in response.content for word in FORMS)
    )


def _is_public(request: HttpRequest) -> bool:
    # A page that is being written is drawn through a request of its own, with the page's
    # public address: it is never kept and never answered from here.
    return (
        settings.PAGE_CACHE_SECONDS > 0
        and request.method == "GET"
        and not getattr(request, "is_dummy", False)
        and "Authorization" not in request.headers
        and "HX-Request" not in request.headers
        and (request.path_info == "/" or hosts.platform_path(request).startswith(VILLAGES))
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
        and request.GET.keys() <= QUESTIONS
    )


def _is_known(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def _is_closed(response: HttpResponse) -> bool:
    said = response.headers.get("Cache-Control", "")
    return any(word in said for word in ("private", "no-store", "no-cache"))


def scope_of(request: HttpRequest) -> str:
    """Whose version an address hangs on: a village's address, or the nation's sign."""
    pieces = hosts.platform_path(request).split("/")
    return pieces[2][:60] if len(pieces) > 3 and pieces[1] == "villages" else NATION


def key_of(request: HttpRequest) -> str:
    """Everything an anonymous page depends on, and the version it belongs to."""
    reader = request.reader
    scope = scope_of(request)
    parts = (
        _version(scope),
        request.scheme,
        request.get_host(),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
        reader.language,
        reader.text,
        reader.contrast,
        reader.scheme,
    )
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def find(key: str) -> Kept | None:
    """The kept answer, or None."""
    return caches["pages"].get(key)


def keep(key: str, response: HttpResponse) -> None:
    """Keep an answer for the settings' seconds."""
    kept = Kept(response.content, tuple(response.headers.items()))
    caches["pages"].set(key, kept, settings.PAGE_CACHE_SECONDS)


def _version(scope: str) -> str:
    key = f"version:{scope}"
    found = caches["pages"].get(key)
    if found is None:
        # A random sign: a version lost to a full store never comes back with old pages.
        caches["pages"].add(key, secrets.token_hex(8), VERSION_LIFE)
        found = caches["pages"].get(key) or secrets.token_hex(8)
    return found


def is_on() -> bool:
    """Whether pages are kept at all."""
    return settings.PAGE_CACHE_SECONDS > 0


def drop(*scopes: str) -> None:
    """Drop the pages of villages, or of the nation, once the change is committed."""
    wanted = {f"version:{scope}": secrets.token_hex(8) for scope in scopes if scope}
    if wanted and is_on():
        transaction.on_commit(lambda: caches["pages"].set_many(wanted, VERSION_LIFE))


def drop_page(page) -> None:
    """A page changed: its village's pages and the nation's lists are made anew."""
    pieces = (page.url_path or "").split("/")
    drop(NATION, pieces[4] if len(pieces) > 5 else "")
