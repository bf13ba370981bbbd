"""Seconds and queries of a village's export: 30 pages, 120 full pictures.

    python -W ignore -m benchmarks.export      works on a database of its own; writes var/bench/export.csv

One warm-up, then five exports; the median counts, the load stands beside it. The pictures
are drawn once, as heavy as a phone's after the upload's own cleaning.
"""

import csv
import io
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import django

ROUNDS, PAGES, PICTURES = 5, 30, 120
MOST_SECONDS = 10


def noisy_photo(seed: int) -> bytes:
    """A JPEG of 2048 by 1536 that packs as badly as a photo."""
    from PIL import Image

    small = Image.effect_noise((1024, 768), 40 + seed % 20)
    out = io.BytesIO()
    small.resize((2048, 1536)).convert("RGB").save(out, "JPEG", quality=86)
    return out.getvalue()


def build():
    """A village with its pages and pictures; the village and its manager."""
    from django.core.files.base import ContentFile

    from media.models import VillageImage
    from tests import world
    from villages.accounts.models import User
    from villages.portal.models import (
        GalleryPage,
        GalleryPicture,
        NewsIndexPage,
        NewsPage,
        Village,
    )
    from villages.portal.services import grant_role

    world.build()
    village = Village.objects.select_related("page").get(slug=world.HAEAN)
    boss = User.objects.create_user(email="boss@invil.example", first_name="Manager")
    grant_role(user=boss, village=village, role="manager")
    photos = [noisy_photo(seed) for seed in range(8)]
    images = []
    for number in range(PICTURES):
        data = photos[number % len(photos)]
        image = VillageImage(
            title=f"No. {number}", collection=village.collection, width=2048, height=1536,
            file=ContentFile(data, name=f"p{number}.jpg"), file_size=len(data),
        )  # fmt: skip
        image.save()
        images.append(image)
    index = NewsIndexPage.objects.get(path__startswith=village.page.path)
    for number in range(PAGES):
        own = images[number * 3 : number * 3 + 3]
        body = [("paragraph", "<p>Words of the village.</p>" * 6)]
        body += [("picture", {"image": one, "alt": "Boxes", "caption": "A day"}) for one in own]
        index.add_child(
            instance=NewsPage(title=f"Story {number}", slug=f"s{number}", body=body, picture=own[0])
        )
    album = village.page.add_child(instance=GalleryPage(title="Album", slug="album"))
    GalleryPicture.objects.bulk_create(
        GalleryPicture(page=album, image=image, sort_order=number)
        for number, image in enumerate(images[90:])
    )
    return village, boss


def main() -> int:
    """Measure; 1 where the median is over the limit."""
    folder = tempfile.TemporaryDirectory()
    os.environ["INVIL_VAR_DIR"] = folder.name
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invil.settings.embedded")
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from villages.portal.export import export_village

    call_command("migrate", verbosity=0)
    village, boss = build()
    with CaptureQueriesContext(connection) as captured:
        size = len(export_village(village, acting_user=boss).read())
    seconds = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        export_village(village, acting_user=boss).close()
        seconds.append(time.perf_counter() - start)
    median = statistics.median(seconds)
    row = [PAGES, PICTURES, size, len(captured), f"{median:.2f}", f"{os.getloadavg()[0]:.1f}"]
    out = Path("var") / "bench"
    out.mkdir(parents=True, exist_ok=True)
    with (out / "export.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["pages", "pictures", "bytes", "queries", "median_s", "load"])
        writer.writerow(row)
    sys.stdout.write(
        f"{PAGES} pages, {PICTURES} pictures: {size / 1e6:.0f} MB, {len(captured)} queries, "
        f"median {median:.2f} s of at most {MOST_SECONDS}; load {row[-1]}\n"
    )
    folder.cleanup()
    return int(median > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
