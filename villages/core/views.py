"""Views without a domain: reader's choices, health, error pages, styleguide."""

import hashlib

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from villages.core.errors import ClosedDoor
from villages.core.middleware import CONTRASTS, SCHEMES, TEXT_SIZES

YEAR = 365 * 24 * 3600
CHOICES = {
    "language": dict(settings.LANGUAGES),
    "text": TEXT_SIZES,
    "contrast": CONTRASTS,
    "scheme": SCHEMES,
}


@require_safe
@never_cache
def choose_view(request: HttpRequest, what: str, value: str) -> HttpResponse:
    """Set one reading choice as a cookie and go back; an unknown one changes nothing."""
    back = request.GET.get("next") or request.headers.get("Referer", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if value in CHOICES.get(what, ()):
        name = settings.LANGUAGE_COOKIE_NAME if what == "language" else what
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The process can serve: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look that were not told; never a search through the page tree."""
    return HttpResponseRedirect(static("img/favicon-48.png"))


# What the offline page shows, in either scheme.
KEPT_OFFLINE = (
    "css/invil.css",
    "icons.svg",
    "img/favicon.svg",
    "img/lost-day.svg",
    "img/lost-night.svg",
)


# What the post screen needs besides, kept where somebody has opened it.
KEPT_FOR_POSTING = (
    "css/more.css",
    "js/page.js",
    "js/keep-draft.js",
    "js/file-picker.js",
    "js/kept-photos.js",
    "js/smaller.js",
    "js/offline-post.js",
)
POSTED = ("news", "notice", "event", "photos")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker that says calmly when the line is lost; scope: the whole platform."""
    files = [static(name) for name in KEPT_OFFLINE]
    more = [static(name) for name in KEPT_FOR_POSTING]
    context = {
        "files": files,
        "post_files": more,
        "kinds": POSTED,
        "version": hashlib.sha256("".join(files + more).encode()).hexdigest()[:8],
        "languages": dict(settings.LANGUAGES),
        "cookie": settings.LANGUAGE_COOKIE_NAME,
    }
    return render(request, "sw.js", context, content_type="text/javascript; charset=utf-8")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: say how to go on; the text is in the browser."""
    return render(
        request,
        "403.html",
        {"reason": _("This page was open for too long. Go back, reload it and send it again.")},
        status=403,
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 in the look of the platform, with the reason where one may be told."""
    told = str(exception) if isinstance(exception, ClosedDoor) else ""
    return render(request, "403.html", {"told": told}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the look of the platform."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without a query: the database may be what failed."""
    return render(request, "500.html", status=500)
