"""Product pictures of the demo: heaps, trios and crates of Fluent 3D art, transparent WebP.

The page lays wall and table in the village's accent under them (`.shot`), so one
picture serves every village and both colour schemes.
"""

import io
import random
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

ART = Path(__file__).parent / "art"
SIZE = 640
UNIT = SIZE / 560
# name: art file, layout, then how the colour is changed (see `recoloured`)
PICTURES = {
    "mandarin": ("1f34a", "crate"),
    "hallabong": ("1f34a", "trio", {"hue": -8, "value": 0.97}),
    "apple": ("1f34e", "crate"),
    "pear": ("1f350", "heap", {"hue": -28, "sat": 0.8, "value": 0.95}),
    "peach": ("1f351", "heap"),
    "grape": ("1f347", "trio"),
    "shine-muscat": ("1f347", "trio", {"to": 75, "sat": 0.85, "value": 1.25, "band": (200, 320)}),
    "strawberry": ("1f353", "heap"),
    "watermelon": ("1f349", "trio"),
    "korean-melon": ("1f348", "heap", {"to": 48, "sat": 2.1, "value": 1.02}),
    "persimmon": ("1f345", "crate", {"to": 24, "value": 1.08, "band": (320, 20)}),
    "dried-persimmon": ("1f345", "heap", {"to": 18, "value": 0.72, "band": (320, 20)}),
    "jujube": ("1fad2", "heap", {"to": 8, "sat": 1.1, "value": 0.8}),
    "plum": ("1f351", "trio", {"to": 340, "sat": 1.25, "value": 0.8, "band": (300, 50)}),
    "green-plum": ("1fad2", "crate"),
    "berries": ("1fad0", "heap", {"to": 280, "sat": 0.9, "value": 0.7}),
    "bokbunja": ("1fad0", "heap", {"to": 338, "sat": 1.2, "value": 0.75}),
    "omija": ("1f352", "heap"),
    "fig": ("1f9c4", "heap", {"to": 305, "sat": 2.2, "value": 0.62}),
    "yuja": ("1f34b", "crate"),
    "tomato": ("1f345", "crate"),
    "potato": ("1f954", "crate"),
    "sweet-potato": ("1f360", "heap"),
    "garlic": ("1f9c4", "heap"),
    "onion": ("1f9c5", "crate"),
    "chili": ("1f336-fe0f", "heap"),
    "paprika": ("1fad1", "heap", {"to": 4, "sat": 1.3, "value": 1.35}),
    "cabbage": ("1f96c", "trio"),
    "kimchi": ("1f96c", "trio", {"to": 10, "sat": 1.2, "value": 1.25}),
    "turnip": ("1f9c4", "trio", {"to": 322, "sat": 2.3, "value": 0.85}),
    "radish": ("1f955", "crate", {"to": 80, "sat": 0.2, "value": 1.2, "band": (0, 45)}),
    "carrot": ("1f955", "crate"),
    "corn": ("1f33d", "crate"),
    "greens": ("1f33f", "heap"),
    "dried-greens": ("1f33f", "heap", {"to": 42, "sat": 0.75, "value": 0.72}),
    "lotus-root": ("1fab7", "solo"),
    "bamboo-shoot": ("1f38d", "solo"),
    "asparagus": ("1fadb", "heap"),
    "zucchini": ("1f952", "crate"),
    "ginger": ("1fada", "heap"),
    "yam": ("1f360", "trio", {"to": 30, "sat": 0.45, "value": 0.9}),
    "rice": ("1f35a", "solo"),
    "black-rice": ("1f35a", "solo", {"to": 285, "sat": 0.5, "value": 0.6}),
    "grain": ("1f33e", "trio"),
    "soybean": ("1fad8", "heap", {"to": 45, "sat": 0.8, "value": 1.9}),
    "peanut": ("1f95c", "heap"),
    "walnut": ("1f9c6", "trio", {"to": 28, "sat": 0.9, "value": 1.15}),
    "chestnut": ("1f330", "heap"),
    "beef": ("1f969", "trio"),
    "pork": ("1f953", "trio"),
    "egg": ("1f95a", "crate"),
    "cheese": ("1f9c0", "trio"),
    "milk": ("1f95b", "trio"),
    "crab": ("1f980", "trio"),
    "blue-crab": ("1f980", "trio", {"to": 205, "sat": 0.6, "value": 0.8}),
    "oyster": ("1f9aa", "heap"),
    "shell": ("1f41a", "heap"),
    "octopus": ("1f419", "trio"),
    "squid": ("1f991", "trio", {"to": 18, "sat": 0.6, "value": 0.95}),
    "prawn": ("1f990", "heap"),
    "fish": ("1f41f", "trio", {"sat": 0.22, "value": 0.92}),
    "red-fish": ("1f41f", "trio", {"to": 10, "sat": 0.55}),
    "dried-fish": ("1f41f", "heap", {"to": 40, "sat": 0.55, "value": 0.9}),
    "seaweed": ("1f96c", "heap", {"to": 150, "sat": 0.8, "value": 0.42}),
    "laver": ("1f359", "trio"),
    "gochujang": ("1fad9", "trio", {"to": 5, "sat": 3.6, "value": 0.75}),
    "doenjang": ("1fad9", "trio", {"to": 32, "sat": 2.8, "value": 0.65}),
    "yuja-tea": ("1fad9", "trio", {"to": 46, "sat": 3.2, "value": 0.98}),
    "omija-syrup": ("1fad9", "trio", {"to": 345, "sat": 3.0, "value": 0.8}),
    "sap": ("1fad9", "trio"),
    "rice-wine": ("1f376", "solo"),
    "wine": ("1f377", "trio"),
    "hangwa": ("1f96e", "trio"),
    "coffee": ("2615", "solo"),
    "tofu": ("1f9c8", "trio", {"sat": 0.18, "value": 1.15}),
    "noodles": ("1f35c", "solo"),
    "oil": ("1f37e", "solo", {"to": 34, "sat": 1.1, "value": 0.95, "band": (70, 170)}),
    "salt": ("1f9c2", "trio"),
    "soup": ("1f372", "solo"),
    "taffy": ("1f36c", "heap", {"to": 28, "sat": 1.0, "value": 1.0, "band": (320, 20)}),
    "bun": ("1f95f", "trio", {"sat": 0.55, "value": 1.08}),
    "ginseng": ("1fada", "heap", {"sat": 0.55, "value": 1.12}),
    "red-ginseng": ("1fada", "heap", {"to": 10, "sat": 1.1, "value": 0.62}),
    "mushroom": ("1f344", "heap", {"to": 25, "sat": 0.75, "value": 0.62, "band": (320, 20)}),
    "white-mushroom": ("1f344", "heap", {"to": 35, "sat": 0.22, "value": 1.15, "band": (320, 20)}),
    "green-tea": ("1f375", "solo"),
    "honey": ("1f36f", "solo"),
    "native-honey": ("1f36f", "trio", {"value": 0.86}),
    "hanji": ("1f4dc", "trio"),
    "basket": ("1f9fa", "solo"),
    "onggi": ("1f3fa", "solo", {"to": 16, "sat": 1.1, "value": 0.55}),
    "celadon": ("1f3fa", "solo", {"to": 150, "sat": 0.55, "value": 1.1}),
    "ceramics": ("1f3fa", "solo", {"to": 215, "sat": 0.18, "value": 1.35}),
    "cloth": ("1f458", "solo", {"to": 45, "sat": 0.35, "value": 1.15}),
    "lacquer": ("1f371", "solo"),
    "wooden-ware": ("1f963", "trio", {"to": 25, "sat": 0.8, "value": 0.9}),
    "rose": ("1f339", "trio"),
    "lavender": ("1fabb", "trio"),
}
# The 138 specialties whose picture has another name.
SAME_AS = {
    "sweet-persimmon": "persimmon",
    "daebong-persimmon": "persimmon",
    "aronia": "berries",
    "mulberry": "berries",
    "dried-chili": "chili",
    "highland-cabbage": "cabbage",
    "salted-cabbage": "cabbage",
    "winter-radish": "radish",
    "large-green-onion": "greens",
    "winter-spinach": "greens",
    "waxy-corn": "corn",
    "gondre": "greens",
    "gomchwi": "greens",
    "gosari": "dried-greens",
    "water-parsley": "greens",
    "taro": "potato",
    "mountain-yam": "yam",
    "barley": "grain",
    "buckwheat": "grain",
    "mixed-grain": "grain",
    "jobs-tears": "grain",
    "pine-nut": "peanut",
    "hanwoo": "beef",
    "black-pork": "pork",
    "free-range-egg": "egg",
    "farm-yogurt": "milk",
    "snow-crab": "crab",
    "abalone": "oyster",
    "cockle": "shell",
    "manila-clam": "shell",
    "tidal-octopus": "octopus",
    "webfoot-octopus": "octopus",
    "giant-octopus": "octopus",
    "eel": "fish",
    "hairtail": "fish",
    "trout": "red-fish",
    "salted-mackerel": "fish",
    "maesaengi": "seaweed",
    "gulbi": "dried-fish",
    "seasoned-laver": "laver",
    "kelp": "seaweed",
    "sea-mustard": "seaweed",
    "anchovy": "dried-fish",
    "hwangtae": "dried-fish",
    "dried-squid": "squid",
    "gwamegi": "dried-fish",
    "dried-tilefish": "red-fish",
    "salted-shrimp": "prawn",
    "mustard-kimchi": "kimchi",
    "makgeolli": "rice-wine",
    "sogokju": "rice-wine",
    "distilled-soju": "rice-wine",
    "grape-wine": "wine",
    "wild-grape-wine": "wine",
    "buckwheat-noodles": "noodles",
    "sesame-oil": "oil",
    "maple-sap": "sap",
    "sea-salt": "salt",
    "marsh-clam-soup": "soup",
    "pumpkin-taffy": "taffy",
    "steamed-bun": "bun",
    "fresh-ginseng": "ginseng",
    "astragalus": "ginseng",
    "medicinal-herbs": "dried-greens",
    "goji": "jujube",
    "sansuyu": "jujube",
    "deodeok": "ginseng",
    "siberian-ginseng": "dried-greens",
    "mugwort": "dried-greens",
    "shiitake": "mushroom",
    "pine-mushroom": "mushroom",
    "king-oyster-mushroom": "white-mushroom",
    "button-mushroom": "white-mushroom",
    "acacia-honey": "honey",
    "bamboo-craft": "basket",
    "ramie": "cloth",
    "hemp-cloth": "cloth",
    "sedge-mat": "basket",
    "lacquerware": "lacquer",
}
SPOTS = {  # centre x, centre y, size; far first
    "solo": [(280, 290, 400)],
    "trio": [(172, 250, 250), (396, 256, 240), (286, 348, 330)],
    "heap": [
        (178, 246, 190),
        (380, 252, 190),
        (282, 176, 190),
        (130, 372, 220),
        (436, 376, 220),
        (284, 366, 270),
    ],
    "crate": [
        (150, 214, 176),
        (282, 178, 184),
        (412, 216, 176),
        (216, 214, 178),
        (348, 216, 178),
        (122, 292, 190),
        (240, 286, 196),
        (356, 290, 196),
        (446, 294, 186),
    ],
}


def picture_of(specialty: str) -> str:
    """The name of the picture that shows this specialty."""
    name = SAME_AS.get(specialty, specialty)
    return name if name in PICTURES else "basket"


def recoloured(art: Image.Image, *, hue=0, to=None, sat=1.0, value=1.0, band=None) -> Image.Image:
    """The art in another colour: turned by `hue` or set `to` a hue in degrees, saturation and
    value multiplied; with a `band`, only where the hue lies in it."""
    alpha = art.getchannel("A")
    h, s, v = art.convert("RGB").convert("HSV").split()
    turn = round(hue * 256 / 360)
    new_h = (
        h.point(lambda x: round(to * 256 / 360) % 256)
        if to is not None
        else h.point(lambda x: (x + turn) % 256)
    )
    new_s = s.point(lambda x: min(255, round(x * sat)))
    new_v = v.point(lambda x: min(255, round(x * value)))
    new = Image.merge("HSV", (new_h, new_s, new_v)).convert("RGB")
    if band:
        low, high = (round(x * 256 / 360) for x in band)
        inside = (lambda x: low <= x <= high) if low <= high else (lambda x: x >= low or x <= high)
        mask = h.point(lambda x: 255 if inside(x) else 0).filter(ImageFilter.GaussianBlur(0.8))
        new = Image.composite(new, art.convert("RGB"), mask)
    new.putalpha(alpha)
    return new


def shadow(canvas: Image.Image, x, y, w, h, alpha, blur) -> None:
    """A soft dark ellipse; drawn small and enlarged, since it is blurred anyway."""
    small = 4
    layer = Image.new("L", (SIZE // small, SIZE // small))
    box = tuple(n * UNIT / small for n in (x - w / 2, y - h / 2, x + w / 2, y + h / 2))
    ImageDraw.Draw(layer).ellipse(box, fill=alpha)
    mask = layer.filter(ImageFilter.GaussianBlur(blur * UNIT / small)).resize(
        canvas.size, Image.BICUBIC
    )
    dark = Image.new("RGBA", canvas.size, (40, 30, 16, 255))
    dark.putalpha(mask)
    canvas.alpha_composite(dark)


def crate(canvas: Image.Image) -> None:
    """A plain wooden box: three slats, two posts, one light and one shade."""
    layer = Image.new("RGBA", (SIZE * 2, SIZE * 2))
    d, k = ImageDraw.Draw(layer), UNIT * 2

    def box(x0, y0, x1, y1, r, fill):
        d.rounded_rectangle((x0 * k, y0 * k, x1 * k, y1 * k), r * k, fill=fill)

    box(56, 318, 504, 484, 6, "#7d5228")
    for i, y in enumerate((310, 372, 434)):
        box(46, y, 514, y + 54, 7, ("#d9a565", "#cf9857", "#c58d4c")[i])
        box(46, y, 514, y + 9, 5, "#ecc48b")
        box(50, y + 49, 510, y + 54, 0, "#a87238")
        for j in range(3):
            x = 90 + j * 140 + i * 24
            box(x, y + 24 + j * 3, x + 74, y + 27 + j * 3, 1.5, "#b98345")
    for x in (62, 456):
        box(x, 304, x + 42, 496, 6, "#b27c41")
        box(x, 304, x + 11, 496, 5, "#cf9a5c")
        for y in (337, 399, 461):
            d.ellipse(tuple(n * k for n in (x + 18, y - 5, x + 28, y + 5)), fill="#6e4a22")
    canvas.alpha_composite(layer.resize(canvas.size, Image.LANCZOS))


@lru_cache(maxsize=8)
def _art(code: str) -> Image.Image:
    return Image.open(ART / f"{code}.webp").convert("RGBA")


def draw(name: str) -> bytes:
    """One product picture as transparent WebP; the same name gives the same picture."""
    code, layout, *change = PICTURES[name]
    art, rnd = _art(code), random.Random(name)
    if change:
        art = recoloured(art, **change[0])
    canvas = Image.new("RGBA", (SIZE, SIZE))
    shadow(canvas, 280, 492, 470 if layout in ("crate", "heap") else 380, 64, 105, 16)
    for x, y, size in SPOTS[layout]:
        size_px = round(size * UNIT)
        one = art.resize((size_px, size_px), Image.LANCZOS)
        if layout != "solo":
            one = one.rotate(rnd.uniform(-16, 16), Image.BICUBIC)
        shadow(canvas, x + 6, y + size * 0.34, size * 0.8, size * 0.26, 90, 12)
        canvas.alpha_composite(one, (round(x * UNIT - size_px / 2), round(y * UNIT - size_px / 2)))
    if layout == "crate":
        shadow(canvas, 280, 316, 440, 44, 110, 12)
        crate(canvas)
    out = io.BytesIO()
    canvas.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()
