"""What other sites show of a page: always 1200 × 630, drawn beforehand, never on a visit."""

import re

from django.core.files.base import ContentFile

import pytest
from PIL import Image

from media.cards import SIZE, drawn
from media.models import VillageRendition
from media.renditions import ensure_renditions
from media.services import store_picture
from tests.portal.test_posting import photo

CENTRE = (0.5, 0.5)


@pytest.mark.parametrize("size", [(1600, 900), (300, 200), (640, 640), (400, 900)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
def test_a_card_has_one_size_whatever_the_picture(size, mode):
    card = drawn(Image.new(mode, size), SIZE, CENTRE)
    assert (card.size, card.mode) == (SIZE, "RGB")


def test_a_wide_picture_is_cut_around_its_focal_point():
    picture = Image.new("RGB", (3000, 1000), "white")
    picture.paste("red", (0, 0, 300, 1000))
    assert drawn(picture, SIZE, (0.05, 0.5)).getpixel((40, 300))[1] < 50
    assert drawn(picture, SIZE, CENTRE).getpixel((40, 300))[1] > 200


def test_a_square_photo_is_shown_whole():
    picture = Image.new("RGB", (600, 600), "white")
    picture.paste("red", (280, 0, 320, 20))
    assert drawn(picture, SIZE, CENTRE).getpixel((600, 5))[1] < 60


@pytest.fixture
def home_with_a_picture(haean):
    upload = ContentFile(photo().read(), name="a.jpg")
    picture = store_picture(upload=upload, collection=haean.collection, title="Terraces")
    picture.alt_text, picture.alt_text_ko = 'Terraces "in June"', "유월의 다랑논"
    picture.save()
    haean.page.hero = picture
    haean.page.save()
    return haean


def meta(client, url: str, language: str = "en") -> dict[str, str]:
    text = client.get(url, headers={"Accept-Language": language}).content.decode()
    return dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"', text)
    )


def test_a_page_shows_its_own_picture_once_it_is_drawn(client, home_with_a_picture):
    url = f"/villages/{home_with_a_picture.slug}/"
    VillageRendition.objects.all().delete()
    before = meta(client, url)
    assert "card." in before["og:image"]
    assert not VillageRendition.objects.exists()
    ensure_renditions(home_with_a_picture.page.hero, shapes=("card",))
    after = meta(client, url)
    assert "card-1200x630" in after["og:image"]
    assert after["og:image"].startswith("http")
    assert (after["og:image:width"], after["og:image:height"]) == ("1200", "630")
    assert after["og:image:alt"] == "Terraces &quot;in June&quot;"
    assert meta(client, url, "ko")["og:image:alt"] == "유월의 다랑논"
    assert after["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_title_and_description_are_those_of_the_page(client, haean, language):
    url = f"/villages/{haean.slug}/"
    text = client.get(url, headers={"Accept-Language": language}).content.decode()
    said = meta(client, url, language)
    assert f"<title>{said['og:title']}</title>" in text
    assert f'<meta name="description" content="{said["og:description"]}">' in text
    assert said["og:locale"][:2] == language
