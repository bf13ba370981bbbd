"""The drawn pictures as rows and files of the shared collection."""

import io

from django.core.files.base import ContentFile

from wagtail.models import Collection

from PIL import Image

from invil.demo import pictures, records
from media.models import VillageImage
from villages.portal.services import SHARED_COLLECTION

TITLE = "demo:"


def load_pictures(progress) -> dict[str, int]:
    """Store every picture of the demo once; returns key -> picture's pk."""
    known = {
        image.title.removeprefix(TITLE): image.pk
        for image in VillageImage.objects.filter(title__startswith=TITLE)
    }
    shared = Collection.objects.get(name=SHARED_COLLECTION, depth=2)
    made = []
    for picture in progress(list(pictures.all_pictures())):
        if picture.key in known:
            continue
        width, height = _size_of(picture.data)
        x, y, focal_width, focal_height = picture.focal
        image = VillageImage(
            title=f"{TITLE}{picture.key}",
            collection=shared,
            width=width,
            height=height,
            file=ContentFile(picture.data, name=picture.filename),
            file_size=len(picture.data),
            alt_text=picture.alt_en,
            alt_text_ko=picture.alt_ko,
            credit="INVIL demo",
            focal_point_x=x,
            focal_point_y=y,
            focal_point_width=focal_width,
            focal_point_height=focal_height,
            consent=True,
        )
        image.save()
        known[picture.key] = image.pk
        made.append(image)
    records.remember(made)
    return known


def key_of(key: str) -> str:
    """The picture's key; a specialty leads to the picture it shares with its kin."""
    kind, _colon, name = key.partition(":")
    return pictures.key_of_specialty(name) if kind == "goods" else key


def _size_of(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size
