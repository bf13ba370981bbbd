"""Read the log."""

from datetime import datetime

from django.db.models import QuerySet

from villages.activity.models import Activity


def of_village(village) -> QuerySet[Activity]:
    """What happened in a village, newest first."""
    return Activity.objects.filter(village=village).select_related("actor")


def happened(kind: str, *, ref: object) -> bool:
    """Whether the log has this kind about this thing already."""
    return Activity.objects.filter(kind=kind, ref=str(ref)).exists()


def active_people(village, *, since: datetime, until: datetime) -> int:
    """How many different people did something in a village in a span of time."""
    return (
        Activity.objects.filter(village=village, at__gte=since, at__lt=until, actor__isnull=False)
        .values("actor")
        .distinct()
        .count()
    )
