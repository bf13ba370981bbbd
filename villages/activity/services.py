"""Write the log. Called inside the transaction of what it records."""

from datetime import datetime

from django.utils import timezone

from villages.activity.models import Activity


def record(
    kind: str,
    *,
    village=None,
    actor=None,
    ref: object = "",
    data: dict | None = None,
    at: datetime | None = None,
) -> Activity:
    """Append one row; no other effect. `actor` may be None or anonymous."""
    if actor is not None and not getattr(actor, "is_authenticated", False):
        actor = None
    return Activity.objects.create(
        kind=kind,
        village=village,
        actor=actor,
        ref=str(ref),
        data=data or {},
        at=at or timezone.now(),
    )
