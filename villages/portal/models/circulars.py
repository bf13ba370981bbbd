"""Circulars to the people of a village, and who has read them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.core.tongues import Said, said
from villages.portal.models.tenancy import Village


class Circular(models.Model):
    """A letter to everybody with a hat in the village on the day it goes out."""

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="circulars")
    title = models.CharField(_("title"), max_length=90)
    text = models.TextField(_("text"), max_length=4000)
    title_en = models.CharField(_("title in English"), max_length=90, blank=True)
    text_en = models.TextField(_("text in English"), max_length=4000, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("circular")
        verbose_name_plural = _("circulars")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where its readers read it."""
        return reverse("village:circular", args=[self.village.slug, self.pk])

    @property
    def said_title(self) -> Said:
        """The title for the reader."""
        return said(self.title, self.title_en)

    @property
    def said_text(self) -> Said:
        """The text for the reader."""
        return said(self.text, self.text_en)


class CircularReceipt(models.Model):
    """One reader of a circular; `read_at` is set by the reader's own tap."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="receipts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="circular_receipts"
    )
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reader of a circular")
        verbose_name_plural = _("readers of a circular")
        constraints = [
            models.UniqueConstraint(fields=["circular", "user"], name="one_receipt_a_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} {self.user_id}"
