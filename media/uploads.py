"""Uploaded pictures: decoded, turned upright, stripped of all metadata, written anew.

What is stored is never the bytes that came in: GPS, thumbnails and anything hidden
behind a valid picture are gone with them.
"""

import io
import logging
import secrets
import struct

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from PIL import Image, ImageCms, ImageOps
from pillow_heif import register_heif_opener

from media.errors import UploadRefused

logger = logging.getLogger("invil.uploads")
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
    upload.seek(0)
    try:
        with Image.open(io.BytesIO(upload.read()), formats=FORMATS) as picture:
            # The header says how large it is: nothing is unpacked before it is asked.
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_large()
            picture.load()
            return _encode(_upright(picture))
    except UploadRefused:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except Exception as error:
        # Decoders meet broken bytes with whatever they happen to raise.
        logger.info("A picture was refused: %r", error)
        raise UploadRefused(
            _("This file is not a picture we can read. JPEG, PNG, WebP, AVIF and HEIC work.")
        ) from error


def _too_large() -> UploadRefused:
    return UploadRefused(_("This picture has too many pixels. Please make it smaller."))


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its camera says; left as it lies where that cannot be read."""
    try:
        return ImageOps.exif_transpose(picture)
    except (OSError, LookupError, TypeError, ValueError, SyntaxError, struct.error) as error:
        logger.info("A picture's EXIF cannot be read: %r", error)
        return picture


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    """The colours its profile means, as sRGB; as they lie where there is none or it cannot be read.

    Phones photograph in wider colours, printers' files are CMYK: without the profile, which goes
    with all other metadata, they would look dull or wrong.
    """
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, meant, screen, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError) as error:
        logger.info("A picture's colour profile cannot be read: %r", error)
        return picture


def _encode(picture: Image.Image) -> tuple[ContentFile, int, int]:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    picture = _in_screen_colours(picture)
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
