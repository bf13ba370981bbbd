"""From villages to regions and from days to months: by the database, row by row never."""

from datetime import date

from django.db import connection
from django.utils import timezone

from invil.adoption.choices import PeriodKind
from invil.adoption.days import month_end, month_of
from invil.adoption.models import Observation
from villages.portal.models import Region

INTO = (
    "INSERT INTO {obs} (indicator_id, village_id, region_id, period_kind, starts_on, value, n, "
    "source, evidence, source_ref, note, created_at) "
)
DAYS = (
    "SELECT o.indicator_id, NULL, up.above, 'day', o.starts_on, SUM(o.value), SUM(o.n), "
    "'counted', NULL, '', '', %s FROM {obs} o JOIN ("
    "SELECT id AS place, id AS above FROM {region} "
    "UNION ALL SELECT id, parent_id FROM {region} WHERE parent_id IS NOT NULL "
    "UNION ALL SELECT r.id, p.parent_id FROM {region} r JOIN {region} p ON p.id = r.parent_id "
    "WHERE p.parent_id IS NOT NULL) up ON up.place = o.region_id "
    "WHERE o.indicator_id = %s AND o.period_kind = 'day' AND o.village_id IS NOT NULL "
    "AND o.starts_on BETWEEN %s AND %s GROUP BY o.indicator_id, up.above, o.starts_on"
)
# A village that moved within the month stands once, with one of its counties;
# the regions' own rows are added up from days and so stay where things happened.
MONTH_OF_VILLAGES = (
    "SELECT o.indicator_id, o.village_id, MAX(o.region_id), 'month', {month}, SUM(o.value), "
    "SUM(o.n), 'counted', NULL, '', '', %s FROM {obs} o "
    "WHERE o.indicator_id = %s AND o.period_kind = 'day' AND o.village_id IS NOT NULL "
    "AND o.starts_on BETWEEN %s AND %s GROUP BY o.indicator_id, o.village_id"
)
MONTH_OF_REGIONS = (
    "SELECT o.indicator_id, NULL, o.region_id, 'month', {month}, SUM(o.value), "
    "SUM(o.n), 'counted', NULL, '', '', %s FROM {obs} o "
    "WHERE o.indicator_id = %s AND o.period_kind = 'day' AND o.village_id IS NULL "
    "AND o.starts_on BETWEEN %s AND %s GROUP BY o.indicator_id, o.region_id"
)


def clear(indicator: int, kind: str, first: date, last: date) -> None:
    """Take away what was counted for these periods, on every level."""
    Observation.objects.filter(
        indicator=indicator, period_kind=kind, starts_on__range=(first, last)
    ).delete()


def days(indicator: int, first: date, last: date) -> None:
    """Counties, provinces and the nation from the villages' days of a span."""
    _insert(DAYS, indicator, first, last)


def month(indicator: int, day: date) -> None:
    """The month of a day on every level, from the days."""
    start = month_of(day)
    clear(indicator, PeriodKind.MONTH, start, start)
    for query in (MONTH_OF_VILLAGES, MONTH_OF_REGIONS):
        _insert(query, indicator, start, month_end(start), month=start)


def month_by_last_day(indicator: int, day: date) -> None:
    """The month of a state: as it stood on the last counted day."""
    start = month_of(day)
    clear(indicator, PeriodKind.MONTH, start, start)
    counted = Observation.objects.filter(
        indicator=indicator, period_kind=PeriodKind.DAY, starts_on__range=(start, month_end(start))
    )
    last = counted.order_by("-starts_on").values_list("starts_on", flat=True).first()
    if last is not None:
        for query in (MONTH_OF_VILLAGES, MONTH_OF_REGIONS):
            _insert(query, indicator, last, last, month=start)


def _insert(query: str, indicator: int, first: date, last: date, month: date | None = None) -> None:
    # The names come from the models and the month from a date: nothing here is typed by anybody.
    text = (INTO + query).format(
        obs=connection.ops.quote_name(Observation._meta.db_table),
        region=connection.ops.quote_name(Region._meta.db_table),
        month=f"'{month:%Y-%m-%d}'" if month else "",
    )
    adapt = connection.ops.adapt_datefield_value
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(text, [now, indicator, adapt(first), adapt(last)])
