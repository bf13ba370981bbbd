"""Korean first: what is indexed, what is asked for."""

import pytest

from villages.finder.selectors import search
from villages.finder.services import put


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["꿀", "honey", "감자", "자떡", "토종꿀", "HONEYS", "감자 honey"])
def test_a_thing_is_found_by_any_part_of_its_words(query):
    put(kind="good", ref=1, title="설악산 토종꿀 honey", text="감자떡을 함께 드세요", url="/x/")
    assert [doc.ref for doc in search(query)] == ["1"]


@pytest.mark.django_db
def test_syllables_of_two_words_do_not_join():
    put(kind="good", ref=1, title="설악산 토종꿀", url="/x/")
    assert search("산토").total == 0


@pytest.mark.django_db
def test_a_title_beats_a_text():
    put(kind="good", ref="text", title="감자떡", text="사과 없이", url="/x/")
    put(kind="good", ref="title", title="청송 사과", url="/y/")
    assert [doc.ref for doc in search("사과")] == ["title", "text"]


@pytest.mark.django_db
def test_members_only_things_are_hidden_from_strangers(haean, resident_of, person):
    put(
        kind="thread",
        ref=1,
        title="마을 회의",
        url="/x/",
        village=haean,
        audience=f"village:{haean.pk}",
    )
    assert search("회의", user=person()).total == 0
    assert search("회의", user=resident_of(haean)).total == 1
