"""Every hostile or odd file is refused in words, or kept as a clean picture. Never a 500."""

import re
import subprocess
import sys

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

import pytest
from PIL import Image

from media.errors import UploadRefused
from media.models import VillageImage
from media.services import store_picture
from tests.media.hostile import CORPUS, KEPT, REFUSED, jpeg, turned

pytestmark = pytest.mark.django_db
FORBIDDEN = (
    b"Secret phone",
    b"GPSLatitude",
    b"<script",
    b"<?php",
    b"PK\x03\x04",
    b"Exif",
    b"37,30N",
)
_made: dict[str, bytes] = {}


@pytest.fixture(autouse=True)
def _no_sizes(monkeypatch):
    """The smaller versions have tests of their own."""
    from media import services

    monkeypatch.setattr(services, "make_renditions", _Silent())


class _Silent:
    def enqueue(self, *words) -> None:
        """Make nothing."""


def data_of(odd) -> bytes:
    """The file's bytes, made once."""
    if odd.key not in _made:
        _made[odd.key] = odd.make()
    return _made[odd.key]


def is_clean(image: VillageImage, odd) -> None:
    """Upright, in an allowed format, with a random name, and nothing in it but pixels."""
    with image.file.open("rb") as stored:
        data = stored.read()
        stored.seek(0)
        with Image.open(stored) as picture:
            picture.load()
            assert picture.format in ("JPEG", "PNG")
            assert picture.size == odd.size == (image.width, image.height)
            assert not dict(picture.getexif())
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                         "progressive", "progression"}  # fmt: skip
    assert not [word for word in FORBIDDEN if word in data]
    assert re.fullmatch(r"original_images/[0-9a-f]{16}(_\w+)?\.(jpg|png)", image.file.name)


@pytest.mark.parametrize("odd", CORPUS, ids=str)
def test_the_pipeline_keeps_pixels_or_says_no(odd, haean):
    upload = ContentFile(data_of(odd), name=odd.name)
    if odd.fate == REFUSED:
        with pytest.raises(UploadRefused) as refusal:
            store_picture(upload=upload, collection=haean.collection, title="Odd")
        assert len(refusal.value.message) > 20
        assert not VillageImage.objects.exists()
    else:
        image = store_picture(upload=upload, collection=haean.collection, title="Odd")
        is_clean(image, odd)


def posted(odd) -> SimpleUploadedFile:
    """The file with the name as a browser would send it."""
    file = SimpleUploadedFile("a.jpg", data_of(odd), "image/jpeg")
    file._name = odd.name  # past Django's own cleaning: the server has to do it
    return file


@pytest.mark.parametrize("odd", CORPUS, ids=str)
def test_the_phone_s_form_keeps_the_words_whatever_the_file(odd, haean, editor_of, as_user):
    answer = as_user(editor_of(haean)).post(
        f"/office/{haean.slug}/post/news/",
        {
            "title": "Picking began",
            "text": "The first boxes left.",
            "subject": "harvest",
            "language": "en",
            "consent": "on",
            "pictures": [posted(odd)],
        },
    )
    if odd.fate == KEPT:
        assert answer.status_code == 302, answer.content[-3000:]
        is_clean(VillageImage.objects.get(), odd)
    else:
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "The first boxes left." in page
        assert 'id="id_pictures_error"' in page
        assert not VillageImage.objects.exists()


@pytest.mark.parametrize("odd", CORPUS, ids=str)
def test_the_page_editor_keeps_pixels_or_says_no(odd, haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    sent = {"title": "Odd", "collection": haean.collection.pk}
    for address, field in (("add/", "file"), ("multiple/add/", "files[]")):
        answer = client.post(f"/cms/images/{address}", {**sent, field: posted(odd)})
        assert answer.status_code in (200, 302, 400), answer.content[-2000:]
    for image in VillageImage.objects.all():
        assert odd.fate == KEPT
        is_clean(image, odd)


@pytest.mark.parametrize("number", range(1, 9))
def test_a_photo_stands_upright(number, haean):
    image = store_picture(
        upload=ContentFile(turned(number), name="a.jpg"), collection=haean.collection, title="Odd"
    )
    with image.file.open("rb") as stored, Image.open(stored) as picture:
        grey = picture.convert("L")
        corners = [grey.getpixel(at) > 128 for at in ((8, 8), (55, 8), (8, 39), (55, 39))]
    assert corners == [True, False, False, False]


MEASURE = """
import io, resource, sys
from django.core.files.base import ContentFile
from media.errors import UploadRefused
from media.uploads import clean_picture
from tests.media import hostile
data = getattr(hostile, sys.argv[1])()
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    clean_picture(ContentFile(data, name="a.png"))
except UploadRefused:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start) // 1024)
"""


@pytest.mark.parametrize("bomb", ["png_bomb", "webp_bomb", "jpeg_bomb", "gif_bomb"])
def test_a_bomb_is_refused_before_it_is_unpacked(bomb):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"import django; django.setup()\n{MEASURE}", bomb],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert int(done.stdout) < 40, "megabytes more than before"


def test_a_picture_with_too_many_pixels_is_named_so(haean):
    bomb = next(odd for odd in CORPUS if odd.key == "png-side-20001")
    with pytest.raises(UploadRefused, match="pixels"):
        store_picture(
            upload=ContentFile(data_of(bomb), name="a.png"),
            collection=haean.collection, title="Odd",
        )  # fmt: skip


def test_the_corpus_is_large_and_has_no_twins():
    assert len(CORPUS) >= 60
    assert len({odd.key for odd in CORPUS}) == len(CORPUS)
    assert jpeg()
