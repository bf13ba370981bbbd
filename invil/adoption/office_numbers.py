"""What adoption shows on a village's morning page: three counted numbers of this month."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language

from invil.adoption.choices import Source
from invil.adoption.figures import in_words
from invil.adoption.indicators import declared
from invil.adoption.models import Observation
from invil.adoption.periods import period_of
from villages.office.numbers import Number, Numbers, register_numbers

# Sums of things, never of people: nothing here can be too small to be shown.
SHOWN = ("gross_sales", "news_published", "lessons_finished")


def this_month(village) -> Numbers:
    """The village's own figures of the running month, as its sheet has them; one query."""
    period = period_of("")
    rows = Observation.objects.filter(
        village=village,
        indicator__key__in=SHOWN,
        period_kind=period.kind,
        starts_on=period.first,
        source=Source.COUNTED,
    ).values_list("indicator__key", "indicator__version", "value")
    found = {(key, version): value for key, version, value in rows.order_by()}
    korean = get_language() == "ko"
    by_key = {one.key: one for one in declared()}
    return Numbers(
        period.label,
        reverse("adoption:village", args=[village.slug]),
        tuple(
            Number(
                one.label_ko if korean else one.label_en,
                in_words(found.get((one.key, one.version), Decimal(0)), one.unit),
            )
            for one in (by_key[key] for key in SHOWN)
        ),
    )


def register() -> None:
    """Called once, when the app is ready."""
    register_numbers(this_month)
