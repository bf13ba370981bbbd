"""Learning counted by village and day: the numbers that adoption reads. No names."""

from datetime import datetime

from django.db.models import Count, F
from django.db.models.functions import Coalesce, TruncDate

from learning.models import Certificate, Enrolment, LessonProgress


def completions_by_village_day(start: datetime, end: datetime):
    """Courses completed per village and day: rows of village, day, n."""
    rows = Enrolment.objects.filter(
        completed_at__gte=start, completed_at__lt=end, village__isnull=False
    )
    return (
        _without_staff(rows)
        .annotate(day=TruncDate("completed_at"))
        .values("village", "day")
        .annotate(n=Count("pk"))
        .order_by()
    )


def learners_by_village_day(start: datetime, end: datetime):
    """People who finished a lesson, per village and day: rows of village, day, n."""
    rows = LessonProgress.objects.filter(
        completed_at__gte=start, completed_at__lt=end, enrolment__village__isnull=False
    )
    person = Coalesce("enrolment__user", -1 * Coalesce("enrolment__resident", 0))
    return (
        _without_staff(rows, "enrolment__")
        .annotate(day=TruncDate("completed_at"), person=person)
        .values("day", village=F("enrolment__village"))
        .annotate(n=Count("person", distinct=True))
        .order_by()
    )


def certificates_by_village_day(start: datetime, end: datetime):
    """Certificates issued and not revoked, per village and day: rows of village, day, n."""
    rows = Certificate.objects.filter(
        issued_at__gte=start, issued_at__lt=end, village__isnull=False, revoked_at__isnull=True
    )
    return (
        _without_staff(rows)
        .annotate(day=TruncDate("issued_at"))
        .values("village", "day")
        .annotate(n=Count("pk"))
        .order_by()
    )


def _without_staff(rows, prefix: str = ""):
    return rows.exclude(**{f"{prefix}user__is_staff": True})
