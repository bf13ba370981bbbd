"""What a village asks for sending its parcels, and which postcodes cost more."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.delivery.choices import Zone
from marketplace.forks.catalogue.choices import Storage

POSTCODE = RegexValidator(r"^\d{5}$", _("A postcode has five digits."))


class DeliveryPolicy(models.Model):
    """The fees of one stall for one kind of parcel, in whole won."""

    partner = models.ForeignKey(
        "partner.Partner", on_delete=models.CASCADE, related_name="delivery_policies"
    )
    storage = models.CharField(
        _("kind of parcel"), max_length=10, choices=Storage, default=Storage.AMBIENT
    )
    base_fee = models.PositiveIntegerField(_("fee"), default=3500)
    free_over = models.PositiveIntegerField(_("free from"), null=True, blank=True)
    jeju_extra = models.PositiveIntegerField(_("extra to Jeju"), default=3000)
    island_extra = models.PositiveIntegerField(_("extra to other islands"), default=5000)

    class Meta:
        verbose_name = _("delivery policy")
        verbose_name_plural = _("delivery policies")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "storage"], name="one_policy_per_kind_of_parcel"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.get_storage_display()}"


class ZoneRange(models.Model):
    """A range of postcodes that carriers ask more for."""

    zone = models.CharField(_("zone"), max_length=10, choices=Zone)
    first = models.CharField(_("from"), max_length=5, validators=[POSTCODE])
    last = models.CharField(_("to"), max_length=5, validators=[POSTCODE])

    class Meta:
        verbose_name = _("postcode range")
        verbose_name_plural = _("postcode ranges")
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="range_runs_forward")
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last} {self.get_zone_display()}"
