"""Reports, the queue they make, and what was decided."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why somebody reports a text."""

    RUDE = "rude", _("Rude or hurtful")
    SPAM = "spam", _("Advertising")
    PRIVATE = "private", _("Private things of somebody")
    FALSE = "false", _("Not true, could do harm")
    OTHER = "other", _("Something else")


class QueueState(models.TextChoices):
    """Where a reported thing stands."""

    OPEN = "open", _("Waits")
    HIDDEN = "hidden", _("Hidden")
    KEPT = "kept", _("Kept")


class QueueItem(models.Model):
    """A reported thing: `kind` and `ref` name it; `version` guards the decision."""

    kind = models.CharField(max_length=32)
    ref = models.CharField(max_length=64)
    village = models.ForeignKey(
        "villages.Village", on_delete=models.CASCADE, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=QueueState, default=QueueState.OPEN)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref"], name="one_queue_item_per_thing")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class Report(models.Model):
    """One person's report of one thing; the author never learns who."""

    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(max_length=10, choices=Reason)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "reporter"], name="one_report_per_person_and_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.reason}"


class Decision(models.Model):
    """What a moderator did and why; append-only."""

    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="decisions")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=QueueState)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.item} · {self.state}"
