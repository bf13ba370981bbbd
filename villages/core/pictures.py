"""What of a picture lies ready, as a template needs it. Making sizes is `media`'s."""

from dataclasses import dataclass

from django.utils import translation

from media.renditions import FORMATS, lying_ready

THIRDS = (0, 50, 100)


@dataclass(frozen=True)
class Ready:
    """One `<picture>`: sources by format (best first), and the plain picture."""

    src: str
    width: int
    height: int
    srcset: str = ""
    sources: tuple[tuple[str, str], ...] = ()


def ready(image, shape: str, most: int = 0) -> Ready:
    """The sizes that exist, up to `most` pixels wide (any where 0); the original where none does."""
    by_format = {
        kind: [size for size in found if not most or size.width <= most] or found
        for kind, found in lying_ready(image, shape).items()
    }
    sets = [(kind, by_format[kind]) for kind in FORMATS if by_format.get(kind)]
    if not sets:
        return Ready(image.file.url, image.width, image.height)
    plain = sets[-1][1]
    # The middle size is the plain one: old browsers take it whatever their screen.
    middle = plain[min(len(plain) - 1, len(plain) // 2)]
    return Ready(
        src=middle.url,
        width=middle.width,
        height=middle.height,
        # Where there are better formats, what is left to the plain one reads no sizes either.
        srcset=_srcset(plain) if len(plain) > 1 and len(sets) == 1 else "",
        sources=tuple((kind, _srcset(found)) for kind, found in sets[:-1]),
    )


def card(image) -> str:
    """The address of the picture for other sites; empty where it is not drawn yet."""
    found = lying_ready(image, "card").get("jpeg", [])
    return found[-1].url if found else ""


def kept_in_view(image) -> str:
    """Where the focal point lies, in thirds: what a frame cut by the style sheet keeps.

    Empty where nobody chose one. The style sheet reads it, for no inline style is allowed.
    """
    point = image.get_focal_point()
    if point is None or not (image.width and image.height):
        return ""
    x, y = point.centroid
    across = THIRDS[min(int(3 * x / image.width), 2)]
    down = THIRDS[min(int(3 * y / image.height), 2)]
    return f"x{across} y{down}"


def words(image) -> str:
    """What is on the picture, in the reader's language where it was written."""
    if translation.get_language() == "ko" and getattr(image, "alt_text_ko", ""):
        return image.alt_text_ko
    return getattr(image, "alt_text", "")


def _srcset(renditions) -> str:
    return ", ".join(f"{r.url} {r.width}w" for r in renditions)
