"""Every part of the design is shown and explained, in both languages."""

from pathlib import Path

from django.utils import translation

import pytest

from villages.core.styleguide.parts import GROUPS
from villages.core.templatetags.look import rating, whole_codes

PARTS = [part for group in GROUPS for part in group.parts]
COMPONENTS = Path(__file__).parents[2] / "invil" / "templates" / "components"
# Pieces of others, rows that need pages of Wagtail, and what only paper shows.
ROWS = {"news_card", "news_row", "notice_row", "event_row", "field_notes", "section_head"} | {
    "paper_bar",
    "paper_foot",
    "paper_head",
}
# Drawn by a tag, by Python, or by hand because a sample has no form of Django's.
OTHERWISE = {
    "season": "season_strip",
    "rating": "{% rating",
    "avatar": 'class="avatar"',
    "composer": 'class="composer"',
    "chart": "chart in charts",
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_part_stands_on_the_page_with_its_words(client, language):
    page = client.get("/styleguide/", headers={"accept-language": language}).content.decode()
    with translation.override(language):
        for part in PARTS:
            assert f'id="{part.anchor}"' in page
            for words in (part.title, part.purpose, part.avoid, part.access):
                assert str(translation.gettext(str(words)))[:20] in page.replace("&amp;", "&")


@pytest.mark.django_db
def test_no_english_is_left_on_the_korean_page(client):
    page = client.get("/styleguide/", headers={"accept-language": "ko"}).content.decode()
    for part in PARTS:
        with translation.override("en"):
            assert str(part.purpose)[:40] not in page


def test_every_component_is_part_of_the_guide():
    shown = "".join(path.read_text() for path in (COMPONENTS.parent / "styleguide").glob("*.html"))
    shown += "".join(part.markup for part in PARTS)
    for name in {path.stem for path in COMPONENTS.glob("*.html")} - ROWS:
        assert OTHERWISE.get(name, f"components/{name}.html") in shown, name


def test_stars_are_filled_to_the_tenth_and_never_beyond():
    assert rating(4.6, 12)["width"] == pytest.approx(110.4)
    assert rating(9, 1)["width"] == 120
    assert rating(4.0, 3)["words"] == "4"


def test_an_order_number_stays_whole_and_words_are_escaped():
    html = whole_codes("New order SRQ3RQZRAW-1: please pack <b>it</b>.")
    assert '<span class="nowrap">SRQ3RQZRAW-1</span>' in html
    assert "<b>" not in html
