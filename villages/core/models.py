"""The kernel's own rows: what the timetable has done."""

from django.db import models


class TimetableState(models.Model):
    """One entry of the timetable: when it is due, who holds it, how it went."""

    name = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    last_run_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
