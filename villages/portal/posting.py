"""Post from the phone: a news story, a notice or an event becomes a page of its own.

The very same Wagtail page with a revision that the full editor edits later.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wagtail.models import Page

from media.models import VillageImage
from media.services import store_picture
from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.notifications import services as notifications
from villages.portal import access
from villages.portal.choices import APPROVER_ROLES, RESERVED_IN_VILLAGE, Subject
from villages.portal.errors import ChangedMeanwhile
from villages.portal.models import (
    EventIndexPage,
    EventPage,
    Membership,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    Village,
)

KINDS = {
    "news": (NewsPage, NewsIndexPage),
    "notice": (NoticePage, NoticeIndexPage),
    "event": (EventPage, EventIndexPage),
}


@dataclass(frozen=True)
class Draft:
    """What a person typed on the phone; `pictures` are uploads in their order."""

    kind: str
    title: str
    text: str
    language: str
    pictures: list = field(default_factory=list)
    picture_alt: str = ""
    consent: bool = False
    subject: str = Subject.PEOPLE
    on_behalf_of: str = ""
    valid_until: object = None
    is_urgent: bool = False
    starts_at: datetime | None = None
    place: str = ""
    client_key: str = ""


def body_of(text: str, images: list[VillageImage], alt: str = "") -> list[tuple]:
    """Plain text to blocks: a paragraph for each blank line, pictures after the first."""
    from django.utils.html import escape, linebreaks

    paragraphs = [p.strip() for p in text.replace("\r\n", "\n").split("\n\n") if p.strip()]
    blocks: list[tuple] = [("paragraph", linebreaks(escape(p))) for p in paragraphs]
    extra = [
        ("picture", {"image": image, "alt": image.alt_text, "caption": ""}) for image in images
    ]
    return blocks[:1] + extra + blocks[1:]


def text_of(page) -> str:
    """Blocks back to plain text, for editing on the phone."""
    from django.utils.html import strip_tags

    parts = [strip_tags(str(block.value)) for block in page.body if block.block_type == "paragraph"]
    return "\n\n".join(parts)


@transaction.atomic
def write_page(*, village: Village, author, draft: Draft):
    """Save a draft page with its pictures; nothing is public yet.

    Idempotent by `client_key`: a double tap returns the first page. Raises
    `UploadRefused` for a bad picture and writes nothing then.
    """
    model, index_model = KINDS[draft.kind]
    index = index_model.objects.select_for_update().get(
        path__startswith=village.page.path, depth=village.page.depth + 1
    )
    if draft.client_key:
        slug_end = draft.client_key[:12].lower()
        twin = model.objects.filter(
            path__startswith=index.path, slug__endswith=f"-{slug_end}"
        ).first()
        if twin is not None:
            return twin
    else:
        slug_end = timezone.now().strftime("%y%m%d%H%M%S")
    images = [
        store_picture(
            upload=upload,
            collection=village.collection,
            title=draft.title,
            alt_text=draft.picture_alt if number == 0 else "",
            uploaded_by=author,
            consent=draft.consent,
        )
        for number, upload in enumerate(draft.pictures)
    ]
    stem = slugify(draft.title, allow_unicode=True)[:60] or draft.kind
    slug = f"{stem}-{slug_end}"
    if slug in RESERVED_IN_VILLAGE:
        slug = f"{slug}-1"
    page = model(
        title=draft.title,
        slug=slug,
        live=False,
        owner=author,
        content_language=draft.language,
        body=body_of(draft.text, images[1:]),
        **_columns(draft, images),
    )
    page.has_unpublished_changes = True
    index.add_child(instance=page)
    page.save_revision(user=author)
    activity.record(f"{draft.kind}.written", village=village, actor=author, ref=page.pk)
    return page


def _columns(draft: Draft, images: list[VillageImage]) -> dict:
    picture = {"picture": images[0] if images else None, "picture_alt": draft.picture_alt}
    summary = " ".join(draft.text.split())[:240]
    if draft.kind == "news":
        return {
            **picture,
            "summary": summary,
            "subject": draft.subject,
            "on_behalf_of": draft.on_behalf_of,
        }
    if draft.kind == "event":
        return {
            **picture,
            "summary": summary,
            "starts_at": draft.starts_at or timezone.now(),
            "place": draft.place,
        }
    return {"valid_until": draft.valid_until, "is_urgent": draft.is_urgent}


@transaction.atomic
def rewrite_page(*, page, author, title: str, text: str, base: int):
    """A new revision with other words; pictures stay. Goes out by approval again.

    `base` is the revision the author read. Raises `ChangedMeanwhile` where somebody has
    written a newer one: the page's row is written first, so two at once come one by one.
    """
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=True)
    newest = Page.objects.values_list("latest_revision", flat=True).get(pk=page.pk)
    if newest != base:
        raise ChangedMeanwhile(
            _("Somebody else has changed this text. Yours is kept below: compare, and send again.")
        )
    page = page.get_latest_revision_as_object()
    keep = [(b.block_type, b.value) for b in page.body if b.block_type not in ("paragraph",)]
    blocks = body_of(text, [])
    page.title = title
    page.body = blocks[:1] + keep + blocks[1:]
    if hasattr(page, "summary"):
        page.summary = " ".join(text.split())[:240]
    page.save_revision(user=author)
    return page


@transaction.atomic
def send_for_approval(*, page, author) -> None:
    """Hand a draft to the village's approvers and tell them; once per waiting page."""
    if page.workflow_in_progress:
        return
    page.get_workflow().start(page, author)
    village = page.village
    activity.record("page.sent", village=village, actor=author, ref=page.pk)
    for approver in _approvers(village, but=author):
        notifications.notify(
            user=approver,
            kind="page.waiting",
            village=village,
            url=f"/office/{village.slug}/approvals/{page.pk}/",
            params={"title": page.title, "village": village.name_ko, "author": author.name},
            dedupe_key=f"page.waiting:{page.latest_revision_id}",
        )


def _approvers(village: Village, *, but) -> list:
    hats = (
        Membership.objects.current()
        .filter(village=village, role__in=APPROVER_ROLES)
        .exclude(user=but)
        .select_related("user")
    )
    return list({hat.user_id: hat.user for hat in hats}.values())


def publish_own(*, page, author) -> None:
    """A manager's own writing goes out at once; `DomainError` for anybody else."""
    if not access.may_publish(author, page.village):
        raise DomainError(_("The committee approves this first."), "not_a_publisher")
    page.get_latest_revision().publish(user=author)


@transaction.atomic
def approve(*, page, acting_user, comment: str = "") -> None:
    """Approve what waits; the page goes out.

    Raises `DomainError` where it waits no more or where the approver wrote it.
    """
    state = _waiting_state(page)
    if page.latest_revision.user_id == acting_user.pk:
        raise DomainError(_("Somebody else has to approve your own text."), "own_text")
    state.task.specific.on_action(state, acting_user, "approve", comment=comment)
    activity.record("page.approved", village=page.village, actor=acting_user, ref=page.pk)
    _tell_author(page, "page.approved", comment)


@transaction.atomic
def return_page(*, page, acting_user, reason: str) -> None:
    """Send a text back with a reason; the author reads it and may change the text."""
    if not reason.strip():
        raise DomainError(_("Write what should be changed."), "reason_missing")
    state = _waiting_state(page)
    state.task.specific.on_action(state, acting_user, "reject", comment=reason.strip())
    activity.record(
        "page.returned",
        village=page.village,
        actor=acting_user,
        ref=page.pk,
        data={"reason": reason.strip()[:300]},
    )
    _tell_author(page, "page.returned", reason.strip())


def _waiting_state(page):
    state = page.current_workflow_task_state
    if state is None or state.status != state.STATUS_IN_PROGRESS:
        raise DomainError(_("This text does not wait any more. Somebody has decided already."))
    return state


def _tell_author(page, kind: str, comment: str) -> None:
    author = page.latest_revision.user
    if author is not None:
        village = page.village
        notifications.notify(
            user=author,
            kind=kind,
            village=village,
            url=f"/office/{village.slug}/pages/{page.pk}/",
            params={"title": page.title, "village": village.name_ko, "reason": comment[:200]},
            dedupe_key=f"{kind}:{page.latest_revision_id}",
        )
