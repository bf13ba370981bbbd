"""The picture a page is shown by elsewhere: 1200 × 630, drawn from the page's own picture."""

from wagtail.images.image_operations import FilterOperation

from PIL import Image, ImageFilter, ImageOps
from willow.plugins.pillow import PillowImage

SIZE = (1200, 630)
SPEC = "card-1200x630|format-jpeg|jpegquality-80"
WIDE = 1.35  # from here on a picture is cut, below it stands whole on a ground
CLEAR = 128  # a picture with any pixel as clear as this was cut out
WALL, FLOOR = "#e2f0e9", "#cadfd4"


def drawn(picture: Image.Image, size: tuple[int, int], centre: tuple[float, float]) -> Image.Image:
    """Cut a wide picture around its centre; set any other whole on a ground.

    What was cut out of its background stands before a wall, as goods do in the market;
    a square or tall photo on its own colours.
    """
    layered = picture.convert("RGBA")
    if layered.getchannel("A").getextrema()[0] < CLEAR:
        return _before_a_wall(layered, size)
    photo = picture.convert("RGB")
    ground = ImageOps.fit(photo, size, Image.Resampling.LANCZOS, centering=centre)
    if photo.width / photo.height >= WIDE:
        return ground
    ground = ground.reduce(4).filter(ImageFilter.GaussianBlur(12)).resize(size)
    return _pasted(ground, ImageOps.contain(photo, size, Image.Resampling.LANCZOS))


def _before_a_wall(layered: Image.Image, size: tuple[int, int]) -> Image.Image:
    ground = Image.new("RGB", size, WALL)
    edge = round(size[1] * 0.64)
    ground.paste(FLOOR, (0, edge, *size))
    return _pasted(ground, ImageOps.contain(layered, size, Image.Resampling.LANCZOS))


def _pasted(ground: Image.Image, whole: Image.Image) -> Image.Image:
    place = ((ground.width - whole.width) // 2, (ground.height - whole.height) // 2)
    ground.paste(whole, place, mask=whole if whole.mode == "RGBA" else None)
    return ground


class CardOperation(FilterOperation):
    """`card-1200x630`: always exactly this size."""

    vary_fields = (
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    def construct(self, size: str) -> None:
        """Take the size apart."""
        width, height = size.split("x")
        self.size = (int(width), int(height))

    def run(self, willow, image, env):
        """Draw the card; `image` knows where its focal point is."""
        point = image.get_focal_point()
        centre = (0.5, 0.5)
        if point is not None:
            x, y = point.centroid
            centre = (min(x / image.width, 1), min(y / image.height, 1))
        return PillowImage(drawn(willow.get_pillow_image(), self.size, centre))
