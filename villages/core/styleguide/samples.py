"""Sample content of the style guide, in the reader's language; nothing from the database."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

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
ICONS = (
    "shopping-basket",
    "truck",
    "package",
    "store",
    "graduation-cap",
    "messages-square",
    "calendar-days",
    "map-pin",
    "leaf",
    "snowflake",
    "house",
    "users",
    "phone",
    "printer",
    "volume-2",
    "vote",
)
ANY_DAY = (2026, 11)
FULL_DAY, FREE_DAYS, CHOSEN_DAY = 15, {22: 8, 28: 3}, 28


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Name on the parcel"),
        help_text=gettext_lazy("As it stands on your door"),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"), help_text=gettext_lazy("So the driver can call you")
    )
    day = forms.DateField(
        label=gettext_lazy("Day of delivery"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    village = forms.ChoiceField(label=gettext_lazy("Village"))
    size = forms.ChoiceField(
        label=gettext_lazy("Size of the box"),
        widget=forms.RadioSelect,
        choices=[("5", "5 kg"), ("10", "10 kg")],
    )
    words = forms.CharField(
        label=gettext_lazy("A word to the grower"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    gift = forms.BooleanField(label=gettext_lazy("It is a gift"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = [("j", _("Jeoji Village")), ("d", _("Dumo Village"))]


def forms_in_each_state() -> dict:
    """Untouched, sent with errors, and closed."""
    wrong = SampleForm({"name": "", "phone": "12", "village": "d", "size": "5"}, auto_id="w_%s")
    wrong.add_error("phone", _("Write eleven digits, like 010-0000-0000."))
    closed = SampleForm(initial={"name": _("Pear-tree house")}, auto_id="c_%s")
    closed.fields["name"].disabled = True
    return {"form": SampleForm(auto_id="f_%s"), "wrong": wrong, "closed": closed}


def goods() -> list[dict]:
    """Four things with their villages: in season, little left, plain, sold out."""
    rows = (
        (
            "mandarin",
            _("Jeoji, Jeju"),
            _("Open-field mandarins"),
            _("5 kg box"),
            21000,
            "persimmon",
        ),
        ("cheese", _("Imsil"), _("Farm cheese set"), _("1 kg set"), 37000, "barley"),
        ("honey", _("Sangjinbu"), _("Native-bee honey"), _("1.2 kg bottle"), 120000, "tea"),
        (
            "oyster",
            _("Sangnim, Goheung"),
            _("Oysters opened by hand, washed in sea water and sent on ice the same morning"),
            _("2 kg box"),
            34000,
            "sea",
        ),
    )
    badges = ((_("In season"), "leaf", ""), (_("Only 7 left"), "clock", "warn"), ("", "", ""))
    badges = (*badges, (_("Sold out"), "circle-x", ""))
    names = ("art", "village", "name", "unit", "amount", "accent")
    return [
        dict(zip(names, row, strict=True)) | {"badge": text, "badge_icon": icon, "kind": kind}
        for row, (text, icon, kind) in zip(rows, badges, strict=True)
    ]


def steps() -> list[dict]:
    """An order halfway."""
    now = timezone.now()
    return [
        {
            "title": _("Ordered"),
            "state": "done",
            "icon": "check",
            "at": now - timedelta(days=2),
        },
        {
            "title": _("Packed in Jeoji"),
            "state": "here",
            "icon": "package",
            "at": now,
            "text": _("The parcel leaves at four."),
        },
        {"title": _("On its way"), "icon": "truck"},
    ]


def month() -> dict:
    """A month with free, full and chosen days."""
    year, number = ANY_DAY
    first = timezone.now().replace(year=year, month=number, day=1).date()
    days: list[dict] = [{"number": n} for n in range(1, 31)]
    for day, left in FREE_DAYS.items():
        days[day - 1] |= {"href": "#g-month", "note": _("%(n)s left") % {"n": left}}
    days[CHOSEN_DAY - 1]["current"] = True
    days[FULL_DAY - 1]["full"] = True
    cells = [{}] * first.weekday() + days
    length = 1 if get_language() == "ko" else 3
    week = [first + timedelta(days=(7 - first.weekday() + i) % 7) for i in range(7)]
    return {
        "title": date_format(first, "Y년 n월" if get_language() == "ko" else "F Y"),
        "weeks": [cells[i : i + 7] for i in range(0, len(cells), 7)],
        "weekdays": [
            {"long": date_format(d, "l"), "short": date_format(d, "D")[:length]} for d in week
        ],
    }


def small_things() -> dict:
    """Tabs, crumbs, pages, moods, people."""
    return {
        "accents": ACCENTS,
        "icons": ICONS,
        "badges": (
            ("", _("plain")),
            ("tint", _("of the village")),
            ("good", _("paid")),
            ("warn", _("little left")),
            ("bad", _("urgent")),
            ("note", _("new")),
        ),
        "listing": Paginator(range(60), 12).get_page(2),
        "tabs": [
            {"title": _("Home"), "href": "#g-tabs", "current": True},
            {"title": _("Stall"), "href": "#g-tabs"},
            {"title": _("News"), "href": "#g-tabs", "count": 3},
            {"title": _("Notices"), "href": "#g-tabs"},
        ],
        "crumbs": [
            {"title": _("Market"), "href": "/market/"},
            {"title": _("Fruit"), "href": "/market/"},
            {"title": _("Open-field mandarins")},
        ],
        "suggestions": [
            (_("Open-field mandarins"), _("Goods")),
            (_("Jeoji Village"), _("Village")),
            (_("Mandarin picking day"), _("Event")),
        ],
        "recently": timezone.now() - timedelta(minutes=12),
        "long_words": _(
            "The road to the upper hamlet is closed from six in the evening until the snow plough has passed; whoever needs medicine or a lift, please call the village hall."
        ),
        "who": SimpleNamespace(name="박정자"),
    }
