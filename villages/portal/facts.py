"""What a page says beside its text: days, places, kinds, who may read it. For people who decide."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from villages.core.templatetags.look import clock, day
from villages.portal.plain_text import summary_of, text_of


@dataclass(frozen=True)
class Fact:
    """A label in the reader's language and its words; `is_text` where the writer typed them.

    `language` is theirs where it is another than the page's.
    """

    label: str
    words: str
    is_text: bool = False
    language: str = ""


def facts_of(page) -> list[Fact]:
    """The facts of a page of any kind, those only that it has. No query for what a phone
    writes; three for the committee's page, one for a form."""
    found = [
        *_facts(page, DAYS),
        *(Fact(label(), _("yes")) for name, label in YES if getattr(page, name, False)),
        *_facts(page, SAID, is_text=True),
        *_kinds(page),
        *_welcome(page),
        *_rows(page),
    ]
    return [fact for fact in found if fact.words]


DAYS = (
    ("published_on", lambda: _("Date")),
    ("starts_at", lambda: _("When?")),
    ("ends_at", lambda: _("Until when?")),
    ("valid_until", lambda: _("Holds until")),
    ("go_live_at", lambda: _("Goes out")),
    ("expire_at", lambda: _("Comes off the portal")),
)
YES = (
    ("is_urgent", lambda: _("Urgent")),
    ("is_pinned", lambda: _("Stays on top")),
    ("members_only", lambda: _("For members of the village only")),
    ("is_cancelled", lambda: _("Called off")),
    ("is_closed", lambda: _("Closed")),
)
SAID = (
    ("place", lambda: _("Where?")),
    ("bus", lambda: _("By bus")),
    ("consent", lambda: _("What people agree to")),
    ("thanks", lambda: _("After sending")),
)


def _facts(page, names, *, is_text: bool = False) -> list[Fact]:
    return [Fact(label(), words_of(getattr(page, name, "")), is_text) for name, label in names]


def words_of(value) -> str:
    """A moment, a day or a text as one reads it; nothing for nothing."""
    if isinstance(value, datetime):
        return f"{day(value)} {clock(value)}"
    if isinstance(value, date):
        return day(value)
    return str(value or "")


def _sentence(page) -> str:
    """The page's one sentence, where somebody wrote another than the text begins with."""
    said = getattr(page, "summary", "")
    return "" if hasattr(page, "body") and said == summary_of(text_of(page)) else said


def _kinds(page) -> list[Fact]:
    found = [Fact(_("In one sentence"), _sentence(page), is_text=True)]
    if hasattr(page, "subject"):
        found.append(Fact(_("Subject"), page.get_subject_display()))
    if hasattr(page, "distance_km"):
        found.append(Fact(_("Kind"), page.get_kind_display()))
        if page.distance_km is not None:
            far = number_format(page.distance_km, use_l10n=True)
            found.append(Fact(_("From the centre"), f"{far} km"))
        if page.lat is not None and page.lon is not None:
            found.append(Fact(_("On the map"), f"{page.lat}, {page.lon}"))
    if hasattr(page, "keep_days"):
        found.append(Fact(_("Days the answers are kept"), str(page.keep_days)))
    return found


WELCOME = ("tagline", "welcome", "centre_hours", "way")


def _welcome(page) -> list[Fact]:
    """What the village says to a guest, in both languages; the home's alone."""
    if not hasattr(page, "tagline_ko"):
        return []
    return [
        Fact(
            str(page._meta.get_field(f"{name}_{language}").verbose_name),
            getattr(page, f"{name}_{language}"),
            is_text=True,
            language=language,
        )
        for name in WELCOME
        for language in ("ko", "en")
    ]


def _rows(page) -> list[Fact]:
    """What stands in rows below a page: a form's fields, the committee's seats and minutes."""
    found = []
    if hasattr(page, "form_fields"):
        rows = [_field(field) for field in page.form_fields.all()]
        found.append(Fact(_("Fields"), "\n".join(rows), is_text=True))
    if hasattr(page, "minutes"):
        seats = [_seat(member) for member in page.members.all()]
        held = [
            "\n".join([f"{words_of(one.held_on)} {one.title}", one.body])
            for one in page.minutes.all()
        ]
        found.append(Fact(_("Members"), "\n".join(seats), is_text=True))
        found.append(Fact(_("Minutes"), "\n\n".join(held), is_text=True))
    return found


def _field(field) -> str:
    choices = ", ".join(filter(None, map(str.strip, field.choices.replace("\n", ",").split(","))))
    needed = _("needed") if field.required else ""
    more = " · ".join(filter(None, (choices, field.help_text, needed)))
    return f"{field.label} ({more})" if more else field.label


def _seat(member) -> str:
    return f"{member.office}: {member.name} ({member.since}–{member.until or ''})"
