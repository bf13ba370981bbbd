"""A photo's colours are those its profile means, after the profile itself is gone."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

import pytest
from PIL import Image, ImageCms

from media.uploads import clean_picture

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def red_means_blue() -> bytes:
    """A screen whose first light is blue: the first and third colours change places."""
    head, table = SRGB[:128], SRGB[128:]
    swapped = table.replace(b"rXYZ", b"----", 1).replace(b"bXYZ", b"rXYZ", 1)
    return head + swapped.replace(b"----", b"bXYZ", 1)


def kept(colour, mode: str = "RGB", **more) -> Image.Image:
    out = io.BytesIO()
    Image.new(mode, (40, 30), colour).save(out, **more)
    file, _width, _height = clean_picture(SimpleUploadedFile("photo", out.getvalue()))
    return Image.open(file)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_profile_is_followed_and_then_left_out(kind):
    picture = kept((250, 10, 10), format=kind, icc_profile=red_means_blue())
    red, _green, blue = picture.getpixel((20, 15))
    assert (red < 40, blue > 220) == (True, True)
    assert "icc_profile" not in picture.info


def test_a_see_through_picture_stays_so():
    picture = kept((250, 10, 10, 90), "RGBA", format="PNG", icc_profile=red_means_blue())
    red, _green, blue, alpha = picture.getpixel((20, 15))
    assert (red < 40, blue > 220, alpha) == (True, True, 90)


@pytest.mark.parametrize("profile", [b"", b"no profile at all", SRGB[:200]])
def test_without_one_that_can_be_read_the_colours_stay(profile):
    red, _green, blue = kept((250, 10, 10), format="PNG", icc_profile=profile).getpixel((20, 15))
    assert (red > 240, blue < 20) == (True, True)
