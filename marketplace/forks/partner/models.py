"""The stall (Oscar's partner) of a village, and stock that cannot be oversold."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from oscar.apps.partner.abstract_models import AbstractPartner, AbstractStockRecord
from oscar.apps.partner.exceptions import InvalidStockAdjustment

from marketplace.forks.partner.choices import StallStatus

ALLOCATED = Coalesce(F("num_allocated"), 0)


class PartnerQuerySet(models.QuerySet):
    """Named filters on stalls."""

    def selling(self) -> "PartnerQuerySet":
        """Stalls whose goods are shown: open, and the village works on the platform."""
        return self.filter(status=StallStatus.OPEN, village__status="active")


class Partner(AbstractPartner):
    """A village's stall. Who acts for it is said by `villages.Membership` alone."""

    village = models.OneToOneField(
        "villages.Village", on_delete=models.PROTECT, null=True, related_name="stall"
    )
    status = models.CharField(
        _("state"), max_length=10, choices=StallStatus, default=StallStatus.OPEN
    )
    holiday_until = models.DateField(_("closed until"), null=True, blank=True)
    commission_bp = models.PositiveIntegerField(
        _("commission in hundredths of a per cent"), default=300
    )
    legal_name_ko = models.CharField(_("seller, in Korean"), max_length=120, blank=True)
    legal_name_en = models.CharField(_("seller, in English"), max_length=120, blank=True)
    representative = models.CharField(_("representative"), max_length=60, blank=True)
    address = models.CharField(_("address of the seller"), max_length=200, blank=True)
    business_no = models.CharField(_("business number"), max_length=20, blank=True)
    mail_order_no = models.CharField(_("mail-order number"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta(AbstractPartner.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(commission_bp__lte=10_000), name="commission_is_a_share"
            )
        ]

    @property
    def legal_name(self) -> str:
        """The seller's name in the reader's language."""
        names = (self.legal_name_ko, self.legal_name_en)
        return (names[0] if get_language() == "ko" else names[1]) or self.display_name

    @property
    def share(self) -> str:
        """The platform's share of goods in per cent: `3`, `2.5`."""
        return f"{self.commission_bp / 100:g}"

    @property
    def is_on_holiday(self) -> bool:
        """Whether the stall rests today."""
        return bool(self.holiday_until and self.holiday_until >= timezone.localdate())

    @property
    def is_selling(self) -> bool:
        """Whether goods of this stall can be bought today."""
        return (
            self.status == StallStatus.OPEN
            and not self.is_on_holiday
            and (self.village is None or self.village.status == "active")
        )


class StockRecord(AbstractStockRecord):
    """Stock and price of one product. Every change is one conditional UPDATE.

    `select_for_update` is nothing on SQLite; the WHERE clause and the CHECK hold on
    both databases. Oscar's save signals are sent by hand: the list columns of the
    product follow them.
    """

    class Meta(AbstractStockRecord.Meta):
        unique_together = ("partner", "partner_sku")
        constraints = [
            models.UniqueConstraint(fields=["product"], name="one_stockrecord_per_product"),
            models.CheckConstraint(
                condition=Q(num_allocated__isnull=True)
                | Q(num_allocated__gte=0, num_allocated__lte=F("num_in_stock")),
                name="allocated_within_stock",
            ),
        ]

    def allocate(self, quantity: int) -> None:
        """Reserve `quantity`; `InvalidStockAdjustment` where so much is not there."""
        wanted = ALLOCATED + quantity
        self._change({"num_in_stock__gte": wanted}, num_allocated=wanted)

    def cancel_allocation(self, quantity: int) -> None:
        """Give a reservation back; `InvalidStockAdjustment` where it was not held."""
        self._change({"num_allocated__gte": quantity}, num_allocated=ALLOCATED - quantity)

    def consume_allocation(self, quantity: int) -> None:
        """Take reserved goods out of the stock: they left the village."""
        self._change(
            {"num_allocated__gte": quantity, "num_in_stock__gte": quantity},
            num_allocated=ALLOCATED - quantity,
            num_in_stock=F("num_in_stock") - quantity,
        )

    def adjust(self, delta: int) -> None:
        """Add to the stock or take from it, never below what is reserved."""
        self._change(
            {"num_in_stock__gte": ALLOCATED - delta}, num_in_stock=F("num_in_stock") + delta
        )

    def _change(self, condition: dict, **columns) -> None:
        if not self.can_track_allocations:
            return
        self.pre_save_signal()
        changed = type(self).objects.filter(pk=self.pk, **condition).update(**columns)
        if not changed:
            raise InvalidStockAdjustment(_("There is not enough of it left."))
        self.refresh_from_db(fields=["num_allocated", "num_in_stock"])
        self.post_save_signal()


from oscar.apps.partner.models import *
