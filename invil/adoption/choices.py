"""The words an indicator and an observation are described by."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext


class Kind(TextChoices):
    """Where an indicator's figures come from."""

    COUNTED = "counted", _("Counted by the platform")
    REPORTED = "reported", _("Reported by villages")
    PUBLISHED = "published", _("Published elsewhere")


class Aggregation(TextChoices):
    """How figures of places and days make up the figure of a region or a month."""

    SUM = "sum", _("Added up")
    PEOPLE = "people", _("Each person counted once")
    LATEST = "latest", _("The last day of the period")


class Direction(TextChoices):
    """Which way is better."""

    HIGHER = "higher", _("More is better")
    LOWER = "lower", _("Less is better")
    NEUTRAL = "neutral", _("Neither")


class PeriodKind(TextChoices):
    """How long a period is."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class Source(TextChoices):
    """Where one figure comes from."""

    COUNTED = "counted", _("Counted")
    SURVEY = "survey", _("Survey")
    IMPORT = "import", _("Import")
    PUBLISHED = "published", _("Published")


# Indicators are shown in these groups, in this order.
GROUPS = (
    ("content", _("News and pages")),
    ("market", _("Market")),
    ("learning", _("Learning")),
    ("community", _("Community")),
    ("operation", _("Use")),
)
UNITS = {
    "stories": pgettext("unit", "stories"),
    "pages": pgettext("unit", "pages"),
    "people": pgettext("unit", "people"),
    "threads": pgettext("unit", "threads"),
    "posts": pgettext("unit", "posts"),
    "won": pgettext("unit", "won"),
    "orders": pgettext("unit", "orders"),
    "products": pgettext("unit", "products"),
    "lessons": pgettext("unit", "lessons"),
    "courses": pgettext("unit", "courses"),
    "certificates": pgettext("unit", "certificates"),
    "views": pgettext("unit", "views"),
    "visits": pgettext("unit", "visits"),
    "villages": pgettext("unit", "villages"),
    "percent": pgettext("unit", "percent"),
    "PCs": pgettext("unit", "PCs"),
    "households": pgettext("unit", "households"),
    "USD million": pgettext("unit", "million US dollars"),
    "KRW billion": pgettext("unit", "billion won"),
    "KRW million": pgettext("unit", "million won"),
    "orders per month": pgettext("unit", "orders per month"),
    "KRW million per month": pgettext("unit", "million won per month"),
    "million visits": pgettext("unit", "million visits"),
    "visits per month": pgettext("unit", "visits per month"),
    "completions per household": pgettext("unit", "completions per household"),
    "people per year": pgettext("unit", "people per year"),
    "hours per week": pgettext("unit", "hours per week"),
    "item orders": pgettext("unit", "item orders"),
    "visitors per year": pgettext("unit", "visitors per year"),
    "award": pgettext("unit", "award"),
    "rank": pgettext("unit", "rank"),
    "unit unstated": pgettext("unit", "unit unstated"),
    "minutes per month": pgettext("unit", "minutes per month"),
    "seconds per month": pgettext("unit", "seconds per month"),
    "systems per person": pgettext("unit", "systems per person"),
}


def unit_in_words(unit: str) -> str:
    """The unit in the reader's language; the word itself where there is none."""
    return str(UNITS.get(unit, unit))
