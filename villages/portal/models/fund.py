"""The common fund: an open book of lines that never change, and what residents ask about them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.portal.models.tenancy import Village


class FundLine(models.Model):
    """One movement of the fund in whole won; spent money is negative.

    A line never changes. A mistake is set right by a second line that takes it back.
    """

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="fund_lines")
    number = models.PositiveIntegerField(_("number"))
    on = models.DateField(_("day"), default=timezone.localdate)
    text = models.CharField(_("what for"), max_length=140)
    amount = models.BigIntegerField(_("amount"))
    balance = models.BigIntegerField(_("balance"))
    receipt = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    takes_back = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, related_name="taken_back_by"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("line of the common fund")
        verbose_name_plural = _("common fund")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["village", "number"], name="fund_numbers_in_a_row"),
            models.CheckConstraint(condition=~Q(amount=0), name="fund_line_moves_money"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def spent(self) -> int:
        """What went out, in whole won; 0 for income."""
        return max(-self.amount, 0)

    @property
    def received(self) -> int:
        """What came in, in whole won; 0 for spending."""
        return max(self.amount, 0)


class FundQuestion(models.Model):
    """What a resident asks about a line; the committee must answer. The asker is not shown."""

    line = models.ForeignKey(FundLine, on_delete=models.CASCADE, related_name="questions")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.CharField(_("question"), max_length=500)
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("question about the fund")
        verbose_name_plural = _("questions about the fund")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "asker"],
                condition=Q(answered_at__isnull=True, asker__isnull=False),
                name="one_open_question_a_line_and_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("at")),
                name="answered_after_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
