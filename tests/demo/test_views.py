"""The demo's page views: the same every time, through the service that counts people's."""

import io
from datetime import timedelta
from types import SimpleNamespace

from django.db.models import F, Sum

import pytest

from invil.adoption import services, visits
from invil.adoption.days import today
from invil.adoption.models import Observation, VisitCount
from invil.demo import numbers
from invil.demo.progress import Progress
from villages.portal.models import Village

pytestmark = pytest.mark.django_db


def load(*villages) -> None:
    """Give these villages their views."""
    numbers.load_visits(SimpleNamespace(villages=villages, progress=Progress(io.StringIO())))


def counted(village) -> int:
    """The village's views as the officer's numbers have them."""
    found = Observation.objects.filter(indicator__key="visits", period_kind="day", village=village)
    return found.aggregate(n=Sum("value"))["n"] or 0


def rows() -> list[tuple]:
    return list(VisitCount.objects.order_by("pk").values_list("day", "page_kind", "visits"))


def test_a_village_s_numbers_begin_with_views(haean, client):
    load(haean)
    services.fill()
    total = VisitCount.objects.aggregate(n=Sum("visits"))["n"]
    assert counted(haean) == total > 100
    said = client.get(f"/villages/{haean.slug}/", headers={"accept-language": "en"})
    lately = VisitCount.objects.filter(day__gt=today() - timedelta(days=30))
    assert f"{lately.aggregate(n=Sum('visits'))['n']:,}" in said.content.decode()


def test_the_same_views_are_made_every_time(haean):
    load(haean)
    before = rows()
    VisitCount.objects.all().delete()
    load(haean)
    assert rows() == before


def test_loading_again_adds_no_views(haean, toegye):
    load(haean)
    before = rows()
    load(haean, toegye)
    assert rows()[: len(before)] == before
    assert VisitCount.objects.filter(village=toegye).exists()


def test_a_village_that_was_looked_at_keeps_its_own_views(haean):
    yesterday = today() - timedelta(days=1)
    visits.write(visits.Counter({(haean.slug, "home", yesterday): 1}), visits.Counter())
    load(haean)
    assert rows() == [(yesterday, "home", 1)]


def test_nobody_came_from_elsewhere_more_often_than_pages_were_seen(haean):
    load(haean)
    assert not VisitCount.objects.filter(visitors__gt=F("visits")).exists()


def test_no_view_is_of_today_or_of_a_day_before_the_village_joined(haean):
    joined = today() - timedelta(days=3)
    Village.objects.filter(pk=haean.pk).update(joined_on=joined)
    haean.refresh_from_db()
    load(haean)
    days = {day for day, _kind, _n in rows()}
    assert min(days) >= joined
    assert max(days) < today()


def test_views_reach_numbers_that_were_counted_before(haean):
    services.fill()
    load(haean)
    services.fill()
    assert counted(haean) > 0


def test_taking_the_demo_away_leaves_the_views_of_real_villages(haean):
    load(haean)
    before = rows()
    numbers.remove()
    assert rows() == before
