"""The tenant: regions, villages, and who wears which hat where."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail.models import Collection

from villages.portal.choices import (
    Accent,
    Preset,
    RegionLevel,
    ResidentStatus,
    Role,
    VillageStatus,
)
from villages.portal.region_names import in_english


class TwoNames(models.Model):
    """A proper name in both languages; `name` is the reader's."""

    name_ko = models.CharField(_("Korean name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_ko if get_language() == "ko" else self.name_en

    @property
    def other_name(self) -> str:
        """The name in the other language, to stand beside it."""
        return self.name_en if get_language() == "ko" else self.name_ko


def from_large_to_small(*names: str) -> str:
    """Names of places, given from the largest on, as the reader's language writes an address."""
    there = [name for name in names if name]
    return " ".join(there) if get_language() == "ko" else ", ".join(reversed(there))


class RegionQuerySet(models.QuerySet):
    """Named filters on the region tree."""

    def within(self, region: "Region") -> "RegionQuerySet":
        """The region and everything below it (the tree is three deep)."""
        return self.filter(Q(pk=region.pk) | Q(parent=region.pk) | Q(parent__parent=region.pk))


class Region(TwoNames):
    """Nation, province or county, with the official legal code."""

    code = models.CharField(_("official code"), max_length=10, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=RegionLevel)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    @property
    def in_words(self) -> str:
        """The name inside a sentence; English ones say “the Republic of Korea”, “Inje County”."""
        return self.name_ko if get_language() == "ko" else in_english(self.name_en)

    @property
    def full_name(self) -> str:
        """A county with its province, in the order of the reader's language."""
        above = self.parent if self.level == RegionLevel.COUNTY else None
        return from_large_to_small(above.name if above else "", self.name)


class VillageQuerySet(models.QuerySet):
    """Named filters on villages."""

    def active(self) -> "VillageQuerySet":
        """Villages that work on the platform."""
        return self.filter(status=VillageStatus.ACTIVE)

    def within(self, region: Region) -> "VillageQuerySet":
        """Villages of the region or of any region below it."""
        return self.filter(region__in=Region.objects.within(region))

    def hold(self, *villages: "Village") -> None:
        """Write the villages' rows as they stand: whoever comes second waits for the commit.

        Begins a transaction that counts before it writes. Their columns stay as they are in
        the database: what was read before may have changed since.
        """
        for village in sorted(villages, key=lambda one: one.pk):
            self.filter(pk=village.pk).update(slug=F("slug"))


class Village(TwoNames):
    """The tenant. Everything a village owns points here or lies under its page."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="villages")
    page = models.OneToOneField(
        "villages.VillagePage", on_delete=models.PROTECT, null=True, related_name="village"
    )
    collection = models.ForeignKey(
        Collection, on_delete=models.PROTECT, null=True, related_name="+"
    )
    managers = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    editors = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    ri_code = models.CharField(_("legal village code"), max_length=10, blank=True)
    township_ko = models.CharField(max_length=40, blank=True)
    township_en = models.CharField(max_length=60, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    preset = models.CharField(_("leads with"), max_length=12, choices=Preset, default=Preset.MIXED)
    accent = models.CharField(_("colour"), max_length=12, choices=Accent, default=Accent.PINE)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), default=0)
    population = models.PositiveIntegerField(_("residents"), default=0)
    specialties = models.JSONField(_("specialties"), default=list, blank=True)
    phone = models.CharField(_("phone of the centre"), max_length=30, blank=True)
    status = models.CharField(max_length=10, choices=VillageStatus, default=VillageStatus.ACTIVE)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("is part of"),
    )
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = VillageQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("village")
        verbose_name_plural = _("villages")
        indexes = [models.Index(fields=["status", "region"])]

    def get_absolute_url(self) -> str:
        """The portal, by path; the same on every host."""
        return f"/villages/{self.slug}/"

    @property
    def is_open(self) -> bool:
        """Whether the portal can be read; one query where the page was not asked for before."""
        return self.page is not None and self.page.live

    def get_office_url(self) -> str:
        """The village office."""
        return reverse("office:home", args=[self.slug])

    @property
    def township(self) -> str:
        """Town or township in the reader's language."""
        return self.township_ko if get_language() == "ko" else self.township_en

    @property
    def place(self) -> str:
        """County and township, in the order of the reader's language."""
        return from_large_to_small(self.region.name, self.township)

    @property
    def placed_name(self) -> str:
        """The village's name with its county, in the order of the reader's language."""
        return from_large_to_small(self.region.name, self.name)


class MembershipQuerySet(models.QuerySet):
    """Named filters on hats."""

    def current(self) -> "MembershipQuerySet":
        """Hats worn today."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))

    def of(self, user, village: Village) -> "MembershipQuerySet":
        """One person's hats in one village."""
        return self.filter(user=user, village=village)

    def lasting_managers(self, village: Village) -> "MembershipQuerySet":
        """Managers with an account that works and no last day set."""
        return self.filter(
            village=village, role=Role.MANAGER, until__isnull=True, user__is_active=True
        )


class Membership(models.Model):
    """One hat of one person in one village; the source of truth for every right."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("hat"), max_length=12, choices=Role)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("hat")
        verbose_name_plural = _("hats")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "village", "role"], name="one_hat_of_a_kind_per_village"
            )
        ]
        indexes = [models.Index(fields=["village", "role"])]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.village}"


class OfficerPost(models.Model):
    """A dated post: whose statistics a public officer may read."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts_held"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="officers")
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("officer's post")
        verbose_name_plural = _("officers' posts")
        constraints = [
            models.UniqueConstraint(fields=["user", "region", "since"], name="one_post_per_start")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.region}"


class Resident(models.Model):
    """An entry of the village's own list: a person, with or without an account.

    `register_no` is the list's running number; never a resident registration number.
    """

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="residents")
    register_no = models.PositiveIntegerField(_("number on the list"))
    name = models.CharField(_("name"), max_length=60)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="resident_entries",
    )
    status = models.CharField(max_length=10, choices=ResidentStatus, default=ResidentStatus.LIVING)

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "register_no"], name="register_number_once_per_village"
            ),
            models.UniqueConstraint(
                fields=["village", "user"],
                condition=Q(user__isnull=False),
                name="account_once_per_village_list",
            ),
        ]

    def __str__(self) -> str:
        return self.name
