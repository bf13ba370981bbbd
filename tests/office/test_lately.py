"""The morning page tells a thing once, however often it happened that day."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from villages.office.selectors import in_short

SEOUL = ZoneInfo("Asia/Seoul")


def line(kind: str, actor: int, day: int, hour: int = 10) -> SimpleNamespace:
    return SimpleNamespace(
        kind=kind, actor_id=actor, at=datetime(2026, 11, day, hour, tzinfo=SEOUL)
    )


def test_the_same_by_the_same_person_on_one_day_is_one_line():
    told = in_short([line("paid", 1, 22, 12), line("paid", 1, 22, 9), line("posted", 2, 22)])
    assert [(one.kind, one.times) for one in told] == [("paid", 2), ("posted", 1)]
    assert told[0].at.hour == 12, "the newest stands for them"


def test_another_person_or_another_day_is_another_line():
    told = in_short([line("paid", 1, 22), line("paid", 2, 22), line("paid", 1, 21)])
    assert [one.times for one in told] == [1, 1, 1]


def test_the_list_stays_short():
    assert len(in_short([line(f"k{n}", 1, 22) for n in range(9)], limit=6)) == 6
