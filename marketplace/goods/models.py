"""Producers, legal product information and photos beside Oscar's product."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.goods.legal import InfoKind
from villages.core import pictures


class Producer(models.Model):
    """A person or a group that grows or makes things for a village's stall."""

    partner = models.ForeignKey(
        "partner.Partner", on_delete=models.PROTECT, related_name="producers"
    )
    name_ko = models.CharField(_("Korean name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    about_ko = models.TextField(_("about, in Korean"), blank=True)
    about_en = models.TextField(_("about, in English"), blank=True)
    since = models.PositiveSmallIntegerField(_("sells since (year)"), null=True, blank=True)

    class Meta:
        verbose_name = _("producer")
        verbose_name_plural = _("producers")
        ordering = ["name_ko"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "name_ko"], name="producer_once_per_stall")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_ko if get_language() == "ko" else (self.name_en or self.name_ko)

    @property
    def about(self) -> str:
        """What the producer says, in the reader's language."""
        first, second = (self.about_ko, self.about_en)
        return (first or second) if get_language() == "ko" else (second or first)


class ProductInfo(models.Model):
    """What the law wants said about a product; the keys are those of its kind."""

    product = models.OneToOneField(
        "catalogue.Product", on_delete=models.CASCADE, related_name="info"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=InfoKind, default=InfoKind.FRESH)
    facts_ko = models.JSONField(_("facts in Korean"), default=dict, blank=True)
    facts_en = models.JSONField(_("facts in English"), default=dict, blank=True)

    class Meta:
        verbose_name = _("legal product information")
        verbose_name_plural = _("legal product information")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.product_id}"

    @property
    def facts(self) -> dict[str, str]:
        """The facts in the reader's language, the other one's where they are missing."""
        pair = (self.facts_ko, self.facts_en)
        first, second = pair if get_language() == "ko" else pair[::-1]
        return {**second, **{key: value for key, value in first.items() if value}}


class ProductPhoto(models.Model):
    """A place of a picture among a product's photos, and what is on it, in words.

    The words stand here and not on the picture, which other pages may show too.
    """

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.CASCADE, related_name="photos"
    )
    image = models.ForeignKey("media.VillageImage", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    alt_ko = models.CharField(_("what is on the picture, in Korean"), max_length=200, blank=True)
    alt_en = models.CharField(_("what is on the picture, in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("photo of a product")
        verbose_name_plural = _("photos of products")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "image"], name="photo_once_per_product")
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.product_id}"

    @property
    def words(self) -> str:
        """What is on it, for the reader; the product's name where nobody said."""
        pair = (self.alt_ko, self.alt_en)
        first, second = pair if get_language() == "ko" else pair[::-1]
        return first or second or pictures.words(self.image) or self.product.name

    @property
    def is_cut_out(self) -> bool:
        """Whether it shows a thing without its surroundings: square, and no photograph's file."""
        is_photograph = self.image.file.name.endswith((".jpg", ".jpeg"))
        return self.image.width == self.image.height and not is_photograph
