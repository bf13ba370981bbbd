"""Does every right follow from a hat, and every row from its village? Find drift, mend it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from villages.accounts.models import User
from villages.activity import services as activity
from villages.portal import addresses, page_cache, publishing, sites
from villages.portal.choices import WAGTAIL_ROLES, Role, VillageStatus
from villages.portal.models import Membership, RegionPage, Village, VillageIndexPage, VillagePage
from villages.portal.services import (
    COLLECTION_RIGHTS,
    EDITOR_PAGE_RIGHTS,
    FILE_APPS,
    MANAGER_PAGE_RIGHTS,
    SHARED_COLLECTION,
    SHARED_RIGHTS,
    STAFF_GROUP,
    STARTERS,
    collection_below,
    ensure_staff_group,
    ensure_starters,
    region_page,
    sync_access,
    sync_staff,
    village_group,
)
from villages.portal.tenancy import STEP, VILLAGE_DEPTH


@dataclass(frozen=True)
class Drift:
    """One thing that is not as it should be, in words; `mend` puts it right where code can."""

    what: str
    mend: Callable[[], None] | None = None


def find_drift() -> list[Drift]:
    """All drift: rows, groups against hats, grants against groups, hosts against villages."""
    return [
        *_rows(),
        *_provinces(),
        *_starters(),
        *_on_and_off(),
        *_collections(),
        *_group_rights(),
        *_groups(),
        *_page_grants(),
        *_collection_grants(),
        *_staff(),
        *_sites(),
    ]


@transaction.atomic
def mend() -> list[Drift]:
    """Mend what code can; returns what is left for a person to look at.

    One mended thing may show the next (a group that was missing has no rights yet), so it
    goes round until nothing more can be mended, four times at most. The log keeps a line.
    """
    mended = 0
    for _round in range(4):
        found = [drift for drift in find_drift() if drift.mend]
        if not found:
            break
        for drift in found:
            drift.mend()
        mended += len(found)
    if mended:
        activity.record("tenancy.mended", data={"count": mended})
    return find_drift()


def _groups() -> list[Drift]:
    wanted: dict[int, set[int]] = {}
    hats = Membership.objects.current().filter(role__in=WAGTAIL_ROLES)
    hats = hats.exclude(village__status=VillageStatus.ARCHIVED)
    for hat in hats.select_related("village"):
        group = hat.village.managers_id if hat.role == Role.MANAGER else hat.village.editors_id
        if group:
            wanted.setdefault(hat.user_id, set()).add(group)
    ours = Group.objects.filter(name__regex=r"^village-(managers|editors):")
    actual: dict[int, set[int]] = {}
    links = User.groups.through.objects.filter(group__in=ours.values("pk"))
    for user_pk, group_pk in links.values_list("user_id", "group_id"):
        actual.setdefault(user_pk, set()).add(group_pk)
    return [
        Drift(
            f"Groups of account {pk} do not follow from the hats",
            lambda pk=pk: sync_access(User.objects.get(pk=pk)),
        )
        for pk in sorted(wanted.keys() | actual.keys())
        if wanted.get(pk, set()) != actual.get(pk, set())
    ]


def _page_grants() -> list[Drift]:
    expected = set()
    for village in Village.objects.exclude(page=None):
        for group, rights in (
            (village.editors_id, EDITOR_PAGE_RIGHTS),
            (village.managers_id, MANAGER_PAGE_RIGHTS),
        ):
            # A group or a collection that is missing is found on its own, and made first.
            if group:
                expected |= {(group, village.page_id, right) for right in rights}
    actual = set(
        GroupPagePermission.objects.filter(group__name__startswith="village-").values_list(
            "group_id", "page_id", "permission__codename"
        )
    )
    return [
        *(
            Drift(
                f"Page right {right} of group {group} on page {page} should not be",
                lambda key=(group, page, right): _page_rows(*key).delete(),
            )
            for group, page, right in sorted(actual - expected)
        ),
        *(
            Drift(
                f"Page right {right} of group {group} on page {page} is missing",
                lambda key=(group, page, right): GroupPagePermission.objects.create(
                    group_id=key[0], page_id=key[1], permission=_right(key[2], "wagtailcore")
                ),
            )
            for group, page, right in sorted(expected - actual)
        ),
    ]


def _page_rows(group: int, page: int, right: str):
    return GroupPagePermission.objects.filter(group=group, page=page, permission__codename=right)


def _right(codename: str, app: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label=app)


def _collection_grants() -> list[Drift]:
    shared = Collection.objects.filter(name=SHARED_COLLECTION, depth=2).first()
    expected = set()
    for village in Village.objects.exclude(collection=None):
        for group in filter(None, (village.editors_id, village.managers_id)):
            expected |= {(group, village.collection_id, right) for right in COLLECTION_RIGHTS}
            if shared:
                expected |= {(group, shared.pk, right) for right in SHARED_RIGHTS}
    actual = set(
        GroupCollectionPermission.objects.filter(group__name__startswith="village-").values_list(
            "group_id", "collection_id", "permission__codename"
        )
    )
    return [
        *(
            Drift(
                f"Collection right {right} of group {group} on collection {place} should not be",
                lambda key=(group, place, right): GroupCollectionPermission.objects.filter(
                    group=key[0], collection=key[1], permission__codename=key[2]
                ).delete(),
            )
            for group, place, right in sorted(actual - expected)
        ),
        *(
            Drift(
                f"Collection right {right} of group {group} on collection {place} is missing",
                lambda key=(group, place, right): GroupCollectionPermission.objects.create(
                    group_id=key[0],
                    collection_id=key[1],
                    permission=_right(key[2], FILE_APPS[key[2].partition("_")[2]]),
                ),
            )
            for group, place, right in sorted(expected - actual)
        ),
    ]


def _group_rights() -> list[Drift]:
    """Each village has its two groups, which may enter the editor and nothing else."""
    found = []
    entry = _right("access_admin", "wagtailadmin")
    for village in Village.objects.exclude(page=None).select_related("managers", "editors"):
        for column in ("managers", "editors"):
            group, name = getattr(village, column), f"village-{column}:{village.slug}"
            if group is None:
                found.append(
                    Drift(
                        f"Village {village.slug} has no group of {column}",
                        lambda v=village, c=column, n=name: _give_group(v, c, n),
                    )
                )
            elif group.name != name:
                found.append(
                    Drift(
                        f"Group {group.name} should be called {name}",
                        lambda g=group, n=name: Group.objects.filter(pk=g.pk).update(name=n),
                    )
                )
    ours = Group.objects.filter(name__startswith="village-").prefetch_related("permissions")
    for group in ours:
        if [right.pk for right in group.permissions.all()] != [entry.pk]:
            found.append(
                Drift(
                    f"Group {group.name} has other rights than to enter the editor",
                    lambda g=group: g.permissions.set([entry]),
                )
            )
    return found


def _give_group(village: Village, column: str, name: str) -> None:
    setattr(village, column, village_group(name))
    village.save(update_fields=[column])


def _collections() -> list[Drift]:
    """Each village's files lie in a collection of its own, below its province's."""
    found, taken = [], {}
    villages = Village.objects.exclude(page=None).select_related("collection", "region__parent")
    for village in villages.order_by("pk"):
        if village.collection is None:
            found.append(
                Drift(
                    f"Village {village.slug} has no collection",
                    lambda v=village: _give_collection(v),
                )
            )
            continue
        twin = taken.setdefault(village.collection_id, village.slug)
        if twin != village.slug:
            # Whose the files are, nobody can tell but a person.
            found.append(Drift(f"Villages {twin} and {village.slug} share a collection"))
        province = village.region.parent or village.region
        parent = village.collection.get_parent()
        if parent is None or parent.name != province.name_en:
            found.append(
                Drift(
                    f"The collection of {village.slug} lies outside its province's",
                    lambda v=village: v.collection.move(_province_collection(v), "sorted-child"),
                )
            )
    return found


def _province_collection(village: Village) -> Collection:
    province = village.region.parent or village.region
    found = collection_below(Collection.get_first_root_node(), province.name_en)
    return Collection.objects.get(pk=found.pk)


def _give_collection(village: Village) -> None:
    name = f"{village.name_en} ({village.slug})"
    village.collection = collection_below(_province_collection(village), name)
    village.save(update_fields=["collection"])


def _staff() -> list[Drift]:
    """The staff's group: whoever is staff is in it and nobody else, with all its rights."""
    staff = set(User.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True))
    group = Group.objects.filter(name=STAFF_GROUP).first()
    if group is None:
        missing = Drift("The group of the platform's staff is missing", ensure_staff_group)
        return [missing] if staff else []
    members = set(User.objects.filter(groups=group).values_list("pk", flat=True))
    return [
        *(
            Drift(
                f"Account {pk} is staff and not in the staff's group, or the other way round",
                lambda pk=pk: sync_staff(User.objects.get(pk=pk)),
            )
            for pk in sorted(staff ^ members)
        ),
        *_staff_rights(group),
    ]


def _staff_rights(group: Group) -> list[Drift]:
    found = []
    entry = _right("access_admin", "wagtailadmin")
    if list(group.permissions.values_list("pk", flat=True)) != [entry.pk]:
        found.append(
            Drift(
                "The staff's group has other rights than to enter the editor",
                lambda: group.permissions.set([entry]),
            )
        )
    index = VillageIndexPage.objects.first()
    pages = GroupPagePermission.objects.filter(group=group, page=index)
    held = set(pages.values_list("permission__codename", flat=True))
    found += [
        Drift(
            f"The staff's right {right} on the villages is missing",
            lambda right=right: GroupPagePermission.objects.create(
                group=group, page=index.page_ptr, permission=_right(right, "wagtailcore")
            ),
        )
        for right in MANAGER_PAGE_RIGHTS
        if index and right not in held
    ]
    root = Collection.get_first_root_node()
    files = GroupCollectionPermission.objects.filter(group=group, collection=root)
    held = set(files.values_list("permission__codename", flat=True))
    found += [
        Drift(
            f"The staff's right {right} on all files is missing",
            lambda right=right: GroupCollectionPermission.objects.create(
                group=group,
                collection=root,
                permission=_right(right, FILE_APPS[right.partition("_")[2]]),
            ),
        )
        for right in COLLECTION_RIGHTS
        if right not in held
    ]
    return found


def _sites() -> list[Drift]:
    """One host a village where hosts are wanted, none where they are not; one default."""
    found = []
    if Site.objects.filter(is_default_site=True).count() != 1:
        found.append(Drift("There is not exactly one default site"))
    difference = sites.difference()
    found += [
        Drift(f"Host {host} is missing or leads elsewhere", sites.sync_village_sites)
        for host in (*difference.missing, *difference.wrong)
    ]
    found += [
        Drift(f"Host {host} should not be", sites.sync_village_sites) for host in difference.surplus
    ]
    return found


def _rows() -> list[Drift]:
    found = []
    for village in Village.objects.select_related("page", "region__parent"):
        if village.page is None:
            found.append(Drift(f"Village {village.slug} has no page"))
        elif village.page.slug != village.slug:
            found.append(
                Drift(
                    f"Village {village.slug} has the address {village.page.slug}",
                    lambda v=village: _readdress(v),
                )
            )
        elif village.page.get_parent().specific.region_id != (
            village.region.parent_id or village.region_id
        ):
            found.append(
                Drift(
                    f"Village {village.slug} stands below another province",
                    lambda v=village: _rehome(v),
                )
            )
    orphans = VillagePage.objects.filter(village__isnull=True)
    found += [Drift(f"Page {page.slug} belongs to no village") for page in orphans]
    problems = Page.find_problems()
    names = ("bad characters", "bad path", "orphan", "bad depth", "bad number of children")
    found += [
        Drift(f"Tree: {name}: {len(rows)} pages")
        for name, rows in zip(names, problems, strict=True)
        if rows
    ]
    return found


def _provinces() -> list[Drift]:
    """No province has a village's address: nobody would reach it. It goes back to its own."""
    return [
        Drift(
            f"Province {page.title} has the address of village {page.slug}",
            (lambda page=page: addresses.give_own(page)) if is_free else None,
        )
        for page, is_free in addresses.hidden_provinces()
    ]


def _starters() -> list[Drift]:
    """Each village has its lists and its committee's page, at the addresses of the tabs.

    A village that became part of another has given its lists away.
    """
    kinds = {ContentType.objects.get_for_model(kind).pk: kind for kind in STARTERS}
    rows = Page.objects.filter(depth=VILLAGE_DEPTH + 1, content_type__in=kinds)
    there = {
        (path[: STEP * VILLAGE_DEPTH], kinds[kind], slug)
        for path, kind, slug in rows.values_list("path", "content_type", "slug")
    }
    villages = Village.objects.filter(merged_into=None).exclude(page=None)
    return [
        Drift(
            f"Village {slug} has no {kind._meta.model_name} at {kind.address}",
            lambda pk=pk: ensure_starters(VillagePage.objects.get(pk=pk)),
        )
        for slug, pk, path in villages.values_list("slug", "page", "page__path")
        for kind in STARTERS
        if (path, kind, kind.address) not in there
    ]


def _on_and_off() -> list[Drift]:
    """A village at work or at rest is on the portal, one that is being set up is not."""
    found = []
    for village in Village.objects.exclude(page=None).select_related("page"):
        wanted = village.status != VillageStatus.OPENING
        if village.page.live != wanted or village.page.expire_at:
            how = "on" if wanted else "off"
            found.append(
                Drift(
                    f"Village {village.slug} is {village.status} and should stay {how} the portal",
                    lambda v=village, w=wanted: _switch(v, w),
                )
            )
    return found


def _switch(village: Village, is_live: bool) -> None:
    """Put the home on the portal as it stands, or off it; what waits in a draft stays there."""
    page = VillagePage.objects.get(pk=village.page_id)
    page.live, page.expired, page.expire_at = is_live, False, None
    page.save()
    publishing.refresh_search(page)
    page_cache.drop(page_cache.NATION, village.slug)


def _readdress(village: Village) -> None:
    page = VillagePage.objects.get(pk=village.page_id)
    page.slug = village.slug
    page.save()


def _rehome(village: Village) -> None:
    province = region_page(VillageIndexPage.objects.get(), village.region.parent or village.region)
    VillagePage.objects.get(pk=village.page_id).move(
        RegionPage.objects.get(pk=province.pk), pos="last-child"
    )
