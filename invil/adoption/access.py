"""Who may see which numbers.

An officer those of the own posts' regions, staff the nation, a manager and a committee those
of the own village.
"""

from collections.abc import Set

from django.db.models import Q
from django.http import Http404

from invil.adoption.figures import Tree
from invil.adoption.models import NATION
from villages.portal.access import current_posts, has_role, is_platform_staff
from villages.portal.choices import APPROVER_ROLES
from villages.portal.models import Region, Village


def post_regions(user) -> list[int]:
    """The regions of the posts held today, by key; the nation for platform staff.

    One query; nothing for anybody else.
    """
    if not user.is_authenticated:
        return []
    wanted = Q(pk__in=current_posts(user).values("region"))
    if is_platform_staff(user):
        wanted |= Q(code=NATION)
    return list(Region.objects.filter(wanted).order_by("code").values_list("pk", flat=True))


def my_regions(user) -> tuple[list[Region], Tree]:
    """The own regions, the widest first, and the tree they stand in; 404 without a post.

    Two queries.
    """
    posts = post_regions(user)
    if not posts:
        raise Http404
    tree = Tree(own=posts)
    mine = sorted((tree.regions[pk] for pk in posts), key=lambda r: (len(line(r)), r.code))
    return mine, tree


def get_region_for_officer(user, code: str) -> tuple[Region, Tree]:
    """A region at or below one of the own posts, and the tree; 404 for any other.

    Two queries.
    """
    mine, tree = my_regions(user)
    region = next((r for r in tree.regions.values() if r.code == code), None)
    if region is None or not _is_within(region, mine):
        raise Http404
    return region, tree


def get_village_for_reader(user, slug: str) -> tuple[Village, Tree, bool]:
    """A village's numbers for its officers, its manager and its committee; 404 for all others.

    The third value says whether the person reads as one of the village: no region above it
    opens then. Four queries, one more for people of the village.
    """
    village = Village.objects.filter(slug=slug).first()
    if village is None:
        raise Http404
    tree = Tree(own=post_regions(user))
    village.region = tree.regions[village.region_id]
    if _is_below(village.region, tree.own):
        return village, tree, False
    if has_role(user, village, *APPROVER_ROLES):
        return village, tree, True
    raise Http404


def _is_within(region: Region, mine: list[Region]) -> bool:
    return _is_below(region, {one.pk for one in mine})


def _is_below(region: Region, own: Set[int]) -> bool:
    return any(one.pk in own for one in line(region))


def line(region: Region) -> list[Region]:
    """The region and those it lies in, the nearest first; from a tree, without a query."""
    found = [region]
    while found[-1].parent_id:
        found.append(found[-1].parent)
    return found
