"""Certificates: written once, revocable, never deleted by a change elsewhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models.progress import ONE_PERSON
from learning.models.quiz import words


class Certificate(models.Model):
    """What a person finished, as it was on the day of issue; one per person and course."""

    code = models.CharField(_("code"), max_length=24, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="certificates",
    )
    resident = models.ForeignKey(
        "villages.Resident",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="certificates",
    )
    course_key = models.UUIDField(_("course key"))
    version_n = models.PositiveSmallIntegerField(default=1)
    title_ko = models.CharField(_("Korean title"), max_length=255)
    title_en = models.CharField(_("English title"), max_length=255)
    name = models.CharField(_("name"), max_length=160)
    village = models.ForeignKey(
        "villages.Village", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    village_ko = models.CharField(max_length=120, blank=True)
    village_en = models.CharField(max_length=120, blank=True)
    lessons = models.PositiveSmallIntegerField(_("lessons"), default=0)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1)
    score = models.PositiveSmallIntegerField(_("quiz score in percent"), null=True)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    credential = models.TextField(blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(condition=ONE_PERSON, name="certificate_names_one_person"),
            models.UniqueConstraint(
                fields=["user", "course_key"],
                condition=Q(user__isnull=False),
                name="one_certificate_per_account",
            ),
            models.UniqueConstraint(
                fields=["resident", "course_key"],
                condition=Q(resident__isnull=False),
                name="one_certificate_per_resident",
            ),
        ]
        indexes = [models.Index(fields=["village", "issued_at"])]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """The holder's own page."""
        return reverse("learning:certificate", args=[self.code])

    def get_verify_url(self) -> str:
        """The page for strangers."""
        return reverse("learning:verify", args=[self.code])

    @property
    def title(self) -> str:
        """The course, in the reader's language."""
        return words({"ko": self.title_ko, "en": self.title_en})

    @property
    def other_title(self) -> str:
        """The course, in the other language."""
        return self.title_en if self.title == self.title_ko else self.title_ko

    @property
    def village_name(self) -> str:
        """The village, in the reader's language."""
        return words({"ko": self.village_ko, "en": self.village_en})
