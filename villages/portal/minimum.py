"""Two people as a minimum: nobody approves their own text, so a village needs two who can.

Whoever acts is asked first; nobody is held back.
"""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from villages.portal.choices import APPROVER_ROLES
from villages.portal.errors import TooFewPeople
from villages.portal.models import Membership, Village

FEWEST = 2


def _lasting():
    """The hats of people who can approve and have no last day, with an account that works."""
    return Membership.objects.filter(
        role__in=APPROVER_ROLES, until__isnull=True, user__is_active=True
    )


def people_left(village: Village, *, without: Membership, joining=None) -> set[int]:
    """Who can approve after this hat is off, and with it on `joining`; one query."""
    left = set(
        _lasting().filter(village=village).exclude(pk=without.pk).values_list("user", flat=True)
    )
    return left | ({joining.pk} if joining is not None else set())


def ask_first(village: Village, *, without: Membership, joining=None) -> None:
    """Raises `TooFewPeople` where this hat's going leaves fewer than two who can approve."""
    if without.role not in APPROVER_ROLES:
        return
    left = people_left(village, without=without, joining=joining)
    if without.user_id not in left and len(left) < FEWEST:
        raise TooFewPeople(len(left))


def _approvers():
    """How many can approve and have no last day, of the village around."""
    rows = _lasting().filter(village=OuterRef("pk")).order_by().values("village")
    count = Subquery(rows.annotate(n=Count("user", distinct=True)).values("n"))
    return Coalesce(count, 0)


def with_approvers(villages):
    """Each village with `approvers`: how many can approve and have no last day; no query more."""
    return villages.annotate(approvers=_approvers())


def too_few(villages):
    """Those of the villages that look for people: fewer than two can approve. Counted once:
    the villages do not bring the number along."""
    return villages.alias(approvers=_approvers()).filter(approvers__lt=FEWEST)
