"""Charts say what the figures say: never joined across definitions, never out of proportion."""

import re

import pytest

from villages.core import charts
from villages.core.charts.grids import grades

MONTHS = [str(n) for n in range(1, 13)]


def bars(html: str) -> list[dict[str, float]]:
    """The bars of a chart, without what lies over them."""
    found = re.findall(
        r'<rect class="b\d" x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', html
    )
    return [{"x": float(x), "y": float(y), "height": float(h)} for x, y, h in found]


def cells(html: str) -> list[str]:
    """The figures of the table twin."""
    return re.findall(r'<td class="num">([^<]*)</td>', html)


def draw_each(frame: charts.Frame) -> list[str]:
    """Each framed chart of one small set of figures."""
    labels, series = ["a", "b"], [charts.Series("n", [1, 2])]
    return [
        charts.line_chart(frame, labels, series),
        charts.bar_chart(frame, labels, series),
        charts.small_multiples(frame, labels, series),
        charts.heat_map(frame, labels, [("n", [1, 2])]),
        charts.region_map(frame, [], {}, names={}, box="0 0 1 1"),
    ]


def test_a_line_breaks_at_a_gap_and_at_a_new_definition():
    assert charts.runs([1, 2, None, 4, 5]) == [[0, 1], [3, 4]]
    assert charts.runs([1, 2, 3], ["a", "a", "b"]) == [[0, 1], [2]]
    html = charts.line_chart(
        charts.Frame("t"), ["1", "2", "3", "4"], [charts.Series("n", [1, 2, 3, 4], "aabb")]
    )
    assert len(re.findall('<path class="s1"', html)) == 2
    assert len(re.findall('<path class="gap"', html)) == 1


def test_axis_marks_are_round_and_cover_the_values():
    assert charts.steps(0, 363) == [0, 100, 200, 300, 400]
    assert charts.steps(0, 0.3)[-1] >= 0.3
    assert charts.steps(5, 5)[0] <= 5


def test_lengths_of_bars_are_in_proportion():
    html = charts.bar_chart(charts.Frame("t"), ["a", "b"], [charts.Series("n", [20, 80])])
    small, large = bars(html)
    assert large["height"] == pytest.approx(4 * small["height"], abs=0.3)


def test_stacked_bars_stand_on_each_other():
    html = charts.bar_chart(
        charts.Frame("t"), ["a"], [charts.Series("x", [30]), charts.Series("y", [50])]
    )
    lower, upper = bars(html)
    assert upper["y"] + upper["height"] == pytest.approx(lower["y"], abs=0.1)
    assert "-p2)" in html, "the second series has a pattern of its own"


def test_what_is_below_zero_hangs_from_the_base():
    html = charts.bar_chart(charts.Frame("t"), ["a", "b"], [charts.Series("n", [10, -10])])
    up, down = bars(html)
    assert up["y"] + up["height"] == pytest.approx(down["y"], abs=0.1)


@pytest.mark.parametrize("number", range(5))
def test_the_twin_has_the_figures_and_the_frame_its_words(number):
    frame = charts.Frame(
        "Orders",
        unit="orders",
        source="the ledger",
        definition="what was paid",
        columns=("Month", "n"),
        rows=[("a", 1), ("b", None)],
        csv_url="/x.csv",
        key="k",
    )
    html = draw_each(frame)[number]
    assert cells(html) == ["1", "–"]
    for words in ("Orders", "orders", "the ledger", "what was paid", 'href="/x.csv"'):
        assert words in html


@pytest.mark.parametrize("number", range(5))
def test_labels_cannot_break_out(number):
    frame = charts.Frame("<script>t</script>", columns=("<b>",), rows=[("<i>", 1)], key="k")
    html = draw_each(frame)[number]
    assert "<script>" not in html
    assert "<i>" not in html
    html = charts.bar_chart(charts.Frame("t"), ["<i>"], [charts.Series('"><b>', [1])])
    assert "<i>" not in html
    assert "<b>" not in html


def test_without_figures_a_chart_says_so():
    empty = [charts.Series("n", [None, None])]
    for html in (
        charts.line_chart(charts.Frame("t"), ["a", "b"], empty),
        charts.bar_chart(charts.Frame("t"), ["a", "b"], empty),
        charts.small_multiples(charts.Frame("t"), ["a", "b"], empty),
        charts.heat_map(charts.Frame("t"), MONTHS, [("n", [None] * 12)]),
    ):
        assert "There are no figures yet." in html
        assert 'role="img"' not in html


def test_a_picture_is_named_with_its_first_and_last_figure():
    html = charts.line_chart(
        charts.Frame("Orders"), ["May", "June", "July"], [charts.Series("Jeoji", [None, 3, 9])]
    )
    assert 'aria-label="Orders. Jeoji: 3 in June, 9 in July"' in html


def test_no_label_stands_over_the_edge():
    long = "November 2026"
    assert charts.tick(charts.WIDTH - 1, long)["x"] < charts.WIDTH - 40
    assert charts.tick(0, long)["x"] > 40
    assert charts.tick(300, long)["x"] == 300


def test_long_labels_are_shown_more_seldom():
    assert charts.every(["1"] * 12, 500) == 1
    assert charts.every(["November 2026"] * 12, 500) > 2


def test_small_multiples_share_one_scale():
    html = charts.small_multiples(
        charts.Frame("t"),
        ["1", "2"],
        [charts.Series("low", [0, 10]), charts.Series("high", [0, 100])],
    )
    ends = [float(y) for y in re.findall(r'<circle class="d1" cx="[\d.]+" cy="([\d.]+)"', html)]
    base = float(re.search(r'class="base" d="M0 ([\d.]+)', html)[1])
    assert base - ends[1] == pytest.approx(10 * (base - ends[0]), abs=0.6)


def test_a_month_shows_its_figure_and_is_darker_for_more():
    html = charts.heat_map(charts.Frame("t"), MONTHS, [("n", [None, *range(1, 12)])])
    shades = re.findall(r'<rect class="(m0|q\d)"', html)
    assert shades[0] == "m0"
    assert shades[1:] == sorted(shades[1:])
    assert shades[-1] == "q5"
    shown = re.findall(r'<text class="in[^>]*>(\d+)</text>', html)
    assert shown == [str(n) for n in range(1, 12)]


def test_grades_of_a_map_rise():
    bounds = grades([5, 1, 3, 2, 4])
    assert bounds == sorted(bounds)
    assert grades([]) == []


def test_the_key_of_a_map_leaves_no_value_out():
    class Place:
        code, path, x, y = "a", "M0 0h1v1z", 0, 0

    html = charts.region_map(
        charts.Frame("t"), [Place], {"a": 7.0}, names={"a": "Jeju"}, box="0 0 1 1"
    )
    assert "</svg>7</li>" in html
    assert "Jeju: 7" in html


def test_a_line_for_a_tile_leaves_gaps_out_and_a_ring_stays_round():
    assert charts.sparkline([1, None, 3], "up").count("L") == 1
    assert "140" not in charts.ring(140, "all")
    assert 'stroke-dasharray="0 100"' in charts.ring(-3, "none")


def test_no_figure_stands_in_two_shades_of_the_key():
    class Place:
        path, x, y = "M0 0h1v1z", 0, 0

        def __init__(self, code):
            self.code = code

    values = {"a": 3.0, "b": 3.0, "c": 4.0, "d": 5.0, "e": 7.0}
    html = charts.region_map(
        charts.Frame("t"), [Place(c) for c in values], values, names={}, box="0 0 1 1"
    )
    key = html[html.index('class="key"') :]
    spans = re.findall(r"</svg>(\d+)(?:–(\d+))?</li>", key)
    figures = [figure for low, high in spans for figure in {low, high or low}]
    assert len(figures) == len(set(figures)) == 4
