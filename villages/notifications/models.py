"""The inbox, and the outbox of what leaves the platform."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Notification(models.Model):
    """One line in a person's inbox; the words follow from kind and params when read."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbox"
    )
    kind = models.CharField(max_length=40)
    village = models.ForeignKey(
        "villages.Village", on_delete=models.CASCADE, null=True, related_name="+"
    )
    params = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=255)
    dedupe_key = models.CharField(max_length=120, unique=True, null=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at"])]

    def __str__(self) -> str:
        return f"{self.kind} -> {self.user_id}"

    @property
    def words(self) -> str:
        """The line in the reader's language."""
        from villages.notifications.kinds import words_of

        return words_of(self.kind, self.params, self.village)


class Channel(models.TextChoices):
    """How a message leaves."""

    EMAIL = "email"


class DeliveryState(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


class Delivery(models.Model):
    """A message that must not be lost: lease, attempts, dead letter."""

    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    dedupe_key = models.CharField(max_length=160, unique=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["state", "next_at"])]

    def __str__(self) -> str:
        return f"{self.channel} {self.dedupe_key}"
