"""Days and hours: who wants to be reminded of an event, and holidays of one year only."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.portal.models.content import EventPage


class EventReminder(models.Model):
    """One person wants to be told of one event, the evening before.

    `event` is the first version of the page. `starts_at` is the hour the person knows of:
    where the event's own is another, the person has not been told of the change yet.
    """

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="event_reminders"
    )
    starts_at = models.DateTimeField()
    remind_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder of an event")
        verbose_name_plural = _("reminders of events")
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="one_reminder_a_person")
        ]
        indexes = [models.Index(fields=["told_at", "remind_at"], name="reminders_by_hour")]

    def __str__(self) -> str:
        return f"{self.event_id} -> {self.user_id}"


class OneYearHoliday(models.Model):
    """A day on which offices rest in one year only, named by the government.

    Rule on the Public Holidays of Government Offices, Article 2, items 10-2 (elections) and
    11 (days the government names as need arises).
    """

    on = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("holiday of one year")
        verbose_name_plural = _("holidays of one year")
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
