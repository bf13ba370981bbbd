"""The register of villages: rename, move, archive, restore. For platform staff."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wagtail.models import Collection

from media.models import Room
from media.room import allow
from villages.accounts.models import User
from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.finder import services as finder
from villages.notifications import services as notifications
from villages.portal import addresses
from villages.portal.choices import WAGTAIL_ROLES, RegionLevel, Role, VillageStatus
from villages.portal.errors import AddressTaken
from villages.portal.models import (
    Membership,
    OldAddress,
    Region,
    RegionPage,
    Village,
    VillageIndexPage,
)
from villages.portal.services import collection_below, region_page, sync_access

GIGABYTE = 1_000_000_000


@transaction.atomic
def rename_village(
    *, village: Village, slug: str, name_ko: str, name_en: str, acting_user
) -> Village:
    """Give a village another name or address; the old address leads to the new one.

    Pages, groups, the collection and the search follow. Raises `AddressTaken` for an
    address that another village has, or had, or a province.
    """
    old = village.slug
    taken = Village.objects.filter(slug=slug).exclude(pk=village.pk).exists() or (
        OldAddress.objects.filter(slug=slug).exclude(village=village).exists()
    )
    if taken:
        raise AddressTaken(_("Another village has this address, or had it before."))
    if slug != old:
        addresses.refuse_provinces(slug)
    village.slug, village.name_ko, village.name_en = slug, name_ko, name_en
    village.save(update_fields=["slug", "name_ko", "name_en"])
    if slug != old:
        OldAddress.objects.filter(slug=slug).delete()
        OldAddress.objects.create(slug=old, village=village)
        finder.move_addresses(village, old, slug)
    for group, name in ((village.managers_id, "managers"), (village.editors_id, "editors")):
        Group.objects.filter(pk=group).update(name=f"village-{name}:{slug}")
    Collection.objects.filter(pk=village.collection_id).update(name=f"{name_en} ({slug})")
    _rename_page(village)
    activity.record(
        "village.renamed", village=village, actor=acting_user, ref=slug, data={"from": old}
    )
    return village


def _rename_page(village: Village) -> None:
    page = village.page.specific
    page.slug, page.title, page.draft_title = village.slug, village.name_en, village.name_en
    try:
        page.save()
    except ValidationError as taken:
        raise AddressTaken(_("Another village has this address, or had it before.")) from taken
    # A waiting draft keeps its words, and takes the new name.
    revision = page.latest_revision
    if revision is not None:
        revision.content |= {
            "slug": page.slug,
            "title": page.title,
            "draft_title": page.title,
            "url_path": page.url_path,
        }
        revision.save(update_fields=["content"])
    village.page = page


@transaction.atomic
def move_village(*, village: Village, region: Region, acting_user) -> None:
    """Another county counts the village from now on; its addresses stay.

    Raises `DomainError` for a region that is no county.
    """
    if region.level != RegionLevel.COUNTY:
        raise DomainError(_("Choose a county."), "not_a_county")
    before = village.region
    if before.pk == region.pk:
        return
    index = VillageIndexPage.objects.select_for_update().get()
    target = region_page(index, region.parent or region)
    if village.page.get_parent().pk != target.pk:
        village.page.move(RegionPage.objects.get(pk=target.pk), pos="last-child")
        provinces = collection_below(Collection.get_first_root_node(), target.region.name_en)
        collection = Collection.objects.get(pk=village.collection_id)
        collection.move(Collection.objects.get(pk=provinces.pk), pos="sorted-child")
    village.region = region
    village.save(update_fields=["region"])
    village.page.refresh_from_db()
    activity.record(
        "village.moved",
        village=village,
        actor=acting_user,
        ref=region.code,
        data={"from": before.code},
    )


def archive_village(*, village: Village, acting_user, reason: str) -> None:
    """Let a village rest: its pages stay to read, nobody writes or sells. Undone by restoring.

    Raises `DomainError` without a reason. The managers are told.
    """
    if not reason.strip():
        raise DomainError(_("Write why the village rests."), "reason_missing")
    _set_status(
        village, VillageStatus.ACTIVE, VillageStatus.ARCHIVED, acting_user, reason.strip()[:300]
    )


def restore_village(*, village: Village, acting_user) -> None:
    """The village works again; its people have the rights of their hats.

    Raises `DomainError` for a village that became part of another: it is empty.
    """
    if village.merged_into_id:
        raise DomainError(_("The village is part of another now and cannot be woken up."))
    _set_status(village, VillageStatus.ARCHIVED, VillageStatus.ACTIVE, acting_user, "")


@transaction.atomic
def _set_status(village: Village, before: str, after: str, acting_user, reason: str) -> None:
    if not Village.objects.filter(pk=village.pk, status=before).update(status=after):
        return
    village.status = after
    hats = Membership.objects.current().filter(village=village, role__in=WAGTAIL_ROLES)
    for user in User.objects.filter(pk__in=hats.values("user")):
        sync_access(user)
    kind = "village.archived" if after == VillageStatus.ARCHIVED else "village.restored"
    activity.record(
        kind, village=village, actor=acting_user, ref=village.slug, data={"reason": reason}
    )
    for hat in hats.filter(role=Role.MANAGER).select_related("user"):
        notifications.notify(
            user=hat.user,
            kind=kind,
            village=village,
            url=village.get_office_url(),
            params={"village": village.name_ko, "reason": reason},
        )


def room_of(village: Village):
    """The village's own limit in gigabytes, or None where it has everybody's."""
    row = Room.objects.filter(collection=village.collection_id).first()
    return row.most_bytes / GIGABYTE if row and row.most_bytes is not None else None


@transaction.atomic
def give_room(*, village: Village, acting_user, gigabytes) -> None:
    """Another limit for the village's photos and files; None for everybody's."""
    most = None if gigabytes is None else int(gigabytes * GIGABYTE)
    allow(collection=village.collection, most_bytes=most)
    activity.record("village.room", village=village, actor=acting_user, ref=village.pk)
