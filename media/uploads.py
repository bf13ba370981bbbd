"""Uploaded pictures: decoded, turned upright, stripped of all metadata, written anew.

What is stored is never the bytes that came in: GPS, thumbnails and anything hidden
behind a valid picture are gone with them.
"""

import io
import secrets

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from media.errors import UploadRefused

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2560
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")

register_heif_opener()


def clean_picture(upload) -> tuple[ContentFile, int, int]:
    """A safe JPEG (or PNG where it is see-through) with its width and height in pixels.

    Raises `UploadRefused` for what is no picture of the allowed kinds, too large in
    bytes or pixels, or broken.
    """
    if upload.size > MOST_BYTES:
        raise UploadRefused(_("This picture is larger than 20 MB. Please choose a smaller one."))
    data = upload.read()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UploadRefused(_("This picture has too many pixels. Please make it smaller."))
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except UploadRefused:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
    ) as error:
        raise UploadRefused(
            _("This file is not a picture we can read. JPEG, PNG, WebP, AVIF and HEIC work.")
        ) from error
    return _encode(upright)


def _encode(picture: Image.Image) -> tuple[ContentFile, int, int]:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    target = picture.convert("RGBA" if see_through else "RGB")
    clean = Image.new(target.mode, target.size)
    clean.paste(target)
    out = io.BytesIO()
    if see_through:
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=86, optimize=True, progressive=True)
    suffix = "png" if see_through else "jpg"
    file = ContentFile(out.getvalue(), name=f"{secrets.token_hex(8)}.{suffix}")
    return file, clean.width, clean.height
