"""Gates of the office's own screens: the page must lie in the village."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from wagtail.models import Page

from villages.office.selectors import PHONE_TYPES
from villages.portal import access
from villages.portal.choices import WRITER_ROLES, Role
from villages.portal.models import Handover, Invitation, Membership, Village, WaitingHat


def get_text_for_writer(user, slug: str, pk: int):
    """A text of this village for its own writer, an editor or a manager.

    404 for a page of any other village and for what the phone does not write (lists, the
    committee's page), 403 for a colleague's draft. The committee reads what waits through
    `get_waiting_text`.
    """
    village = access.get_village_for_office(user, slug)
    page = _page_in(village, pk)
    if not isinstance(page, PHONE_TYPES):
        raise Http404
    is_own = page.owner_id == user.pk and access.has_role(user, village, *WRITER_ROLES)
    if not (
        is_own
        or access.has_role(user, village, Role.EDITOR, Role.MANAGER)
        or access.is_platform_staff(user)
    ):
        raise PermissionDenied
    return village, page


def may_edit_all(user, page) -> bool:
    """Whether the page editor opens this page for the person."""
    return user.has_perm("wagtailadmin.access_admin") and page.permissions_for_user(user).can_edit()


def may_look_ahead(user, village: Village) -> bool:
    """Whether the person sees the portal of a village that is being set up, as a draft."""
    return not village.is_open and village.page is not None and may_edit_all(user, village.page)


def get_waiting_text(user, slug: str, pk: int):
    """A page of this village that waits for approval or has waited, for who approves there."""
    village = access.get_village_for_approver(user, slug)
    page = _page_in(village, pk)
    if not page.workflow_states.exists():
        raise Http404
    return village, page


def get_hat_for_manager(user, slug: str, pk: int) -> tuple[Village, Membership]:
    """A hat of this village, for its manager."""
    village = access.get_village_for_role(user, slug, Role.MANAGER)
    hat = (
        Membership.objects.select_related("village", "user").filter(village=village, pk=pk).first()
    )
    if hat is None:
        raise Http404
    return village, hat


def get_own_hat(user, slug: str, pk: int) -> tuple[Village, Membership]:
    """A hat that this person wears in this village's office today; 404 for anybody else's."""
    village = access.get_village_for_office(user, slug)
    hat = Membership.objects.current().of(user, village).filter(pk=pk).first()
    if hat is None:
        raise Http404
    hat.village, hat.user = village, user
    return village, hat


def get_invitation_for_manager(user, slug: str, pk: int) -> tuple[Village, Invitation]:
    """An invitation of this village, for its manager."""
    village = access.get_village_for_role(user, slug, Role.MANAGER)
    invitation = Invitation.objects.filter(village=village, pk=pk).first()
    if invitation is None:
        raise Http404
    invitation.village = village
    return village, invitation


def get_waiting_hat(user, slug: str, pk: int, *roles: str) -> tuple[Village, WaitingHat]:
    """A hat of this village that waits or has waited, for who wears one of these hats."""
    village = access.get_village_for_role(user, slug, *roles)
    waiting = (
        WaitingHat.objects.select_related("user", "asked_by", "answered_by")
        .filter(village=village, pk=pk)
        .first()
    )
    if waiting is None:
        raise Http404
    waiting.village = village
    return village, waiting


def get_handover(user, slug: str) -> tuple[Village, Handover | None]:
    """The village and its open handover in which this person has a part, for a manager.

    Platform staff see the newest open one.
    """
    village = access.get_village_for_role(user, slug, Role.MANAGER)
    handovers = Handover.objects.filter(village=village, ended_at__isnull=True)
    if not access.is_platform_staff(user):
        handovers = handovers.filter(Q(leaver=user) | Q(successor=user))
    return village, handovers.select_related("leaver", "successor").order_by("-pk").first()


def _page_in(village: Village, pk: int):
    page = (
        Page.objects.filter(pk=pk, path__startswith=village.page.path, depth__gt=village.page.depth)
        .select_related("owner", "latest_revision__user")
        .first()
    )
    if page is None:
        raise Http404
    specific = page.specific
    specific._village = village
    return specific
