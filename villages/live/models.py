"""Streams and their events: references only, never text."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Stream(models.Model):
    """A numbered sequence of events about one thing; `key` is `kind:ref`."""

    key = models.CharField(max_length=80, unique=True)
    head = models.PositiveBigIntegerField(default=0)
    floor = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class StreamEvent(models.Model):
    """Event `seq` of a stream: what kind, about which row."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=64)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="one_event_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}#{self.seq} {self.kind}"
