"""All pictures of the demo world on two sheets, to be looked at: does one hand seem to draw them?"""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from invil.demo import goods as goods_art
from invil.demo import pictures

LANDSCAPE, SQUARE, GAP, ACROSS, GOODS_ACROSS = (400, 225), (150, 150), 10, 8, 14
PAPER = "#ffffff"
# Wall and floor of the ten local colours, as `.shot` paints them.
GROUNDS = (
    ("#e2f2ea", "#c9e3d6"),
    ("#fce8de", "#f3cfbd"),
    ("#e1f0fb", "#c4e0f4"),
    ("#e8f2e0", "#d0e3c2"),
    ("#fbe6f0", "#f0cade"),
    ("#f6ecdc", "#e9d6b8"),
    ("#fde6e3", "#f5cbc5"),
    ("#e6edfb", "#cbdaf6"),
    ("#fde6e9", "#f6c9cf"),
    ("#f0eeeb", "#ddd9d3"),
)


def forty() -> list[str]:
    """Forty landscapes: each scene in each season, the hours taking turns."""
    hours = tuple(pictures.HOURS)
    return [
        f"scene:{scene}:{season}:{hours[(row + column) % len(hours)]}"
        for row, scene in enumerate(pictures.SCENES)
        for column, season in enumerate(pictures.SEASONS)
    ]


def write(folder: Path) -> list[Path]:
    """Draw both sheets into a folder; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    scenes = [_opened(key).convert("RGB").resize(LANDSCAPE) for key in forty()]
    goods = [
        _on_ground(_opened(f"goods:{name}"), GROUNDS[n % len(GROUNDS)])
        for n, name in enumerate(goods_art.PICTURES)
    ]
    sheets = {"world-landscapes.png": (scenes, ACROSS), "world-goods.png": (goods, GOODS_ACROSS)}
    for name, (images, across) in sheets.items():
        _sheet(images, across).save(folder / name)
    return [folder / name for name in sheets]


def _opened(key: str) -> Image.Image:
    return Image.open(io.BytesIO(pictures.picture(key).data))


def _on_ground(picture: Image.Image, ground: tuple[str, str]) -> Image.Image:
    wall, floor = ground
    square = Image.new("RGB", SQUARE, wall)
    square.paste(floor, (0, SQUARE[1] * 2 // 3, *SQUARE))
    inner = picture.convert("RGBA").resize((SQUARE[0] * 88 // 100,) * 2)
    place = (SQUARE[0] - inner.width) // 2
    square.paste(inner, (place, place), inner)
    return square


def _sheet(images: Sequence[Image.Image], across: int) -> Image.Image:
    wide, tall = images[0].size
    down = -(-len(images) // across)
    sheet = Image.new("RGB", (across * (wide + GAP) + GAP, down * (tall + GAP) + GAP), PAPER)
    for n, image in enumerate(images):
        sheet.paste(image, (GAP + n % across * (wide + GAP), GAP + n // across * (tall + GAP)))
    return sheet
