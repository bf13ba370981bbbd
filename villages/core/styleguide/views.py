"""`/styleguide/` shows every part in its states; open to strangers, kept out of indexes."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.core import charts

ACCENTS = (
    "pine",
    "persimmon",
    "sea",
    "tea",
    "plum",
    "barley",
    "brick",
    "indigo",
    "camellia",
    "stone",
)
BADGES = ("", "tint", "good", "warn", "bad", "note")


class SampleForm(forms.Form):
    """One field of each kind, sent half empty so that its errors show."""

    name = forms.CharField(label="Name on the parcel", help_text="As it stands on your door")
    phone = forms.CharField(label="Phone number", help_text="So the driver can call you")
    day = forms.DateField(
        label="Day of delivery", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    village = forms.ChoiceField(
        label="Village", choices=[("j", "Jeoji Village"), ("d", "Dumo Village")]
    )
    size = forms.ChoiceField(
        label="Size of the box", widget=forms.RadioSelect, choices=[("5", "5 kg"), ("10", "10 kg")]
    )
    words = forms.CharField(
        label="A word to the grower", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    gift = forms.BooleanField(label="It is a gift", required=False)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part with sample content."""
    response = render(request, "styleguide.html", _parts())
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page the service worker keeps for when there is no connection."""
    return _in_asked_language(request, "offline.html", "text/html; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the platform on its home screen."""
    return _in_asked_language(request, "manifest.webmanifest", "application/manifest+json")


def _in_asked_language(request: HttpRequest, template: str, kind: str) -> HttpResponse:
    # By the address: browsers ask for these two without the reader's cookie.
    asked = request.GET.get("in", "")
    language = asked if asked in dict(settings.LANGUAGES) else request.reader.language
    request.reader = replace(request.reader, language=language)
    with translation.override(language):
        response = render(request, template, content_type=kind)
    response["Content-Language"] = language
    return response


def _parts() -> dict:
    form = SampleForm({"name": "", "phone": "12", "village": "d", "size": "5"})
    form.add_error("phone", _("Write eleven digits, like 010-0000-0000."))
    now = timezone.now()
    goods = [
        (
            "mandarin",
            "Jeoji, Jeju",
            "Open-field mandarins",
            "노지 감귤",
            "5 kg box",
            21000,
            "persimmon",
            "First picking",
            "leaf",
        ),
        (
            "cheese",
            "Imsil",
            "Farm cheese set",
            "치즈 모음",
            "1 kg set",
            37000,
            "barley",
            "7 left",
            "clock",
        ),
        (
            "honey",
            "Sangjinbu",
            "Native-bee honey",
            "토종꿀",
            "1.2 kg bottle",
            120000,
            "tea",
            "",
            "",
        ),
        (
            "oyster",
            "Sangnim, Goheung",
            "Oysters, shelled",
            "깐 굴",
            "2 kg box",
            34000,
            "sea",
            "Chilled",
            "snowflake",
        ),
    ]
    years = [str(y) for y in range(2002, 2012)]
    return {
        "accents": ACCENTS,
        "badges": BADGES,
        "form": form,
        "goods": [
            dict(
                zip(
                    (
                        "art",
                        "village",
                        "name",
                        "other",
                        "unit",
                        "amount",
                        "accent",
                        "badge",
                        "badge_icon",
                    ),
                    row,
                    strict=True,
                )
            )
            for row in goods
        ],
        "listing": Paginator(range(60), 12).get_page(2),
        "steps": [
            {"title": "Ordered", "state": "done", "icon": "check", "at": now - timedelta(days=2)},
            {
                "title": "Packed in Jeoji",
                "state": "here",
                "icon": "package",
                "at": now,
                "text": "The parcel leaves at four.",
            },
            {"title": "On its way", "icon": "truck"},
        ],
        "tabs": [
            {"title": "Home", "href": "#", "current": True},
            {"title": "Stall", "href": "#"},
            {"title": "News", "href": "#", "count": 3},
        ],
        "crumbs": [
            {"title": "Market", "href": "/market/"},
            {"title": "Fruit", "href": "/market/"},
            {"title": "Mandarins"},
        ],
        "month": _month(),
        "recently": now - timedelta(minutes=12),
        "spark": charts.sparkline([3, 4, 4, 6, 5, 8, 9], "Orders, seven months, rising"),
        "charts": _charts(years),
        "who": SimpleNamespace(name="박정자", role="Manager"),
    }


def _month() -> dict:
    days = [{"number": n} for n in range(1, 31)]
    days[21] |= {"href": "#", "note": "8 left"}
    days[27] |= {"href": "#", "note": "3 left", "current": True}
    days[14] |= {"full": True}
    weeks = [[{}] * 6 + days[:1]] + [days[1 + 7 * k : 8 + 7 * k] for k in range(5)]
    names = zip(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "MTWTFSS",
        strict=True,
    )
    return {
        "title": "November 2026",
        "weeks": weeks,
        "weekdays": [{"long": a, "short": b} for a, b in names],
    }


def _charts(years: list[str]) -> list:
    values = [25, 103, 191, 191, 280, 306, 338, 358, 361, 363]
    definitions = ["created"] * 8 + ["operating"] * 2
    line = charts.line_chart(
        charts.Frame(
            "Villages of the network",
            "Villages",
            "press reports, 2002 to 2011",
            "The line breaks where the definition changes.",
            columns=("Year", "Villages"),
            rows=list(zip(years, values, strict=True)),
            key="c-line",
        ),
        years,
        [charts.Series("Villages", values, definitions)],
    )
    bars = charts.bar_chart(
        charts.Frame(
            "Orders by the way they came",
            "Orders",
            "sample figures",
            columns=("Month", "Online", "By phone"),
            rows=[("Sep", 40, 22), ("Oct", 61, 30), ("Nov", 55, 41)],
            key="c-bar",
        ),
        ["Sep", "Oct", "Nov"],
        [charts.Series("Online", [40, 61, 55]), charts.Series("By phone", [22, 30, 41])],
    )
    return [line, bars]
