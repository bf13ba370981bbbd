"""Counting: resumable, idempotent, safe to kill at any moment.

Each month of each indicator is one transaction that replaces what was there and moves
the fill state on, so a killed run loses at most the month it was in.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from invil.adoption import rollup
from invil.adoption.choices import Aggregation, PeriodKind, Source
from invil.adoption.days import month_end, month_of, month_spans, today, zone
from invil.adoption.indicators import Counted, declared, sync_indicators
from invil.adoption.models import FillState, Indicator, Observation
from invil.adoption.places import Places, note_places
from invil.adoption.published import import_published
from villages.portal import page_cache

__all__ = ["backfill", "fill", "import_published", "reopen"]

logger = logging.getLogger("invil.adoption")
LEASE = timedelta(minutes=10)
# Once a day the last weeks are counted anew: an order cancelled, a post hidden, a story
# withdrawn change a day that was already counted. Older periods are reopened by hand.
RECOUNT = timedelta(days=35)
BATCH = 2000
Progress = Callable[[int, int, str], None]


def fill(
    *, until: date | None = None, progress: Progress | None = None, keys: Iterable[str] = ()
) -> int:
    """Count everything up to `until` (today where none), today always anew.

    Only the indicators in `keys` where given. Returns how many months of indicators were
    counted. An indicator that another process holds is left to it.
    `progress(done, total, words)` is called after each month.
    """
    until = min(until or today(), today())
    with timezone.override(zone()):
        rows, places = sync_indicators(), note_places()
        claimed: list[int] = []
        done = 0
        try:
            work = []
            for one in declared():
                if keys and one.key not in keys:
                    continue
                state = _claim(rows[one.key])
                if state is not None:
                    claimed.append(state.pk)
                    work.append((one, state, list(month_spans(_start(one, state, until), until))))
            total = sum(len(spans) for _one, _state, spans in work)
            for one, state, spans in work:
                for first, last in spans:
                    _count(one, rows[one.key], state, places, first, last)
                    done += 1
                    if progress:
                        progress(done, total, f"{one.key} {first:%Y-%m}")
                _settle(state, until)
        finally:
            FillState.objects.filter(pk__in=claimed).update(lease_until=None)
    if done:
        page_cache.drop(page_cache.NATION)  # the national home shows some of them
    return done


def backfill(start: date, end: date, progress: Progress | None = None) -> int:
    """Count the days from `start` to `end`, month by month; stopped, `fill` goes on.

    Returns how many months of indicators were counted; see `fill` for `progress`.
    """
    sync_indicators()
    for indicator in Indicator.objects.filter(key__in=[one.key for one in declared()]):
        FillState.objects.get_or_create(indicator=indicator)
    reopen(since=start)
    return fill(until=end, progress=progress)


def reopen(*, since: date, keys: Iterable[str] = ()) -> int:
    """Let the next fill count again from `since`: for facts that came late.

    Returns how many indicators were reopened.
    """
    states = FillState.objects.filter(Q(filled_until__isnull=True) | Q(filled_until__gt=since))
    if keys:
        states = states.filter(indicator__key__in=list(keys))
    return states.update(filled_until=since)


def _claim(indicator: Indicator) -> FillState | None:
    now = timezone.now()
    state, _made = FillState.objects.get_or_create(indicator=indicator)
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    held = FillState.objects.filter(free, pk=state.pk).update(lease_until=now + LEASE)
    if not held:
        return None
    state.refresh_from_db()
    return state


def _start(one: Counted, state: FillState, until: date) -> date:
    """The first day to count: the last one counted, or the first there is anything for."""
    begun = state.filled_until
    if one.first is None:
        return min(begun or until, until)
    if begun is None or state.recounted_on != today():
        first = one.first()
        if first is None:
            # Nothing is there (any more); what was counted lately is counted away.
            return begun or until
        if begun is None:
            return min(first, until)
        return min(begun, until, max(first, until - RECOUNT))
    return min(begun, until)


def _settle(state: FillState, until: date) -> None:
    FillState.objects.filter(pk=state.pk).update(filled_until=until, recounted_on=today())


def _count(
    one: Counted, indicator: Indicator, state: FillState, places: Places, first: date, last: date
) -> None:
    with transaction.atomic():
        if one.aggregation == Aggregation.PEOPLE:
            _count_people(one, indicator, places, first, last)
        elif one.aggregation == Aggregation.LATEST:
            if rows := one.pull(first, last):
                day = rows[0][1]
                rollup.clear(indicator.pk, PeriodKind.DAY, day, day)
                _store(indicator, places, rows)
                rollup.days(indicator.pk, day, day)
            rollup.month_by_last_day(indicator.pk, first)
        else:
            rollup.clear(indicator.pk, PeriodKind.DAY, first, last)
            _store(indicator, places, one.pull(first, last))
            rollup.days(indicator.pk, first, last)
            rollup.month(indicator.pk, first)
        FillState.objects.filter(pk=state.pk).update(
            filled_until=last, lease_until=timezone.now() + LEASE
        )


def _store(indicator: Indicator, places: Places, rows: Iterable) -> None:
    made = []
    for village, day, value, n in rows:
        region = places.county(village, day)
        if region is not None and value:
            made.append(_row(indicator, PeriodKind.DAY, day, region, village, value, n))
    Observation.objects.bulk_create(made, batch_size=BATCH)


def _row(indicator, kind, day, region, village, value, n) -> Observation:
    return Observation(
        indicator=indicator,
        period_kind=kind,
        starts_on=day,
        region_id=region,
        village_id=village,
        value=value,
        n=n,
        source=Source.COUNTED,
    )


def _count_people(
    one: Counted, indicator: Indicator, places: Places, first: date, last: date
) -> None:
    """Different people per place and period; they do not add up, so sets are kept."""
    start = month_of(first)
    people: dict[tuple[str, date, int, int | None], set[int]] = {}
    for village, day, person in one.pull(start, month_end(first)):
        region = places.county(village, day)
        if region is None or person is None:
            continue
        spots = [(PeriodKind.MONTH.value, start)]
        if first <= day <= last:
            spots.append((PeriodKind.DAY.value, day))
        for kind, at in spots:
            people.setdefault((kind, at, region, village), set()).add(person)
            for above in places.above(region):
                people.setdefault((kind, at, above, None), set()).add(person)
    rollup.clear(indicator.pk, PeriodKind.DAY, first, last)
    rollup.clear(indicator.pk, PeriodKind.MONTH, start, start)
    Observation.objects.bulk_create(
        [
            _row(indicator, kind, day, region, village, Decimal(len(found)), len(found))
            for (kind, day, region, village), found in _one_row_per_village(people).items()
        ],
        batch_size=BATCH,
    )


def _one_row_per_village(people: dict) -> dict:
    """A village that moved within the month stands once, with its last county."""
    last: dict[tuple, tuple] = {}
    merged: dict[tuple, set[int]] = {}
    for key, found in people.items():
        kind, day, _region, village = key
        if village is None:
            merged[key] = found
            continue
        before = last.get((kind, day, village))
        merged[key] = merged.pop(before, set()) | found if before else found
        last[kind, day, village] = key
    return merged
