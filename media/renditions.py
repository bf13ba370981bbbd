"""The sizes every picture comes in: made by the worker, only read by pages."""

from collections import defaultdict

from wagtail.images.models import Filter

from media.cards import SPEC as CARD
from media.models import VillageImage, VillageRendition

# A phone is 360 wide and has two or three pixels for each: 720 and 1080 fit it.
WIDTHS = (160, 360, 720, 1080, 1440)
SQUARES = (160, 320, 640)
FORMATS = ("avif", "webp", "jpeg")  # best first; the last that exists is the plain one
SHAPES = ("wide", "square", "card")
STARTS = {"wide": "width-", "square": "fill-", "card": "card-"}


def specs(shape: str, formats=FORMATS) -> list[str]:
    """The rendition specs of a shape, the only ones this platform uses."""
    if shape == "card":
        return [CARD]
    sizes = (
        [f"fill-{w}x{w}" for w in SQUARES] if shape == "square" else [f"width-{w}" for w in WIDTHS]
    )
    return [f"{size}|format-{kind}" for kind in formats for size in sizes]


def ensure_renditions(image: VillageImage, *, shapes=SHAPES, formats=FORMATS) -> int:
    """Make the sizes that are missing; how many lie ready. Slow: for the worker only.

    Idempotent; files and rows are written outside any transaction of ours.
    """
    wanted = [spec for shape in shapes for spec in specs(shape, formats)]
    return len(image.get_renditions(*wanted))


def prefetch_renditions(images) -> list[VillageImage]:
    """Put the renditions on all these pictures: one query for a whole page.

    Takes pictures and None, in any mixture; gives the pictures back.
    """
    found = [image for image in images if image is not None]
    missing = {image.pk for image in found if "_lying_ready" not in image.__dict__}
    rows = defaultdict(list)
    if missing:
        for rendition in VillageRendition.objects.filter(image__in=missing):
            rows[rendition.image_id].append(rendition)
    for image in found:
        if image.pk in missing:
            image._lying_ready = rows[image.pk]
    return found


def lying_ready(image: VillageImage, shape: str) -> dict[str, list[VillageRendition]]:
    """What exists of one picture in one shape, by format, small to large.

    Cut around today's focal point; until the worker has made those, around an older one.
    """
    prefetch_renditions([image])
    found = [r for r in image._lying_ready if r.filter_spec.startswith(STARTS[shape])]
    if shape != "wide" and len({r.focal_point_key for r in found}) > 1:
        key = Filter(spec=specs(shape)[0]).get_cache_key(image)
        found = [r for r in found if r.focal_point_key == key] or found
    by_format: dict[str, dict[int, VillageRendition]] = defaultdict(dict)
    for rendition in found:
        kind = rendition.filter_spec.partition("|format-")[2].partition("|")[0]
        # A picture smaller than the size comes out at its own width: keep one of each.
        if kind in FORMATS:
            rendition.image = image
            by_format[kind][rendition.width] = rendition
    return {kind: [sizes[w] for w in sorted(sizes)] for kind, sizes in by_format.items()}
