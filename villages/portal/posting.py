"""Post from the phone: a news story, a notice or an event becomes a page of its own.

The very same Wagtail page with a revision that the full editor edits later.
"""

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wagtail.models import Page

from media.models import PhoneUpload, VillageImage
from media.services import store_picture
from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.portal import access, consent, photo_words, publishing
from villages.portal.choices import RESERVED_IN_VILLAGE, Subject
from villages.portal.errors import ChangedMeanwhile
from villages.portal.models import (
    EventIndexPage,
    EventPage,
    GalleryPage,
    GalleryPicture,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    Village,
    VillagePage,
)
from villages.portal.plain_text import (
    body_of,
    body_with,
    paragraphs_in,
    summary_of,
    text_of,
)

FACTS = {
    EventPage: ("starts_at", "ends_at", "place"),
    NewsPage: ("place",),
    NoticePage: ("valid_until", "is_urgent"),
}
KINDS = {
    "news": (NewsPage, NewsIndexPage),
    "notice": (NoticePage, NoticeIndexPage),
    "event": (EventPage, EventIndexPage),
    "photos": (GalleryPage, VillagePage),
}


@dataclass(frozen=True)
class Draft:
    """What a person typed on the phone; `pictures` are uploads in their order."""

    kind: str
    title: str
    text: str
    language: str
    pictures: list = field(default_factory=list)
    uploaded: list[int] = field(default_factory=list)
    picture_alt: str = ""
    consent: bool = False
    subject: str = Subject.PEOPLE
    on_behalf_of: str = ""
    valid_until: object = None
    is_urgent: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    client_key: str = ""
    replaces: str = ""
    alts: list[str] = field(default_factory=list)

    def alt_of(self, number: int) -> str:
        """What is on the picture of this number, counted from nought; empty where unsaid."""
        said = self.picture_alt if number == 0 else ""
        return (said or (self.alts[number] if number < len(self.alts) else ""))[:200]


@transaction.atomic
def write_page(*, village: Village, author, draft: Draft):
    """Save a draft page with its pictures; nothing is public yet.

    Idempotent by `client_key`: a double tap returns the first page. Raises `DomainError`
    where the words have changed since or the village has no list for it, `UploadRefused` for a bad picture; nothing is
    written then.
    """
    model, index_model = KINDS[draft.kind]
    below = 0 if index_model is VillagePage else 1
    lists = index_model.objects.select_for_update().filter(
        path__startswith=village.page.path, depth=village.page.depth + below
    )
    index = lists.order_by("path").first()
    if index is None:
        raise DomainError(
            _("The list for this text is missing. Please tell the platform’s staff."),
            "list_missing",
        )
    key = _plain(draft.client_key)
    # Two people may give two texts the same headline in the same second.
    slug_end = key or uuid.uuid4().hex[:12]
    if key:
        twin = model.objects.filter(
            path__startswith=index.path, slug__endswith=f"-{slug_end}"
        ).first()
        if twin is not None:
            return _same_text(twin, draft)
    images = receive_pictures(village=village, author=author, draft=draft)
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
        **_columns(draft, images),
    )
    if draft.kind == "photos":
        page.pictures = [
            GalleryPicture(image=image, alt=image.alt_text, sort_order=order)
            for order, image in enumerate(images)
        ]
    else:
        page.body = body_of(draft.text, images[1:])
    page.has_unpublished_changes = True
    index.add_child(instance=page)
    page.save_revision(user=author)
    what = "gallery" if draft.kind == "photos" else draft.kind
    activity.record(
        f"{what}.written",
        village=village,
        actor=author,
        ref=page.pk,
        data=publishing.whose_words(page),
    )
    _clear_earlier(page, index, draft)
    return page


def _plain(client_key: str) -> str:
    """The part of a phone's key that an address ends with."""
    return re.sub(r"[^0-9a-z]", "", client_key.lower())[:12]


def _clear_earlier(page, index, draft: Draft) -> None:
    """Whoever looks at a draft, goes back, changes a word and sends has one text, not two.

    The draft of before goes: the author's own, never out, not waiting, and with no photo more.
    """
    key = _plain(draft.replaces)
    if not key:
        return
    mine = type(page).objects.filter(
        path__startswith=index.path, owner=page.owner, live=False, first_published_at=None
    )
    earlier = mine.filter(slug__endswith=f"-{key}").exclude(pk=page.pk).first()
    if earlier is None or earlier.workflow_in_progress:
        return
    shown = consent.pictures_of(earlier.get_latest_revision_as_object())
    if len(shown) <= len(consent.pictures_of(page)):
        earlier.delete()


def _same_text(twin, draft: Draft):
    """The page a draft was kept as before; `DomainError` where its words have changed since."""
    newest = twin.get_latest_revision_as_object()
    body = newest.summary if draft.kind == "photos" else text_of(newest)
    said = summary_of(draft.text) if draft.kind == "photos" else draft.text
    if newest.title != draft.title or paragraphs_in(body) != paragraphs_in(said):
        raise DomainError(
            _("This text was sent before. Open it under “Pages and news” and change it there."),
            "sent_before",
        )
    return twin


@transaction.atomic
def take_picture(*, village: Village, author, upload, key: str) -> VillageImage:
    """Keep a picture that comes before its text; once for each of the phone's keys.

    Raises `UploadRefused`. What no text uses is thrown away later.
    """
    mine = PhoneUpload.objects.select_related("image").filter(owner=author, client_key=key)
    known = mine.filter(image__collection=village.collection).first()
    if known is not None:
        return known.image
    try:
        with transaction.atomic():
            image = store_picture(
                upload=upload, collection=village.collection, title=key[:40], uploaded_by=author
            )
            PhoneUpload.objects.create(owner=author, image=image, client_key=key)
    except IntegrityError:
        # The same picture came twice at once: the first one counts.
        image.file.delete(save=False)
        return mine.get().image
    return image


def receive_pictures(*, village: Village, author, draft: Draft) -> list[VillageImage]:
    """The pictures of a draft, kept: first those the phone sent before, then those beside it.

    Raises `UploadRefused`.
    """
    ahead = _sent_before(village, author, draft)
    return ahead + [
        store_picture(
            upload=upload,
            collection=village.collection,
            title=draft.title,
            alt_text=draft.alt_of(number),
            uploaded_by=author,
            consent=draft.consent,
        )
        for number, upload in enumerate(draft.pictures, start=len(ahead))
    ]


def _sent_before(village: Village, author, draft: Draft) -> list[VillageImage]:
    """The pictures the phone sent before, in its order; others' and used ones are left out."""
    rows = PhoneUpload.objects.select_related("image").filter(
        owner=author,
        image__in=draft.uploaded,
        image__collection=village.collection,
        used_at__isnull=True,
    )
    found = {row.image_id: row.image for row in rows}
    # What is on each was said in the phone's order, the ones left out counted too.
    said = {pk: draft.alt_of(number) for number, pk in enumerate(draft.uploaded)}
    images = [found[pk] for pk in draft.uploaded if pk in found]
    for image in images:
        image.title, image.consent = draft.title[:255], draft.consent
        image.alt_text = said[image.pk]
        image.save(update_fields=["title", "consent", "alt_text"])
    PhoneUpload.objects.filter(image__in=found).update(used_at=timezone.now())
    return images


def _columns(draft: Draft, images: list[VillageImage]) -> dict:
    picture = {
        "picture": images[0] if images else None,
        "picture_alt": images[0].alt_text[:200] if images else "",
    }
    summary = {"summary": summary_of(draft.text)}
    columns: dict[str, dict] = {
        "news": {**picture, **summary, "subject": draft.subject, "place": draft.place},
        "photos": summary,
        "event": {
            **picture,
            **summary,
            "starts_at": draft.starts_at or timezone.now(),
            "ends_at": draft.ends_at,
            "place": draft.place,
        },
        "notice": {"valid_until": draft.valid_until, "is_urgent": draft.is_urgent},
    }
    return columns[draft.kind] | {"on_behalf_of": " ".join(draft.on_behalf_of.split())}


@transaction.atomic
def rewrite_page(
    *,
    page,
    author,
    title: str,
    base: int | None,
    text: str | None = None,
    on_behalf_of: str | None = None,
    **facts,
):
    """A new revision with other words; pictures stay. Goes out by approval again.

    `base` is the revision the author read, None where there was none yet. What is None, or
    no field of the page, stays as it is; `facts` may name the columns of `FACTS`. Raises
    `ChangedMeanwhile` where somebody has written a newer one, `DomainError` while the text
    waits for others.
    """
    page = take_up(page=page, author=author, base=base)
    page.title = title
    if text is not None:
        old = text_of(page)
        page.body = body_with(page, text)
        # A sentence of the page editor is somebody's own: only ours follows the text.
        if getattr(page, "summary", None) == summary_of(old):
            page.summary = summary_of(text)
    if on_behalf_of is not None and hasattr(page, "on_behalf_of"):
        page.on_behalf_of = " ".join(on_behalf_of.split())
    for name in FACTS.get(type(page), ()):
        if name in facts:
            setattr(page, name, facts[name])
    page.save_revision(user=author)
    return page


def take_up(*, page, author, base: int | None):
    """The newest state of a page, to be changed and saved by this author in this transaction.

    The page's row is written first, so two at once come one by one. Raises
    `ChangedMeanwhile` where `base` is not the newest revision, `DomainError` while the page
    waits for the approval of others. A page that never had a revision keeps its state as
    the first one, so that nothing is lost.
    """
    _hold(page)
    page = page.specific_class.objects.get(pk=page.pk)
    if page.latest_revision_id != base:
        raise ChangedMeanwhile(
            _("Somebody else has changed this text. Yours is kept below: compare, and send again.")
        )
    if page.workflow_in_progress and not access.may_publish(author, page.village):
        raise DomainError(_("This text waits for approval and rests until then."), "it_waits")
    if base is None:
        first = page.save_revision(changed=False)
        if page.live:
            Page.objects.filter(pk=page.pk).update(live_revision=first)
            page.live_revision = first
    return page.get_latest_revision_as_object()


def _revision_of(page, author):
    """The newest revision; a page without one gets it from its state as it stands."""
    return page.get_latest_revision() or page.save_revision(user=author)


@transaction.atomic
def send_for_approval(*, page, author) -> None:
    """Hand a draft to the village's approvers; once per waiting page.

    They are told by `approvals`, which hears of it from the workflow itself. Raises
    `PhotoUnsaid` where the first photo has no words, `PictureUnagreed` where one lacks its tick.
    """
    _hold(page)
    if page.workflow_in_progress:
        return
    _check_pictures(_revision_of(page, author).as_object())
    returned = page.current_workflow_state
    if returned is not None:
        # It came back before: the same way goes on, two at once are not allowed.
        returned.resume(user=author)
    else:
        page.get_workflow().start(page, author)


def publish_own(*, page, author) -> None:
    """A manager's own writing goes out at once.

    `DomainError` for anybody else, `PhotoUnsaid` where the first photo has no words,
    `PictureUnagreed` where one lacks its tick.
    """
    if not access.may_publish(author, page.village):
        raise DomainError(_("The committee approves this first."), "not_a_publisher")
    revision = _revision_of(page, author)
    _check_pictures(revision.as_object())
    revision.publish(user=author)


def _check_pictures(page) -> None:
    """Every picture has its people's consent, and the first one its words."""
    consent.check(page)
    photo_words.check(page)


@transaction.atomic
def approve(*, page, acting_user, comment: str = "", read: int | None = None) -> None:
    """Approve what waits; the page goes out.

    `read` is the revision that was read, None where nobody asks. Raises `DomainError` where
    the page waits no more, was changed since, shows a picture without its tick or a first
    photo without words, or where the approver wrote it.
    """
    state = _waiting_state(page)
    newest = Page.objects.values_list("latest_revision", flat=True).get(pk=page.pk)
    if read is not None and read != newest:
        raise ChangedMeanwhile(_("The text was changed while you read. Please read it again."))
    task = state.task.specific
    if task.is_own(page, acting_user):
        raise DomainError(_("Somebody else has to approve your own text."), "own_text")
    _check_pictures(page.get_latest_revision_as_object())
    task.on_action(state, acting_user, "approve", comment=comment)


@transaction.atomic
def return_page(*, page, acting_user, reason: str) -> None:
    """Send a text back with a reason; the author reads it and may change the text."""
    if not reason.strip():
        raise DomainError(_("Write what should be changed."), "reason_missing")
    state = _waiting_state(page)
    state.task.specific.on_action(state, acting_user, "reject", comment=reason.strip())


def _hold(page) -> None:
    """Write the page's row as it stands: of two who decide at once the second sees it."""
    Page.objects.filter(pk=page.pk).update(slug=F("slug"))


def _waiting_state(page):
    _hold(page)
    state = page.current_workflow_task_state
    if state is None or state.status != state.STATUS_IN_PROGRESS:
        raise DomainError(_("This text does not wait any more. Somebody has decided already."))
    return state
