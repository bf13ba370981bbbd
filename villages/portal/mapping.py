"""The map of Korea: where a place lies on it. Pure functions, nothing from the database."""

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2]
BOX = "104 12 464 598"
# EPSG:5179 on the GRS80 ellipsoid; the constants stand in invil/fixtures/data/README.md.
FLATTENING = 1 / 298.257222101
THIRD = FLATTENING / (2 - FLATTENING)
RADIUS = 6378137 / (1 + THIRD) * (1 + THIRD**2 / 4 + THIRD**4 / 64)
ECCENTRICITY = 2 * math.sqrt(THIRD) / (1 + THIRD)
SERIES = (
    THIRD / 2 - 2 * THIRD**2 / 3 + 5 * THIRD**3 / 16,
    13 * THIRD**2 / 48 - 3 * THIRD**3 / 5,
    61 * THIRD**3 / 240,
)
LAT0, LON0, SCALE = 38.0, 127.5, 0.9996
LEFT, TOP, UNIT = 740000, 2073000, 0.001


@dataclass(frozen=True)
class Shape:
    """A region's outline in map units (1 km), with the place of its label."""

    code: str
    path: str
    x: float
    y: float


def _sphere(lat: float, lon: float) -> tuple[float, float]:
    sine = math.sin(math.radians(lat))
    t = math.sinh(math.atanh(sine) - ECCENTRICITY * math.atanh(ECCENTRICITY * sine))
    d = math.radians(lon - LON0)
    xi, eta = math.atan2(t, math.cos(d)), math.atanh(math.sin(d) / math.sqrt(1 + t * t))
    north = xi + sum(
        a * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, a in enumerate(SERIES, 1)
    )
    east = eta + sum(
        a * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, a in enumerate(SERIES, 1)
    )
    return north, east


ORIGIN, _ZERO = _sphere(LAT0, LON0)


def place(lat: float, lon: float) -> tuple[float, float]:
    """The point of the map (x to the right, y down) where a place lies."""
    north, east = _sphere(lat, lon)
    x = 1_000_000 + SCALE * RADIUS * east
    y = 2_000_000 + SCALE * RADIUS * (north - ORIGIN)
    return round((x - LEFT) * UNIT, 1), round((TOP - y) * UNIT, 1)


def is_in_korea(lat: float, lon: float) -> bool:
    """Whether a position may be a village's: from Marado to the northern border, with Dokdo."""
    return 33 <= lat <= 38.7 and 124.5 <= lon <= 132


@cache
def shapes(level: str = "provinces") -> tuple[Shape, ...]:
    """The outlines of the provinces or the counties, read once."""
    file = DATA / "invil" / "fixtures" / "data" / f"map_{level}.json"
    regions = json.loads(file.read_text(encoding="utf-8"))["regions"]
    return tuple(Shape(r["code"], r["d"], r["x"], r["y"]) for r in regions)


def dots(points) -> str:
    """Places as one path of round dots: `stroke-linecap: round` draws them."""
    return "".join(f"M{x:g} {y:g}h0" for x, y in points)


def where_it_lies(village) -> dict | None:
    """The country with one dot, the province drawn last; None where no position is known."""
    if village.lat is None or village.lon is None:
        return None
    province = village.region.code[:2]
    codes = sorted((shape.code for shape in shapes()), key=lambda code: code == province)
    dot = dots([place(village.lat, village.lon)])
    return {"box": BOX, "shapes": codes, "province": province, "dot": dot}


def county_file(province: str) -> str:
    """The static file with a province's counties."""
    return f"img/counties/{province}.svg"


def sprites() -> dict[str, str]:
    """The outlines as cacheable files, by name: the provinces, and each province's counties.

    A page refers to `#p46` or `#p46890`. Lines of counties stay as thin however near they
    are looked at.
    """
    files = {"img/korea.svg": _sprite(shapes())}
    for province in shapes():
        inside = counties_of(province.code)
        files[county_file(province.code)] = _sprite(inside, ' vector-effect="non-scaling-stroke"')
    return files


def _sprite(outlines, more: str = "") -> str:
    paths = "\n".join(
        f'<path id="p{shape.code}" fill-rule="evenodd"{more} d="{shape.path}"/>'
        for shape in outlines
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{BOX}">\n{paths}\n</svg>\n'


@dataclass(frozen=True)
class Colours:
    """What a county map is drawn with."""

    land: str
    border: str
    county: str
    dot: str
    ring: str


SCHEMES = {
    "light": Colours("#e3e8df", "#ffffff", "#a5cfba", "#9d2f12", "#ffffff"),
    "dark": Colours("#2c312a", "#52584d", "#2f6450", "#ffb99f", "#151714"),
}
MARGIN, LEAST_SIDE = 0.06, 24  # of a side; kilometres, so that a city is not all dot
LEAST_SHARE = 0.06  # of the largest piece of land: what is smaller does not widen the picture
_PIECE = re.compile(r"([Ml])([^MlZ]+)")
_NUMBER = re.compile(r"-?\d*\.?\d+")


@cache
def counties_of(province: str) -> tuple[Shape, ...]:
    """The outlines of a province's counties, in their order."""
    return tuple(shape for shape in shapes("counties") if shape.code[:2] == province)


@cache
def mainland_of(province: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a province in kilometres, far small islands left out."""
    boxes = [box for shape in counties_of(province) for box in _boxes(shape.path)]
    least = LEAST_SHARE * max(_area(box) for box in boxes)
    return _around([box for box in boxes if _area(box) >= least])


def _boxes(path: str):
    """What each closed line of an outline lies in; it is made of M, l and Z alone."""
    for line in path.split("Z"):
        corners = list(_corners(line))
        if corners:
            xs, ys = zip(*corners, strict=True)
            yield min(xs), min(ys), max(xs), max(ys)


def _corners(line: str):
    x = y = 0.0
    for command, numbers in _PIECE.findall(line):
        found = [float(number) for number in _NUMBER.findall(numbers)]
        for across, down in zip(found[::2], found[1::2], strict=True):
            x, y = (across, down) if command == "M" else (x + across, y + down)
            yield x, y


def _around(boxes) -> tuple[float, float, float, float]:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _area(box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def frame_of(province: str, points) -> tuple[float, float, float, float]:
    """Left, top, width and height of a picture of a province and these points in it."""
    spots = [(x, y, x, y) for x, y in points]
    left, top, right, bottom = _around([mainland_of(province), *spots])
    width, height = max(right - left, LEAST_SIDE), max(bottom - top, LEAST_SIDE)
    edge = max(width, height) * MARGIN
    return (
        (left + right - width) / 2 - edge,
        (top + bottom - height) / 2 - edge,
        width + 2 * edge,
        height + 2 * edge,
    )


def county_map(code: str, lat: float, lon: float, scheme: str = "light") -> str:
    """A province with its counties as a picture of 320 x 240, one county and one dot marked.

    `code` is the county's official code, `scheme` one of `SCHEMES`. Colours do not carry
    the meaning alone: the dot has a ring.
    """
    colours = SCHEMES[scheme]
    x, y = place(lat, lon)
    left, top, width, height = frame_of(code[:2], [(x, y)])
    line = max(width / 320, height / 240)  # a pixel, in kilometres
    land = "".join(
        f'<path d="{shape.path}"{_fill(colours, shape.code == code)}/>'
        for shape in counties_of(code[:2])
    )
    dot = dots([(x, y)])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"'
        f' viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}">'
        f'<g fill="{colours.land}" fill-rule="evenodd" stroke="{colours.border}"'
        f' stroke-width="{line:.2f}" stroke-linejoin="round">{land}</g>'
        f'<g fill="none" stroke-linecap="round"><path stroke="{colours.ring}"'
        f' stroke-width="{20 * line:.1f}" d="{dot}"/><path stroke="{colours.dot}"'
        f' stroke-width="{13 * line:.1f}" d="{dot}"/></g></svg>'
    )


def _fill(colours: Colours, chosen: bool) -> str:
    return f' fill="{colours.county}"' if chosen else ""


def corner_of(code: str, lat: float, lon: float) -> str:
    """Where in its province a place lies: n, ne, e, se, s, sw, w, nw, or "" for the middle."""
    left, top, right, bottom = mainland_of(code[:2])
    x, y = place(lat, lon)
    across, down = (x - left) / (right - left), (y - top) / (bottom - top)
    return ("n" if down < 1 / 3 else "s" if down > 2 / 3 else "") + (
        "w" if across < 1 / 3 else "e" if across > 2 / 3 else ""
    )


def kilometres_from_middle(code: str, lat: float, lon: float) -> int | None:
    """How far a place is from the middle of its county, as the crow flies; None without one."""
    middle = next((shape for shape in counties_of(code[:2]) if shape.code == code), None)
    if middle is None:
        return None
    x, y = place(lat, lon)
    return round(math.hypot(x - middle.x, y - middle.y))
