"""Indicators, what was observed, how far the counting has come, and page views."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from invil.adoption.choices import (
    Aggregation,
    Direction,
    Kind,
    PeriodKind,
    Source,
    unit_in_words,
)

NATION = "00"


class Indicator(models.Model):
    """What is measured. A changed definition is a new version, never an edit."""

    key = models.CharField(_("key"), max_length=60)
    version = models.CharField(_("version"), max_length=60, default="1")
    label_en = models.CharField(_("English name"), max_length=120)
    label_ko = models.CharField(_("Korean name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.HIGHER)
    decimals = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COUNTED)
    aggregation = models.CharField(max_length=10, choices=Aggregation, default=Aggregation.SUM)
    group = models.CharField(max_length=20, blank=True)
    definition_en = models.TextField(_("English definition"))
    definition_ko = models.TextField(_("Korean definition"), blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source_note = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "key", "version"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="indicator_version_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.label_ko if get_language() == "ko" else self.label_en

    @property
    def definition(self) -> str:
        """The definition in the reader's language, else in English."""
        own = self.definition_ko if get_language() == "ko" else ""
        return own or self.definition_en

    @property
    def unit_words(self) -> str:
        """The unit in the reader's language."""
        return unit_in_words(self.unit)

    @property
    def counts_people(self) -> bool:
        """Whether a figure is a number of persons, so that small ones are hidden."""
        return self.aggregation == Aggregation.PEOPLE


class Observation(models.Model):
    """One figure of one indicator, place and period. No row stands for zero.

    A village's row keeps the county it lay in when it was counted, so history stays
    where it happened; a region's row has no village. `n` is how many things or people
    were counted. `evidence` is for figures whose rows cannot be found by indicator,
    place and period. `source_ref` tells published figures of one period apart.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    village = models.ForeignKey(
        "villages.Village", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey("villages.Region", on_delete=models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=10, choices=PeriodKind)
    starts_on = models.DateField(_("starts on"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    n = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.COUNTED)
    evidence = models.JSONField(null=True, blank=True)
    source_ref = models.CharField(max_length=400, default="", blank=True)
    note = models.CharField(max_length=400, default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "village", "period_kind", "starts_on", "source_ref"],
                condition=Q(village__isnull=False),
                name="village_observed_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "region", "period_kind", "starts_on", "source_ref"],
                condition=Q(village__isnull=True),
                name="region_observed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "period_kind", "starts_on"]),
            models.Index(fields=["indicator", "period_kind", "starts_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.starts_on}: {self.value}"


class FillState(models.Model):
    """How far an indicator is counted; `filled_until` itself may still have been running."""

    indicator = models.OneToOneField(Indicator, on_delete=models.CASCADE, related_name="fill_state")
    filled_until = models.DateField(null=True)
    recounted_on = models.DateField(null=True)
    lease_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.indicator_id} until {self.filled_until}"


class VillagePlace(models.Model):
    """The county a village lay in from a day on; written by the fill when it changes."""

    village = models.ForeignKey("villages.Village", on_delete=models.CASCADE, related_name="+")
    region = models.ForeignKey("villages.Region", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["village", "since"], name="one_place_a_day")]

    def __str__(self) -> str:
        return f"{self.village_id} in {self.region_id} since {self.since}"


class VisitCount(models.Model):
    """Views of a village's public pages on one day, without cookies or addresses.

    `visits` counts page views; `visitors` counts those that came from elsewhere
    (no page of ours led there), an estimate of how often somebody came by.
    """

    village = models.ForeignKey("villages.Village", on_delete=models.CASCADE, related_name="+")
    page_kind = models.CharField(max_length=30)
    day = models.DateField()
    visits = models.PositiveIntegerField(default=0)
    visitors = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["village", "page_kind", "day"], name="visits_counted_once"
            )
        ]
        indexes = [models.Index(fields=["day"])]

    def __str__(self) -> str:
        return f"{self.village_id} {self.page_kind} {self.day}: {self.visits}"
