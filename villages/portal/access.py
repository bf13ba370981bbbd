"""Who may: fetches the object and decides, 404 before 403. The only place that does."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from wagtail.models import PageViewRestriction

from villages.core.errors import ClosedDoor
from villages.portal.choices import (
    APPROVER_ROLES,
    OFFICE_ROLES,
    WRITER_ROLES,
    Role,
    VillageStatus,
)
from villages.portal.models import (
    CommitteePage,
    DocumentShelfPage,
    EventPage,
    Membership,
    OfficerPost,
    Village,
)
from villages.portal.readable import is_readable
from villages.portal.tenancy import village_of


def roles_in(user, village: Village) -> frozenset[str]:
    """The hats a person wears in a village today; one query, kept on the user."""
    if not user.is_authenticated:
        return frozenset()
    kept = user.__dict__.setdefault("_roles_in", {})
    if village.pk not in kept:
        kept[village.pk] = frozenset(
            Membership.objects.current().of(user, village).values_list("role", flat=True)
        )
    return kept[village.pk]


def is_platform_staff(user) -> bool:
    """Platform staff and national administrators."""
    return user.is_authenticated and user.is_active and user.is_staff


def require_staff(user) -> None:
    """Only platform staff go on; 404 to everybody else: these doors are nobody's business."""
    if not is_platform_staff(user):
        raise Http404


def require_national(user) -> None:
    """Only a national administrator goes on: 403 to platform staff, 404 to everybody else."""
    require_staff(user)
    if not user.is_superuser:
        raise PermissionDenied


def has_role(user, village: Village, *roles: str) -> bool:
    """Whether the person wears one of these hats in the village today."""
    return not roles_in(user, village).isdisjoint(roles)


def get_village(slug: str) -> Village:
    """An active or archived village by its address; 404 for anything else."""
    village = Village.objects.select_related("region", "page").filter(slug=slug).first()
    if village is None:
        raise Http404
    return village


def get_open_village(slug: str) -> Village:
    """A village whose portal can be read; 404 while it is being set up."""
    village = get_village(slug)
    if not village.is_open:
        raise Http404
    return village


def get_working_village(slug: str) -> Village:
    """A village that still answers; 404 while it is being set up, 403 while it rests."""
    village = get_open_village(slug)
    if village.status == VillageStatus.ARCHIVED:
        raise ClosedDoor(_("This village rests. Only reading is possible."))
    return village


def is_for_members(page) -> bool:
    """Whether a page, or the first version of it, is for members of its village only."""
    if getattr(page, "members_only", False):
        return True
    return bool(getattr(page, "original_id", None)) and getattr(
        page.original, "members_only", False
    )


def check_members(user, page) -> None:
    """A page for members of its village: 403 to everybody else but platform staff."""
    if not is_for_members(page) or is_platform_staff(user):
        return
    village = village_of(page)
    if village is None or not roles_in(user, village):
        raise ClosedDoor(_("This page is for members of the village."))


def may_read_shelf(user, village: Village) -> bool:
    """Whether this reader may fetch what lies on the shelf: whoever may open its page; two queries.

    Its page, or one above it, may ask for a sign-in.
    """
    shelf = DocumentShelfPage.objects.filter(path__startswith=village.page.path).first()
    return shelf is None or _lets_in(user, shelf)


def may_read_book(user, village: Village) -> bool:
    """Whether this reader may open the book of the common fund and its receipts; two queries.

    It stands below the committee's page, which may ask for a sign-in, or below the home.
    """
    committee = CommitteePage.objects.filter(
        path__startswith=village.page.path, original__isnull=True
    )
    return _lets_in(user, committee.order_by("path").first() or village.page)


def _lets_in(user, page) -> bool:
    """Whether neither the page nor one above it asks for a sign-in that is missing."""
    closed = page.get_view_restrictions()
    if user.is_authenticated:
        closed = closed.exclude(restriction_type=PageViewRestriction.LOGIN)
    return not closed.exists()


def get_event(user, slug: str, pk: int) -> tuple[Village, EventPage]:
    """A village's event in its first version; 404 for drafts, and to whoever may not read it."""
    village = get_open_village(slug)
    event = (
        EventPage.objects.live()
        .filter(path__startswith=village.page.path, original__isnull=True, pk=pk)
        .first()
    )
    if event is None or not is_readable(event, user):
        raise Http404
    event._village = village
    return village, event


def get_village_for_office(user, slug: str) -> Village:
    """The village whose office this person may enter.

    404 to strangers (the office's existence is nobody's business), 403 to residents
    of the village who have no desk there.
    """
    village = get_village(slug)
    roles = roles_in(user, village)
    if is_platform_staff(user) or roles & OFFICE_ROLES:
        return village
    if Role.RESIDENT in roles:
        raise PermissionDenied
    raise Http404


def get_village_for_role(user, slug: str, *roles: str) -> Village:
    """The village, where the person wears one of these hats; 403 to other desk holders."""
    village = get_village_for_office(user, slug)
    if not (has_role(user, village, *roles) or is_platform_staff(user)):
        raise PermissionDenied
    return village


def get_village_for_writer(user, slug: str) -> Village:
    """The village for which this person may write pages."""
    return get_village_for_role(user, slug, *WRITER_ROLES)


def get_village_for_approver(user, slug: str) -> Village:
    """The village whose texts this person may approve."""
    return get_village_for_role(user, slug, *APPROVER_ROLES)


def may_publish(user, village: Village) -> bool:
    """Managers publish their own writing; editors and reporters send it for approval."""
    return has_role(user, village, Role.MANAGER) or is_platform_staff(user)


def villages_with_office(user):
    """The villages whose office a person may enter through a hat of their own."""
    return (
        Village.objects.filter(
            memberships__in=Membership.objects.current().filter(user=user, role__in=OFFICE_ROLES)
        )
        .select_related("region")
        .distinct()
    )


def current_posts(user):
    """The officer's posts held today."""
    from django.db.models import Q
    from django.utils import timezone

    today = timezone.localdate()
    return OfficerPost.objects.filter(user=user, since__lte=today).filter(
        Q(until__isnull=True) | Q(until__gte=today)
    )
