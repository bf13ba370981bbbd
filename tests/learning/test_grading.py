"""T9: what an answer is worth."""

from decimal import Decimal

import pytest

from learning.grading import passes, percent_of, points_for

A, B, C = "a", "b", "c"


@pytest.mark.parametrize(
    ("kind", "key", "answer", "rule", "points"),
    [
        ("single", [A], [A], "all", 1),
        ("single", [A], [B], "all", 0),
        ("single", [A], [], "all", 0),
        ("multi", [A, B], [B, A], "all", 1),
        ("multi", [A, B], [A], "all", 0),
        ("multi", [A, B], [A, B, C], "all", 0),
        ("multi", [A, B], [A], "partial", Decimal("0.5")),
        ("multi", [A, B], [A, C], "partial", 0),
        ("multi", [A, B], [C], "partial", 0),
        ("order", [A, B, C], [A, B, C], "all", 1),
        ("order", [A, B, C], [A, C, B], "all", 0),
    ],
)
def test_t9_points(kind, key, answer, rule, points):
    assert points_for(kind=kind, key=key, answer=answer, rule=rule) == points


def test_t9_half_is_rounded_up_once():
    assert percent_of(Decimal("12.5"), 100) == 13
    assert percent_of(Decimal(0), 0) == 0


def test_t9_the_exact_share_passes_not_the_rounded_one():
    assert passes(Decimal(4), 5, 80)
    assert not passes(Decimal("3.99"), 5, 80)
