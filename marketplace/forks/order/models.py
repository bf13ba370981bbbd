"""The order: one per checkout, one payment, one part per village."""

from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder

from marketplace.forks.order.choices import Channel, OrderStatus

SALT = "marketplace.order"


class Order(AbstractOrder):
    """One checkout. The order exists, and holds its stock, before any money moves."""

    status = models.CharField(
        _("state"), max_length=100, choices=OrderStatus, default=OrderStatus.PENDING
    )
    expires_at = models.DateTimeField(_("held until"), null=True, blank=True)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    locale = models.CharField(max_length=5, default="ko")
    contact_name = models.CharField(_("buyer"), max_length=60, blank=True)
    contact_phone = models.CharField(_("buyer's phone"), max_length=20, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.ONLINE)
    resident = models.ForeignKey(
        "villages.Resident",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta(AbstractOrder.Meta):
        constraints = [models.UniqueConstraint(fields=["basket"], name="one_order_per_basket")]
        indexes = [models.Index(fields=["status", "expires_at"])]

    def get_absolute_url(self) -> str:
        """The order's page with the signature that opens it without an account."""
        return reverse("orders:detail", args=[self.number, self.signature])

    @property
    def signature(self) -> str:
        """What proves that a link was given out by us."""
        return Signer(salt=SALT).signature(self.number)[:20]

    def is_signed_by(self, signature: str) -> bool:
        """Whether the signature belongs to this order."""
        return constant_time_compare(self.signature, signature)

    @property
    def email(self) -> str:
        """Where the order's mails go; may be empty."""
        return self.guest_email or (self.user.email if self.user else "") or ""

    @property
    def total(self) -> int:
        """What is paid, in whole won."""
        return int(self.total_incl_tax)

    @property
    def goods_total(self) -> int:
        """The goods alone, in whole won."""
        return int(self.total_incl_tax - self.shipping_incl_tax)

    @property
    def shipping_total(self) -> int:
        """The delivery alone, in whole won."""
        return int(self.shipping_incl_tax)

    @property
    def is_pending(self) -> bool:
        """Whether it waits for its payment."""
        return self.status == OrderStatus.PENDING


class Line(AbstractLine):
    """One kind of thing in an order; it belongs to one village's part."""

    village_order = models.ForeignKey(
        "orders.VillageOrder", on_delete=models.CASCADE, null=True, related_name="lines"
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)

    @property
    def amount(self) -> int:
        """What the line costs, in whole won."""
        return int(self.line_price_incl_tax)


from oscar.apps.order.models import *
