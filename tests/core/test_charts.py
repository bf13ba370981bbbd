"""Charts never join what must not be joined."""

from villages.core import charts


def test_a_line_breaks_at_a_gap_and_at_a_new_definition():
    assert charts.runs([1, 2, None, 4, 5]) == [[0, 1], [3, 4]]
    assert charts.runs([1, 2, 3], ["a", "a", "b"]) == [[0, 1], [2]]


def test_axis_marks_are_round_and_cover_the_values():
    marks = charts.steps(0, 363)
    assert marks[0] == 0
    assert marks[-1] >= 363
    assert marks == [0, 100, 200, 300, 400]


def test_grades_of_a_map_rise():
    bounds = charts.grades([5, 1, 3, 2, 4])
    assert bounds == sorted(bounds)


def test_a_chart_has_its_figures_beside_it():
    frame = charts.Frame("Villages", columns=("Year", "n"), rows=[("2002", 25)], key="k")
    html = charts.line_chart(frame, ["2002", "2003"], [charts.Series("n", [25, None])])
    assert "<table" in html
    assert 'id="k-title"' in html
