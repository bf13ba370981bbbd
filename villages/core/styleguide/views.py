"""`/styleguide/` shows every part in its states; open to strangers, kept out of indexes."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from villages.core.styleguide import figures, samples
from villages.core.styleguide.parts import GROUPS


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part with sample content and what is to be known of it."""
    context = {
        "groups": GROUPS,
        "goods": samples.goods(),
        "steps": samples.steps(),
        "month": samples.month(),
        "spark": figures.spark(),
        "falling": figures.falling(),
        "charts": figures.lines_and_bars(),
        "shades": figures.shades_and_panels(),
        "maps": figures.maps(),
        "found_on_map": figures.found_on_map(),
        **samples.forms_in_each_state(),
        **samples.small_things(),
    }
    response = render(request, "styleguide.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def broken(request: HttpRequest) -> HttpResponse:
    """The page of an error on our side, to be looked at while nothing is broken."""
    response = render(request, "500.html")
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page the service worker keeps for when there is no connection."""
    return in_asked_language(request, "offline.html", "text/html; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the platform on its home screen."""
    return in_asked_language(request, "manifest.webmanifest", "application/manifest+json")


def in_asked_language(
    request: HttpRequest, template: str, kind: str, context: Callable[[], dict] = dict
) -> HttpResponse:
    """A page in the language its address asks for: browsers ask for these without cookies.

    `context` is called in that language.
    """
    asked = request.GET.get("in", "")
    language = asked if asked in dict(settings.LANGUAGES) else request.reader.language
    request.reader = replace(request.reader, language=language)
    with translation.override(language):
        response = render(request, template, context(), content_type=kind)
    response["Content-Language"] = language
    return response
