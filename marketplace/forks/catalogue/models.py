"""Products and categories with the columns a village market needs."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from oscar.apps.catalogue.abstract_models import AbstractCategory, AbstractProduct
from oscar.apps.catalogue.managers import ProductQuerySet as OscarProductQuerySet

from marketplace.forks.catalogue.choices import Storage

MONTH = [MinValueValidator(1), MaxValueValidator(12)]


def _in_reader(ko: str, en: str) -> str:
    """The reader's version; the other one where it is missing."""
    return (ko or en) if get_language() == "ko" else (en or ko)


class Category(AbstractCategory):
    """A shelf of the market; Oscar's `name` holds the English one."""

    name_ko = models.CharField(_("Korean name"), max_length=80, blank=True)
    icon = models.CharField(max_length=40, blank=True)

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return _in_reader(self.name_ko, self.name)

    @property
    def other_label(self) -> str:
        """The name in the other language."""
        return self.name if get_language() == "ko" else self.name_ko

    def get_absolute_url(self) -> str:
        """The shelf's own page."""
        return reverse("goods:category", args=[self.slug])


class ProductQuerySet(OscarProductQuerySet):
    """Named filters on goods."""

    def browsable(self) -> "ProductQuerySet":
        """What the market shows: public goods of open stalls of living villages."""
        return super().browsable().filter(partner__status="open", partner__village__status="active")

    def in_season(self, month: int) -> "ProductQuerySet":
        """Goods whose season has this month; a season may run over New Year."""
        within = Q(season_start__lte=month, season_end__gte=month)
        over = Q(season_start__gt=models.F("season_end")) & (
            Q(season_start__lte=month) | Q(season_end__gte=month)
        )
        return self.filter(within | over)

    def for_cards(self) -> "ProductQuerySet":
        """All a card shows but the sizes of its picture, in one query."""
        return self.select_related("partner__village__region", "image")


class Product(AbstractProduct):
    """Something a village sells. Texts stand in two columns; `name` is the reader's.

    Oscar's `title` and `description` keep the Korean words; its own image table stays
    empty, pictures are the villages' (`media.VillageImage`). `price_won` and
    `available_qty` follow the stock record, so that lists need no join.
    """

    partner = models.ForeignKey(
        "partner.Partner", on_delete=models.PROTECT, null=True, related_name="products"
    )
    producer = models.ForeignKey(
        "goods.Producer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
    )
    image = models.ForeignKey(
        "media.VillageImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    specialty = models.SlugField(_("specialty"), max_length=40, blank=True)
    title_ko = models.CharField(_("name in Korean"), max_length=120, blank=True)
    title_en = models.CharField(_("name in English"), max_length=120, blank=True)
    description_ko = models.TextField(_("description in Korean"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    origin_ko = models.CharField(_("origin in Korean"), max_length=120, blank=True)
    origin_en = models.CharField(_("origin in English"), max_length=120, blank=True)
    unit_ko = models.CharField(_("unit in Korean"), max_length=60, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=60, blank=True)
    storage = models.CharField(_("kept"), max_length=10, choices=Storage, default=Storage.AMBIENT)
    season_start = models.PositiveSmallIntegerField(
        _("season begins (month)"), null=True, blank=True, validators=MONTH
    )
    season_end = models.PositiveSmallIntegerField(
        _("season ends (month)"), null=True, blank=True, validators=MONTH
    )
    price_won = models.PositiveIntegerField(_("price in won"), default=0)
    available_qty = models.PositiveIntegerField(_("left to buy"), default=0)
    max_per_buyer = models.PositiveIntegerField(_("most per buyer"), null=True, blank=True)
    tax_exempt = models.BooleanField(_("free of VAT (fresh farm produce)"), default=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta(AbstractProduct.Meta):
        indexes = [
            models.Index(fields=["partner", "is_public"]),
            models.Index(fields=["price_won"]),
        ]

    def save(self, *args, **kwargs) -> None:
        """Keep Oscar's own text columns in step."""
        self.title = self.title_ko or self.title_en or self.title
        self.description = self.description_ko or self.description_en or self.description
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The one address of the product, on every host and in every language."""
        return reverse("goods:product", args=[self.pk])

    def get_title(self) -> str:
        """What order lines and mails say."""
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return _in_reader(self.title_ko, self.title_en) or self.title

    @property
    def other_name(self) -> str:
        """The name in the other language, to stand beside it; empty where there is none."""
        other = self.title_en if get_language() == "ko" else self.title_ko
        return other if other != self.name else ""

    @property
    def text(self) -> str:
        """The description in the reader's language."""
        return _in_reader(self.description_ko, self.description_en) or self.description

    @property
    def origin(self) -> str:
        """Where it comes from, in the reader's language."""
        return _in_reader(self.origin_ko, self.origin_en)

    @property
    def unit(self) -> str:
        """What one of it is, in the reader's language: "600 g jar"."""
        return _in_reader(self.unit_ko, self.unit_en)

    @property
    def season(self) -> list[int]:
        """The months of its season in order; empty where it is sold all year."""
        if not (self.season_start and self.season_end):
            return []
        length = (self.season_end - self.season_start) % 12 + 1
        return [(self.season_start + i - 1) % 12 + 1 for i in range(length)]

    @property
    def is_in_season(self) -> bool:
        """Whether this is a month of its season."""
        return timezone.localdate().month in self.season

    @property
    def is_perishable(self) -> bool:
        """Whether it cannot come back once sent, because it spoils."""
        return self.storage != Storage.AMBIENT


from oscar.apps.catalogue.models import *
