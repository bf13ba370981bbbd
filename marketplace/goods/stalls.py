"""What the platform decides about a village's stall: whether it sells, and its own share."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from oscar.core.loading import get_model

from marketplace.forks.partner.choices import StallStatus
from marketplace.goods.errors import NoReason
from marketplace.goods.services import refresh_search
from villages.activity.services import record
from villages.notifications.services import notify
from villages.portal.choices import Role
from villages.portal.models import Membership

Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")


@transaction.atomic
def suspend(*, stall, reason: str, acting_user) -> bool:
    """Nothing of the stall is shown or sold any more; what is ordered is still sent.

    Its managers are told with the reason. False where it was suspended before; raises
    `NoReason` without one.
    """
    if not reason.strip():
        raise NoReason(_("Please write the reason: the village reads it."))
    if not _turn(stall, StallStatus.SUSPENDED):
        return False
    _tell(stall, "stall.suspended", acting_user, reason.strip()[:200])
    return True


@transaction.atomic
def reopen(*, stall, acting_user) -> bool:
    """The stall sells again; its managers are told. False where it did anyway."""
    if not _turn(stall, StallStatus.OPEN):
        return False
    _tell(stall, "stall.reopened", acting_user, "")
    return True


@transaction.atomic
def set_share(*, stall, commission_bp: int, acting_user) -> None:
    """The platform's share of goods from now on; orders that are placed keep theirs."""
    changed = (
        Partner.objects.filter(pk=stall.pk)
        .exclude(commission_bp=commission_bp)
        .update(commission_bp=commission_bp)
    )
    if changed:
        data = {"before": stall.commission_bp, "now": commission_bp}
        record("stall.share", village=stall.village, actor=acting_user, data=data)
        stall.refresh_from_db(fields=["commission_bp"])


def _turn(stall, status: str) -> bool:
    changed = Partner.objects.filter(pk=stall.pk).exclude(status=status).update(status=status)
    stall.refresh_from_db(fields=["status"])
    if changed:
        goods = Product.objects.filter(partner=stall).select_related(
            "partner__village__region", "producer"
        )
        for product in goods:
            refresh_search(product=product)
    return bool(changed)


def _tell(stall, kind: str, acting_user, reason: str) -> None:
    row = record(kind, village=stall.village, actor=acting_user, data={"reason": reason})
    managers = Membership.objects.current().filter(village=stall.village, role=Role.MANAGER)
    for hat in managers.select_related("user"):
        notify(
            user=hat.user,
            kind=kind,
            village=stall.village,
            params={"village": stall.village.name_ko, "reason": reason},
            url=reverse("stall:goods", args=[stall.village.slug]),
            dedupe_key=f"{kind}:{row.pk}",
        )
