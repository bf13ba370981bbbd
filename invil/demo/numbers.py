"""The published figures, and the counts of three years."""

from datetime import timedelta

from django.utils import timezone

from invil.adoption import services
from invil.adoption.models import FillState, Observation, VisitCount

DAYS = 365 * 3 + 5


def load_numbers(loading) -> None:
    """Import what was published; count what really happened since three years ago."""
    if Observation.objects.filter(source="counted").exists():
        return
    services.import_published()
    today = timezone.localdate()
    loading.progress.say("Counting three years (a minute)")
    services.backfill(today - timedelta(days=DAYS), today - timedelta(days=1))
    services.fill()
    loading.progress.say(f"Observations: {Observation.objects.count()}")


def remove() -> None:
    """Take the figures away; what real villages did is counted anew by the timetable."""
    Observation.objects.all().delete()
    VisitCount.objects.all().delete()
    FillState.objects.all().delete()
