"""One village's part of an order, and the parcels it sends."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.delivery.choices import TRACKING_URLS, Carrier
from marketplace.orders.choices import OPEN_PARTS, PartStatus


class VillageOrder(models.Model):
    """What one stall sells within an order; all money is frozen whole won.

    `commission` is the platform's share of the goods; `net` is what the village gets.
    `delivery` keeps the quote of each kind of parcel as it was shown.
    """

    order = models.ForeignKey(
        "order.Order", on_delete=models.CASCADE, related_name="village_orders"
    )
    partner = models.ForeignKey(
        "partner.Partner", on_delete=models.PROTECT, related_name="village_orders"
    )
    village = models.ForeignKey(
        "villages.Village", on_delete=models.PROTECT, related_name="village_orders"
    )
    seq = models.PositiveSmallIntegerField(_("part"))
    status = models.CharField(
        _("state"), max_length=10, choices=PartStatus, default=PartStatus.PENDING
    )
    items = models.PositiveIntegerField(_("goods"))
    shipping = models.PositiveIntegerField(_("delivery"))
    commission_bp = models.PositiveIntegerField(_("commission in hundredths of a per cent"))
    commission = models.PositiveIntegerField(_("commission"))
    net = models.PositiveIntegerField(_("for the village"))
    delivery = models.JSONField(_("quote"), default=list)
    placed_at = models.DateTimeField(_("ordered"))
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    prepared_at = models.DateTimeField(_("packing begun"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("sent"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    class Meta:
        verbose_name = _("village's part of an order")
        verbose_name_plural = _("villages' parts of orders")
        ordering = ["order", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["order", "partner"], name="one_part_per_stall"),
            models.CheckConstraint(
                condition=Q(net=F("items") + F("shipping") - F("commission")),
                name="village_share_adds_up",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "status", "placed_at"]),
            models.Index(fields=["status", "paid_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.village}"

    @property
    def total(self) -> int:
        """Goods and delivery, in whole won."""
        return self.items + self.shipping

    @property
    def number(self) -> str:
        """The number a village reads out on the phone."""
        return f"{self.order.number}-{self.seq}"

    @property
    def can_be_cancelled(self) -> bool:
        """Whether the buyer may still cancel by one click: nothing is packed yet."""
        return self.status == PartStatus.PAID

    @property
    def is_open(self) -> bool:
        """Whether the village has still to send it."""
        return self.status in OPEN_PARTS

    @property
    def steps(self) -> list[dict]:
        """The timeline: what is done, where it stands, what comes."""
        rows = [
            ("check", PartStatus.PAID, _("Paid"), self.paid_at),
            ("package", PartStatus.PREPARING, _("Being packed"), self.prepared_at),
            ("truck", PartStatus.SHIPPED, _("On the way"), self.shipped_at),
            ("house", PartStatus.DELIVERED, _("Delivered"), self.delivered_at),
        ]
        order = [status for _icon, status, _label, _at in rows]
        here = order.index(self.status) if self.status in order else -1
        return [
            {
                "icon": icon,
                "label": label,
                "at": at,
                "state": "done"
                if place < here or self.status == PartStatus.DELIVERED
                else "here"
                if place == here
                else "",
            }
            for place, (icon, _status, label, at) in enumerate(rows)
        ]


class Parcel(models.Model):
    """One parcel of a village's part, with the number its carrier gave."""

    village_order = models.ForeignKey(
        VillageOrder, on_delete=models.CASCADE, related_name="parcels"
    )
    carrier = models.CharField(_("carrier"), max_length=10, choices=Carrier)
    tracking = models.CharField(_("tracking number"), max_length=40, blank=True)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        constraints = [
            models.UniqueConstraint(
                fields=["village_order", "carrier", "tracking"], name="one_row_per_parcel"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_carrier_display()} {self.tracking}"

    @property
    def url(self) -> str:
        """The carrier's page for this parcel; empty where there is none."""
        pattern = TRACKING_URLS.get(self.carrier, "")
        return pattern.format(self.tracking) if pattern and self.tracking else ""
