"""The published figures, the views of the last weeks, and the counts of three years."""

import random
from collections import Counter
from datetime import date, timedelta

from invil.adoption import services, visits
from invil.adoption.days import today
from invil.adoption.models import FillState, Observation, VisitCount
from invil.demo.places import FLAGSHIPS
from villages.portal.choices import VillageStatus
from villages.portal.models import Village

DAYS = 365 * 3 + 5
VISIT_DAYS = 35
# Which pages people look at; the home is where most of them come in.
PARTS = (("home", 0.5), ("news", 0.3), ("events", 0.1), ("board", 0.1))
WEEKEND = 1.4


def load_visits(loading) -> None:
    """Views of the last weeks, through the service that writes those of people.

    A village that anybody looked at before keeps its own. Counted by the next fill.
    """
    now = today()
    seen = set(VisitCount.objects.filter(day__lt=now).values_list("village", flat=True))
    fresh = [
        village
        for village in loading.villages
        if village.status == VillageStatus.ACTIVE and village.pk not in seen
    ]
    if not fresh:
        return
    views: Counter[visits.Key] = Counter()
    arrivals: Counter[visits.Key] = Counter()
    for village in fresh:
        for key, n, came in _views_of(village, now):
            views[key], arrivals[key] = n, came
    total = visits.write(views, arrivals)
    services.reopen(since=now - timedelta(days=VISIT_DAYS), keys=("visits", "visitors"))
    loading.progress.say(f"Page views: {total}")


def _views_of(village: Village, now: date):
    """A few a day, more at the weekend: key, views, and those that came from elsewhere."""
    dice = random.Random(f"visits:{village.slug}")
    usual = dice.uniform(3, 12) * (3 if village.slug in FLAGSHIPS else 1)
    for ago in range(VISIT_DAYS, 0, -1):
        day = now - timedelta(days=ago)
        busy = usual * (WEEKEND if day.weekday() > 4 else 1)
        for kind, part in PARTS:
            n, came = round(busy * part * dice.uniform(0.4, 1.6)), dice.uniform(0.3, 0.7)
            if n and (village.joined_on is None or village.joined_on <= day):
                yield (village.slug, kind, day), n, round(n * came)


def load_numbers(loading) -> None:
    """Import what was published; count what really happened since three years ago."""
    if Observation.objects.filter(source="counted").exists():
        return
    services.import_published()
    loading.progress.say("Counting three years (a minute)")
    services.backfill(today() - timedelta(days=DAYS), today() - timedelta(days=1))
    services.fill()
    loading.progress.say(f"Observations: {Observation.objects.count()}")


def remove() -> None:
    """Take the figures away; what real villages did is counted anew by the timetable.

    The views of a demo village went with it; those of real ones cannot be counted again.
    """
    Observation.objects.all().delete()
    FillState.objects.all().delete()
