"""Ties of a village: sister villages on the platform, and bodies outside it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from villages.core.tongues import Said, said
from villages.portal.choices import BodyKind
from villages.portal.models.content import IndexPage
from villages.portal.models.tenancy import Village


class TiesPage(IndexPage):
    """Sister villages and partners, with what is done together."""

    address = "ties"
    max_count_per_parent = 1
    subpage_types: list[str] = []
    template = "villages/ties.html"

    class Meta:
        verbose_name = _("ties")

    def get_context(self, request, *args, **kwargs) -> dict:
        """The sisters and the partners."""
        from villages.portal.ties import ties_of

        context = super(IndexPage, self).get_context(request, *args, **kwargs)
        return context | {"village": self.village, **ties_of(self.village)}


class Tie(models.Model):
    """Since when, and what is done together."""

    since = models.PositiveSmallIntegerField(_("since which year"), null=True, blank=True)
    together = models.CharField(_("what is done together"), max_length=300, blank=True)
    together_en = models.CharField(_("the same in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def said_together(self) -> Said:
        """What is done together, for the reader."""
        return said(self.together, self.together_en)


class SisterVillage(Tie):
    """Another village of the platform."""

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="sisters")
    sister = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("sister village")
        verbose_name_plural = _("sister villages")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["village", "sister"], name="one_tie_a_sister"),
            models.CheckConstraint(condition=~Q(village=F("sister")), name="no_own_sister"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} – {self.sister_id}"


class PartnerBody(Tie):
    """A company, a school, an office or a group."""

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=BodyKind)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def said_name(self) -> Said:
        """The name for the reader."""
        return said(self.name, self.name_en)
