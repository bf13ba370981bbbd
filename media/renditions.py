"""The sizes every picture comes in: made by the worker, only read by pages."""

from collections import defaultdict

from media.models import VillageImage, VillageRendition

# A phone is 360 wide and has two or three pixels for each: 720 and 1080 fit it.
WIDTHS = (160, 360, 720, 1080, 1440)
SQUARES = (160, 320, 640)
FORMATS = ("avif", "webp", "jpeg")  # best first; the last that exists is the plain one
SHAPES = ("wide", "square")


def specs(shape: str, formats=FORMATS) -> list[str]:
    """The rendition specs of a shape, the only ones this platform uses."""
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
    """What exists of one picture in one shape, by format, small to large."""
    prefetch_renditions([image])
    start = "fill-" if shape == "square" else "width-"
    by_format: dict[str, dict[int, VillageRendition]] = defaultdict(dict)
    for rendition in image._lying_ready:
        size, _, rest = rendition.filter_spec.partition("|format-")
        # A picture smaller than the size comes out at its own width: keep one of each.
        if rest in FORMATS and size.startswith(start):
            rendition.image = image
            by_format[rest][rendition.width] = rendition
    return {kind: [found[w] for w in sorted(found)] for kind, found in by_format.items()}
