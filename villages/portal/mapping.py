"""The map of Korea: where a place lies on it. Pure functions, nothing from the database."""

import json
import math
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


def sprite() -> str:
    """The provinces as one cacheable file; a page refers to `#p46`."""
    paths = "\n".join(
        f'<path id="p{shape.code}" fill-rule="evenodd" d="{shape.path}"/>' for shape in shapes()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{BOX}">\n{paths}\n</svg>\n'
