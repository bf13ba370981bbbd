"""Fewer than five people are not shown, nor can they be worked out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invil.adoption import services
from invil.adoption.suppression import LEAST, hidden_in_tree, hidden_parts
from villages.activity.services import record


def test_a_single_hidden_part_takes_the_next_smallest_with_it():
    assert hidden_parts({"a": 3, "b": 9, "c": 20}) == {"a", "b"}


def test_nobody_is_no_secret():
    assert hidden_parts({"a": 0, "b": 12}) == set()


def test_a_hidden_total_hides_its_parts():
    assert hidden_parts({"a": 30, "b": 9}, total_hidden=True) == {"a", "b"}


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 30), st.integers(0, 40), max_size=12))
def test_what_is_hidden_cannot_be_had_by_subtraction(parts):
    hidden = hidden_parts(parts)
    there = [n for n in parts.values() if n]
    assert all(n == 0 or n >= LEAST for key, n in parts.items() if key not in hidden)
    if hidden and len(hidden) < len(there):
        assert len(hidden) >= 2
        assert sum(parts[key] for key in hidden) >= LEAST


def test_levels_hide_from_the_root_down():
    children = {"nation": ["p", "q"], "p": ["p1", "p2"], "q": ["q1"]}
    counts = {"nation": 29, "p": 25, "q": 4, "p1": 12, "p2": 13, "q1": 4}
    hidden = hidden_in_tree(counts, children, "nation")
    assert hidden == {"p", "q", "p1", "p2", "q1"}


@pytest.mark.django_db
def test_a_village_with_three_people_is_hidden_everywhere(
    haean, toegye, officer_of, as_user, person
):
    for village, many in ((haean, 3), (toegye, 8)):
        for _number in range(many):
            record("post.written", village=village, actor=person())
    services.fill()
    client = as_user(officer_of(haean.region))
    table = client.get("/adoption/42800/?by=members_active").content.decode()
    assert table.count("<b>hidden</b>") == 2
    for slug in (haean.slug, toegye.slug):
        sheet = client.get(f"/adoption/villages/{slug}/").content.decode()
        row = sheet[sheet.index("Active members") :][:400]
        assert "<b>hidden</b>" in row
    sheet = client.get("/adoption/42800/villages.csv").content.decode("utf-8-sig").splitlines()
    column = sheet[0].split(",").index("Active members (people)")
    assert [line.split(",")[column] for line in sheet[1:]] == ["", ""]
