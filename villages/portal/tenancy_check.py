"""Does every right follow from a hat, and every row from its village? Find drift, mend it."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from villages.accounts.models import User
from villages.portal.choices import WAGTAIL_ROLES, Role, VillageStatus
from villages.portal.models import Membership, Village, VillagePage
from villages.portal.services import (
    COLLECTION_RIGHTS,
    EDITOR_PAGE_RIGHTS,
    MANAGER_PAGE_RIGHTS,
    SHARED_COLLECTION,
    SHARED_RIGHTS,
    sync_access,
)


@dataclass(frozen=True)
class Drift:
    """One thing that is not as it should be, in words."""

    what: str
    user_pk: int | None = None


def find_drift() -> list[Drift]:
    """All drift: groups against hats, grants against groups, pages against villages."""
    return [*_groups(), *_page_grants(), *_collection_grants(), *_rows()]


def mend() -> list[Drift]:
    """Mend what follows from hats; returns what is left for a person to look at."""
    for drift in _groups():
        sync_access(User.objects.get(pk=drift.user_pk))
    return find_drift()


def _groups() -> list[Drift]:
    wanted: dict[int, set[int]] = {}
    hats = Membership.objects.current().filter(role__in=WAGTAIL_ROLES)
    hats = hats.exclude(village__status=VillageStatus.ARCHIVED)
    for hat in hats.select_related("village"):
        group = hat.village.managers_id if hat.role == Role.MANAGER else hat.village.editors_id
        wanted.setdefault(hat.user_id, set()).add(group)
    ours = Group.objects.filter(name__regex=r"^village-(managers|editors):")
    actual: dict[int, set[int]] = {}
    links = User.groups.through.objects.filter(group__in=ours.values("pk"))
    for user_pk, group_pk in links.values_list("user_id", "group_id"):
        actual.setdefault(user_pk, set()).add(group_pk)
    return [
        Drift(f"Groups of account {pk} do not follow from the hats", pk)
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
            expected |= {(group, village.page_id, right) for right in rights}
    actual = set(
        GroupPagePermission.objects.filter(group__name__startswith="village-").values_list(
            "group_id", "page_id", "permission__codename"
        )
    )
    return [
        Drift(f"Page right {right} of group {group} on page {page} {word}")
        for rows, word in ((actual - expected, "should not be"), (expected - actual, "is missing"))
        for group, page, right in sorted(rows)
    ]


def _collection_grants() -> list[Drift]:
    from wagtail.models import Collection

    shared = Collection.objects.filter(name=SHARED_COLLECTION, depth=2).first()
    expected = set()
    for village in Village.objects.exclude(collection=None):
        for group in (village.editors_id, village.managers_id):
            expected |= {(group, village.collection_id, right) for right in COLLECTION_RIGHTS}
            if shared:
                expected |= {(group, shared.pk, right) for right in SHARED_RIGHTS}
    actual = set(
        GroupCollectionPermission.objects.filter(group__name__startswith="village-").values_list(
            "group_id", "collection_id", "permission__codename"
        )
    )
    return [
        Drift(f"Collection right {right} of group {group} on collection {collection} {word}")
        for rows, word in ((actual - expected, "should not be"), (expected - actual, "is missing"))
        for group, collection, right in sorted(rows)
    ]


def _rows() -> list[Drift]:
    found = []
    for village in Village.objects.select_related("page", "region__parent"):
        if village.page is None:
            found.append(Drift(f"Village {village.slug} has no page"))
        elif village.page.slug != village.slug:
            found.append(Drift(f"Village {village.slug} has the address {village.page.slug}"))
        elif village.page.get_parent().specific.region_id != (
            village.region.parent_id or village.region_id
        ):
            found.append(Drift(f"Village {village.slug} stands below another province"))
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
