"""Earlier versions of a text: looked at side by side, and brought back without losing any."""

import difflib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from wagtail.models import Page

from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.portal.choices import Subject
from villages.portal.errors import ChangedMeanwhile
from villages.portal.facts import words_of
from villages.portal.plain_text import plain_words, summary_of

MOST = 20  # versions on the screen; older ones stay in the page editor's history


@dataclass(frozen=True)
class Version:
    """One saved state; `pieces` are (kept | gone | new, words) against the newest one.

    `changes` are (label, what it says, what the newest says) of dates, places and photos.
    """

    pk: int
    at: datetime
    by: object
    title: str
    pieces: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]
    is_newest: bool
    is_public: bool


def versions_of(page) -> list[Version]:
    """The newest versions of a page, newest first. One query: the states are read as stored."""
    rows = list(page.revisions.select_related("user").order_by("-created_at", "-pk")[:MOST])
    newest = _words(rows[0].content) if rows else ""
    facts = _facts(rows[0].content) if rows else {}
    return [
        Version(
            pk=row.pk,
            at=row.created_at,
            by=row.user,
            title=row.content["title"],
            pieces=differences(_words(row.content), newest),
            changes=_changes(_facts(row.content), facts),
            is_newest=row.pk == rows[0].pk,
            is_public=page.live and row.pk == page.live_revision_id,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Change:
    """What a newer text makes of the one on the portal; see `Version`."""

    pieces: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]


def against_the_portal(page) -> Change | None:
    """What would change on the portal if the newest text went out; None for a first one.

    One query: the states are read as stored.
    """
    if not page.live or page.live_revision_id in (None, page.latest_revision_id):
        return None
    wanted = {page.live_revision_id, page.latest_revision_id}
    states = dict(page.revisions.filter(pk__in=wanted).values_list("pk", "content"))
    if states.keys() != wanted:
        return None
    old, new = states[page.live_revision_id], states[page.latest_revision_id]
    return Change(
        pieces=differences(_words(old), _words(new)), changes=_changes(_facts(old), _facts(new))
    )


def _blocks(content: dict) -> list[dict]:
    return [block for name in ("body", "rules") for block in json.loads(content.get(name) or "[]")]


def _words(content: dict) -> str:
    said = [content.get("introduction"), *(_said(block) for block in _blocks(content))]
    return "\n\n".join(filter(None, said))


def _said(block: dict) -> str:
    """What a block says, as one reads it; nothing for a photo or a recording."""
    value = block["value"]
    if block["type"] == "paragraph":
        return plain_words(value)
    if block["type"] == "heading":
        return value
    if block["type"] == "quote":
        return " – ".join(filter(None, (value["text"], value["by"])))
    if block["type"] == "items":
        # Each item is stored with a number of its own, older ones without.
        return "\n".join(str(one["value"] if isinstance(one, dict) else one) for one in value)
    return ""


def _facts(content: dict) -> dict[str, str]:
    """Label and words of all that is not running text: dates, places, photos."""
    facts = {
        _("Headline"): content.get("title"),
        _("When?"): _moment(content.get("starts_at")),
        _("Until when?"): _moment(content.get("ends_at")),
        _("Where?"): content.get("place"),
        _("Holds until"): _day(content.get("valid_until")),
        _("Urgent"): _("yes") if content.get("is_urgent") else "",
        _("Stays on top"): _("yes") if content.get("is_pinned") else "",
        _("For members of the village only"): _("yes") if content.get("members_only") else "",
        _("In one sentence"): _sentence(content),
        _("Subject"): dict(Subject.choices).get(content.get("subject")),
        _("Whose words"): content.get("on_behalf_of"),
        _("Photos"): "\n".join(_photos(content)),
    }
    return {str(label): str(words or "") for label, words in facts.items()}


def _sentence(content: dict) -> str:
    """The one sentence, where somebody wrote another than the text begins with."""
    said = content.get("summary") or ""
    return "" if said == summary_of(_words(content)) else said


def _photos(content: dict) -> list[str]:
    """A line for each photo: its number among the pictures of the village, and its words."""
    rows = []
    if content.get("picture"):
        rows.append((content["picture"], content.get("picture_alt", ""), ""))
    for block in _blocks(content):
        if block["type"] == "picture":
            said = block["value"]
            rows.append((said["image"], said.get("alt"), said.get("caption")))
    pictures = sorted(content.get("pictures") or [], key=lambda one: one["sort_order"] or 0)
    rows += [(one["image"], one["alt"], one["caption"]) for one in pictures]
    return [" · ".join(filter(None, (f"№ {pk}", alt, caption))) for pk, alt, caption in rows]


def _moment(stored: str | None) -> str:
    return words_of(parse_datetime(stored)) if stored else ""


def _day(stored: str | None) -> str:
    return words_of(parse_date(stored)) if stored else ""


def _changes(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(label, old[label], new[label]) for label in old if old[label] != new[label]]


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """Word by word: what both say, what only the old one said, what only the new one says."""
    before, after = old.split(" "), new.split(" ")
    pieces = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "equal":
            pieces.append(("kept", " ".join(before[a:b])))
            continue
        if b > a:
            pieces.append(("gone", " ".join(before[a:b])))
        if d > c:
            pieces.append(("new", " ".join(after[c:d])))
    return pieces


@transaction.atomic
def bring_back(*, page, version: int, base: int, author):
    """Make an earlier version the newest one; the one it replaces stays in the list.

    `base` is the newest version the author saw. Raises `ChangedMeanwhile` where somebody has
    written since, `DomainError` for a version of no such page or while the page waits for
    approval. Nothing goes out: that is a step of its own.
    """
    if page.workflow_in_progress:
        raise DomainError(_("This text waits for approval and rests until then."))
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=True)
    if Page.objects.values_list("latest_revision", flat=True).get(pk=page.pk) != base:
        raise ChangedMeanwhile(_("Somebody else has changed this text. Look at the list again."))
    old = page.revisions.filter(pk=version).first()
    if old is None:
        raise DomainError(_("There is no such version of this text."))
    earlier = old.as_object()
    earlier.save_revision(user=author, previous_revision=old, log_action="wagtail.revert")
    activity.record(
        "page.brought_back",
        village=page.village,
        actor=author,
        ref=page.pk,
        data={"version": version},
    )
    return earlier
