"""How regions are named inside sentences."""

from django.utils import translation

import pytest

from villages.portal.models import Region
from villages.portal.region_names import in_english

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("official", "said"),
    [
        ("Republic of Korea", "the Republic of Korea"),
        ("Gangwon State", "Gangwon"),
        ("Gyeonggi-do", "Gyeonggi"),
        ("Chungcheongbuk-do", "North Chungcheong"),
        ("Jeollanam-do", "South Jeolla"),
        ("Inje-gun", "Inje County"),
        ("Chuncheon-si", "Chuncheon"),
        ("Jongno-gu", "Jongno District"),
        ("Seoul", "Seoul"),
    ],
)
def test_an_english_sentence_names_a_region_as_people_say_it(official, said):
    assert in_english(official) == said


def test_a_korean_sentence_keeps_the_name(haean):
    with translation.override("ko"):
        assert haean.region.in_words == "양구군"


def test_the_finder_says_how_many_villages_lie_in_a_county(haean, toegye, client):
    asked = client.get(f"/villages/?region={haean.region.code}", headers={"accept-language": "en"})
    assert "villages in Yanggu County" in asked.content.decode()


def test_lists_keep_the_official_name(haean):
    with translation.override("en"):
        assert Region.objects.get(code="42800").name == "Yanggu-gun"
