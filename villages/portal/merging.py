"""Two villages become one: what lies in the one moves into the other, which goes on.

The portal moves its own: pages, files, people, the list of residents. Other apps register
what they move, so that nothing here knows of goods, talks or courses.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from media.models import VillageDocument, VillageImage, VillageMedia
from villages.activity import services as activity
from villages.notifications import services as notifications
from villages.portal import hats as waiting_hats
from villages.portal import page_cache, publishing
from villages.portal.choices import VillageStatus
from villages.portal.errors import MergeRefused
from villages.portal.models import (
    Circular,
    CommitteePage,
    DisclosureRequest,
    FormPage,
    Handover,
    Invitation,
    Membership,
    PartnerBody,
    Resident,
    ShelfDocument,
    SisterVillage,
    Village,
    VillagePage,
)
from villages.portal.models.content import IndexPage
from villages.portal.services import grant_role, sync_access

FILES = (VillageImage, VillageDocument, VillageMedia)


@dataclass(frozen=True)
class Mover:
    """What one app moves: its words, how many there are, the move, and what stands against it.

    `move(source, target)` runs inside the merge's transaction. `objections(source)` yields
    sentences; one is enough to refuse.
    """

    key: str
    label: str
    count: Callable[[Village], int]
    move: Callable[[Village, Village], None]
    objections: Callable[[Village], list[str]] = lambda village: []


_movers: list[Mover] = []


def register_mover(mover: Mover) -> None:
    """Let an app take its things along when villages merge."""
    _movers.append(mover)


def objections(source: Village, target: Village) -> list[str]:
    """Why these two cannot be merged now; empty when they can."""
    found = []
    if source.pk == target.pk:
        found.append(_("Choose another village."))
    if target.status != VillageStatus.ACTIVE:
        found.append(_("The village that goes on must be at work."))
    if source.status == VillageStatus.OPENING:
        found.append(_("A village that is being set up has nothing to merge."))
    if source.merged_into_id:
        found.append(_("The village is part of another already."))
    for mover in _all():
        found += mover.objections(source)
    return found


def preview(source: Village) -> list[tuple[str, int]]:
    """What would move, and how much of it; nothing is written."""
    return [(str(mover.label), mover.count(source)) for mover in _all()]


@transaction.atomic
def merge_villages(*, source: Village, target: Village, acting_user) -> dict[str, int]:
    """Move everything of `source` into `target` and put `source` to rest for good.

    Returns how much moved, by kind. Raises `MergeRefused` with the reasons. Both rows are
    written first, so that two merges at once come one after the other. Old addresses lead
    to the new ones; the log of both villages keeps a line, and the people are told.
    """
    Village.objects.hold(source, target)
    source.refresh_from_db(), target.refresh_from_db()
    reasons = objections(source, target)
    if reasons:
        raise MergeRefused(" ".join(reasons))
    people = list(
        get_user_model().objects.filter(memberships__village=source, is_active=True).distinct()
    )
    counts = {mover.key: mover.count(source) for mover in _all()}
    for mover in _all():
        mover.move(source, target)
    _put_to_rest(source, target)
    for village, kind, other in (
        (source, "village.merged", target),
        (target, "village.took_in", source),
    ):
        activity.record(
            kind,
            village=village,
            actor=acting_user,
            ref=other.slug,
            data={"counts": counts, "village": other.slug},
        )
    for user in people:
        notifications.notify(
            user=user,
            kind="village.merged",
            village=target,
            url=target.get_absolute_url(),
            params={"village": source.name_ko, "into": target.name_ko},
        )
    page_cache.drop(page_cache.NATION, source.slug, target.slug)
    return counts


def _put_to_rest(source: Village, target: Village) -> None:
    Invitation.objects.open().filter(village=source).update(withdrawn_at=timezone.now())
    Handover.objects.filter(village=source, ended_at__isnull=True).update(ended_at=timezone.now())
    for waiting in waiting_hats.waiting_in(source):
        # Its committee is gone; who is meant to help there is asked anew.
        waiting_hats.lapse(waiting=waiting, reason=_("The village is part of another now."))
    Village.objects.filter(merged_into=source).update(merged_into=target)
    source.status, source.merged_into = VillageStatus.ARCHIVED, target
    source.save(update_fields=["status", "merged_into"])


def _all() -> list[Mover]:
    return [*_OWN, *_movers]


# --- pages


def _pages_of(source: Village) -> list[Page]:
    """The pages that move: all but the home, the lists themselves and the committee's page."""
    moving = []
    for child in Page.objects.child_of(source.page).specific():
        if isinstance(child, IndexPage):
            moving += list(Page.objects.child_of(child).specific())
        elif not isinstance(child, CommitteePage):
            moving.append(child)
    return moving


def _move_pages(source: Village, target: Village) -> None:
    """Each page goes below the same list of the other village; a taken address gets a tail.

    Every live address leads to where its page is now: Wagtail's own redirects follow a move,
    but not a move with a new name.
    """
    home = VillagePage.objects.get(pk=target.page_id)
    moving = _pages_of(source)
    for page in moving:
        kind = page.get_parent().specific_class
        place = home if kind is VillagePage else _list_of(home, kind, page)
        if page.live:
            Redirect.objects.update_or_create(
                old_path=Redirect.normalise_path(page.get_url_parts()[2]),
                site=None,
                defaults={"redirect_page": page, "is_permanent": True},
            )
        if Page.objects.child_of(place).filter(slug=page.slug).exists():
            page.slug = _free_slug(place, page.slug, source.slug)
            if isinstance(page, FormPage):
                # Both villages have a hall to lend: each says whose.
                page.title = f"{page.title} ({_name_in(source, page.content_language)})"[:255]
            page.save(clean=False)
        page.move(place.specific, pos="last-child")
    publishing.put_in_search(Page.objects.filter(pk__in=[page.pk for page in moving]).specific())


def _name_in(village: Village, language: str) -> str:
    return village.name_en if language == "en" else village.name_ko


def _list_of(home: VillagePage, kind: type, page: Page) -> Page:
    found = Page.objects.child_of(home).exact_type(kind).first()
    if found is None:
        old = page.get_parent().specific
        found = home.add_child(
            instance=kind(title=old.title, title_ko=old.title_ko, slug=old.slug, live=True)
        )
    return Page.objects.get(pk=found.pk)


def _free_slug(place: Page, slug: str, tail: str) -> str:
    taken = set(Page.objects.child_of(place).values_list("slug", flat=True))
    wanted, number = f"{slug}-{tail}", 2
    while wanted in taken:
        wanted, number = f"{slug}-{tail}-{number}", number + 1
    return wanted


# --- files, people, residents


def _count_files(source: Village) -> int:
    return sum(kind.objects.filter(collection=source.collection_id).count() for kind in FILES)


def _move_files(source: Village, target: Village) -> None:
    for kind in FILES:
        kind.objects.filter(collection=source.collection_id).update(collection=target.collection_id)


def _hats_of(source: Village):
    return Membership.objects.current().filter(village=source)


def _move_people(source: Village, target: Village) -> None:
    """Every hat is worn in the other village from now on; nobody wears one here any more.

    It keeps its first day, its last day and who gave it. Whoever wears it there already
    keeps the longer one.
    """
    hats = list(_hats_of(source).select_related("user").order_by("pk"))
    worn = {
        (hat.user_id, hat.role): hat for hat in Membership.objects.current().filter(village=target)
    }
    Membership.objects.filter(village=source).delete()
    for hat in hats:
        sync_access(hat.user)
        moved = grant_role(user=hat.user, village=target, role=hat.role)
        columns = {"since": hat.since, "until": hat.until, "granted_by": hat.granted_by_id}
        old = worn.get((hat.user_id, hat.role))
        if old is not None:
            is_lasting = old.until is None or hat.until is None
            columns = {
                "since": min(old.since, hat.since),
                "until": None if is_lasting else max(old.until, hat.until),
            }
        Membership.objects.filter(pk=moved.pk).update(**columns)


def _move_residents(source: Village, target: Village) -> None:
    """The list goes on with the next numbers; an account stands on it once."""
    known = set(
        Resident.objects.filter(village=target, user__isnull=False).values_list("user", flat=True)
    )
    entries = Resident.objects.filter(village=target)
    number = entries.aggregate(last=Max("register_no"))["last"] or 0
    for entry in Resident.objects.filter(village=source).order_by("register_no"):
        number += 1
        entry.village, entry.register_no = target, number
        if entry.user_id in known:
            entry.user = None
        entry.save(update_fields=["village", "register_no", "user"])


# --- the shelf, the letters, the ties


def _count_papers(source: Village) -> int:
    kinds = (ShelfDocument, DisclosureRequest, Circular, SisterVillage, PartnerBody)
    return sum(kind.objects.filter(village=source).count() for kind in kinds)


def _move_papers(source: Village, target: Village) -> None:
    """Documents, requests with their clock, letters with their receipts, and ties go along.

    A sister both have is kept once; the two are no sisters of each other any more.
    """
    for kind in (ShelfDocument, DisclosureRequest, Circular, PartnerBody):
        kind.objects.filter(village=source).update(village=target)
    both = (source.pk, target.pk)
    SisterVillage.objects.filter(village__in=both, sister__in=both).delete()
    for mine, other in (("village", "sister"), ("sister", "village")):
        known = SisterVillage.objects.filter(**{mine: target}).values(other)
        SisterVillage.objects.filter(
            **{mine: source, f"{other}__in": list(known.values_list(other, flat=True))}
        ).delete()
        SisterVillage.objects.filter(**{mine: source}).update(**{mine: target})


_OWN = (
    Mover("pages", gettext_lazy("Pages"), lambda v: len(_pages_of(v)), _move_pages),
    Mover("files", gettext_lazy("Pictures and files"), _count_files, _move_files),
    Mover("people", gettext_lazy("Hats"), lambda v: _hats_of(v).count(), _move_people),
    Mover(
        "residents",
        gettext_lazy("Entries of the list of residents"),
        lambda v: Resident.objects.filter(village=v).count(),
        _move_residents,
    ),
    Mover("papers", gettext_lazy("Documents, letters and ties"), _count_papers, _move_papers),
)
