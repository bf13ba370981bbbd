"""The template tags say what people expect to read."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone, translation

from wagtail.images.rect import Rect

import pytest

from media.models import VillageImage
from villages.core.templatetags import look


@pytest.mark.parametrize(
    ("name", "letters"),
    [("박정자", "박"), ("Kim Yeong-ho", "KY"), ("Ada", "A"), ("", "?"), (None, "?")],
)
def test_initials(name, letters):
    assert look.initials(name) == letters


@pytest.mark.parametrize(("amount", "text"), [(12000, "₩12,000"), (0, "₩0"), (None, "")])
def test_won(amount, text):
    assert look.won(amount) == text


@pytest.mark.parametrize(("amount", "text"), [(12000, "12,000원"), (-500, "−500원"), (None, "")])
def test_won_in_korean_stand_behind_the_figure(amount, text):
    with translation.override("ko"):
        assert look.won(amount) == text


@pytest.mark.parametrize(
    ("language", "text"), [("en", "<small>₩</small>21,000"), ("ko", "21,000<small>원</small>")]
)
def test_a_price_has_a_small_sign(language, text):
    with translation.override(language):
        assert look.price(21000) == text


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [(10, 1, {10, 11, 12, 1}), (3, 5, {3, 4, 5}), (1, 12, set(range(1, 13))), (0, 0, set())],
)
def test_a_season_may_cross_the_year(start, end, months):
    assert look.months_between(start, end) == months


def test_ago_names_one_unit():
    with translation.override("en"):
        now = timezone.now()
        assert look.ago(now) == "just now"
        assert look.ago(now - timedelta(minutes=12, seconds=5)) == "12 minutes ago"
        assert look.ago(now - timedelta(hours=3, minutes=5)) == "3 hours ago"


def test_json_cannot_leave_its_script():
    assert "</script>" not in look.ld_json({"name": "</script><b>"})


@pytest.mark.parametrize(
    ("point", "kept"),
    [((100, 50), "x0 y0"), ((800, 450), "x50 y50"), ((1590, 890), "x100 y100"), (None, "")],
)
def test_a_picture_says_what_a_frame_must_keep(point, kept):
    picture = VillageImage(title="a", width=1600, height=900, file="a.jpg", collection_id=1)
    picture._lying_ready = []
    if point:
        picture.set_focal_point(Rect.from_point(*point, 20, 20))
    html = look.picture(picture, alt="-")
    assert (f'data-keep="{kept}"' in html) is bool(kept)
    assert ("data-keep" in html) is bool(kept)
    # The square is cut on the server already.
    assert "data-keep" not in look.picture(picture, alt="-", shape="square")


def test_a_time_for_machines_goes_to_the_second_on_the_seoul_clock():
    when = datetime(2026, 3, 1, 20, 5, 9, 123456, tzinfo=UTC)
    assert look.iso(when) == "2026-03-02T05:05:09+09:00"
    assert look.iso(when.date()) == "2026-03-01"
    assert look.iso(None) == ""
