"""What can be found: one row per thing and language."""

from django.db import models
from django.utils import timezone


class SearchDoc(models.Model):
    """A findable thing. `grams` and `title_grams` are made from text and title.

    `audience` is `public`, `village:<pk>` (its members) or `staff`.
    """

    kind = models.CharField(max_length=32)
    ref = models.CharField(max_length=64)
    village = models.ForeignKey(
        "villages.Village", on_delete=models.CASCADE, null=True, related_name="+"
    )
    audience = models.CharField(max_length=32, default="public")
    language = models.CharField(max_length=5, blank=True)
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    title_grams = models.TextField(blank=True)
    grams = models.TextField(blank=True)
    url = models.CharField(max_length=255)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref", "language"], name="one_doc_per_thing")
        ]
        indexes = [models.Index(fields=["kind", "village"])]

    def __str__(self) -> str:
        return self.title
