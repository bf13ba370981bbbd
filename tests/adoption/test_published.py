"""The published figures: reproduced to the digit, never joined, never doubled."""

from decimal import Decimal

import pytest

from invil.adoption.drawing import NEXT_YEAR, Point, Strand, timeline
from invil.adoption.models import Observation
from invil.adoption.published import published_rows, undated
from invil.adoption.services import import_published
from villages.core.charts import Frame

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(db):
    return import_published()


def value(key: str, version: str, year: int) -> Decimal:
    return Observation.objects.get(
        source="published",
        indicator__key=key,
        indicator__version=version,
        starts_on__year=year,
        region__code="00",
    ).value


def test_the_headline_figures(published):
    assert value("villages", "created_or_operating", 2010) == 363
    assert value("broadband_subscription", "seed_before_after", 2001) == Decimal("9.1")
    assert value("broadband_subscription", "seed_before_after", 2010) == Decimal("66.5")
    assert value("pc_penetration", "seed_before_after", 2001) == Decimal("37.3")
    assert value("pc_penetration", "seed_before_after", 2010) == Decimal("72.1")
    assert value("pcs_supplied", "seed_total", 2010) == 6297
    assert value("online_sales_usd", "seed_usd", 2006) == 3
    assert value("online_sales_usd", "seed_usd", 2010) == 20


def test_a_second_import_changes_nothing(published):
    rows = set(Observation.objects.values_list("pk", "value", "source_ref"))
    assert import_published() == published
    assert set(Observation.objects.values_list("pk", "value", "source_ref")) == rows


def test_rows_without_a_year_are_told_and_not_stored(published):
    assert published + len(undated()) == len(published_rows())
    assert {row.key for row in undated()} >= {"training", "village_visitors"}
    assert not Observation.objects.filter(
        source="published", indicator__version="people_per_year_approx"
    ).exists()


def test_sources_that_disagree_both_stand(published):
    rows = Observation.objects.filter(
        indicator__key="villages", indicator__version="evaluated_only", starts_on__year=2016
    )
    assert sorted(row.value for row in rows) == [334, 338]


def test_definitions_are_never_joined():
    from datetime import date

    def point(year, value):
        return Point(date(year, 1, 1), value, str(year))

    html = timeline(
        Frame(title="Sales"),
        [
            Strand("a", [point(2003, 1), point(2006, 3), point(2007, 4)]),
            Strand("b", [point(2008, 9)]),
        ],
    )
    assert NEXT_YEAR < 2
    assert html.count('class="s1"') == 1
    assert html.count('class="gap"') == 1
    assert html.count("<circle") >= 4


def test_the_history_says_them(published, officer_of, as_user, haean):
    page = as_user(officer_of(haean.region)).get("/adoption/history/").content.decode()
    for figure in ("363", "6,297", "9.1 → 66.5", "37.3 → 72.1", "$3M → $20M"):
        assert figure in page
