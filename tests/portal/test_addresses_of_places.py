"""Places are named as each language names them: from large to small in Korean, else from small."""

from django.utils import translation

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "place", "named", "region"),
    [
        ("ko", "양구군 해안면", "양구군 해안마을", "강원도 양구군"),
        ("en", "Haean-myeon, Yanggu-gun", "Haean Village, Yanggu-gun", "Yanggu-gun, Gangwon State"),
    ],
)
def test_a_village_s_place(haean, language, place, named, region):
    haean.township_ko, haean.township_en = "해안면", "Haean-myeon"
    with translation.override(language):
        assert haean.place == place
        assert haean.placed_name == named
        assert haean.region.full_name == region


def test_a_village_without_a_township_leaves_no_comma(haean):
    haean.township_ko = haean.township_en = ""
    with translation.override("en"):
        assert haean.place == "Yanggu-gun"


def test_a_province_stands_alone(haean):
    with translation.override("ko"):
        assert haean.region.parent.full_name == haean.region.parent.name_ko
