"""One row per thing that happened; rows are never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Activity(models.Model):
    """Who did what, where and when. `kind` is `noun.verb`; `ref` names the thing."""

    kind = models.CharField(max_length=40)
    village = models.ForeignKey(
        "villages.Village", on_delete=models.CASCADE, null=True, related_name="+"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ref = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["village", "at"]),
            models.Index(fields=["kind", "at"]),
            models.Index(fields=["actor", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

    def save(self, *args, **kwargs) -> None:
        """Write once; a `TypeError` on any change."""
        if self.pk and not self._state.adding:
            raise TypeError("The log is append-only.")
        super().save(*args, **kwargs)
