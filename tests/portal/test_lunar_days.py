"""Elders plan by the lunar year: an event says both of its days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from villages.portal.models import EventIndexPage, EventPage
from villages.portal.workdays import to_lunar

SEOUL = ZoneInfo("Asia/Seoul")


# Chuseok and the new year of 2025 and 2026, and a day of 2025's leap sixth month.
@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2025, 10, 6), (8, 15, False)),
        (date(2026, 9, 25), (8, 15, False)),
        (date(2026, 2, 17), (1, 1, False)),
        (date(2025, 7, 25), (6, 1, True)),
    ],
)
def test_known_feasts_fall_on_their_lunar_days(day, lunar):
    assert to_lunar(day) == lunar


def test_a_day_outside_the_table_has_none():
    assert to_lunar(date(2150, 1, 1)) is None


@pytest.mark.django_db
def test_an_event_says_its_lunar_day_by_seoul_s_calendar(haean, client):
    index = EventIndexPage.objects.get(path__startswith=haean.page.path)
    # Half past midnight in Seoul is still the day before in UTC.
    page = index.add_child(
        instance=EventPage(
            title="Full moon",
            slug="full-moon",
            starts_at=datetime(2026, 9, 25, 0, 30, tzinfo=SEOUL),
            content_language="ko",
        )
    )
    text = client.get(page.get_url(), headers={"Accept-Language": "ko"}).content.decode()
    assert "8월 15일" in text
