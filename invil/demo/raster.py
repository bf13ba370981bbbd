"""Paints the landscapes' own small part of SVG with Pillow: no browser, no library.

Knows what `landscape.py` writes and nothing else: paths, rectangles, circles and
ellipses, groups with translate and scale, `use`, round caps, dashes, opacity.
"""

import itertools
import math
import re
from dataclasses import dataclass
from xml.etree import ElementTree

from PIL import Image, ImageColor, ImageDraw

TOKENS = re.compile(r"([MLHVCSQTZmlhvcsqtz])|(-?\d*\.?\d+)")
STEPS = 10
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2}


@dataclass(frozen=True)
class Place:
    """Where a group stands: scale, then move."""

    dx: float = 0.0
    dy: float = 0.0
    sx: float = 1.0
    sy: float = 1.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the group on the canvas."""
        return self.dx + x * self.sx, self.dy + y * self.sy

    def inside(self, dx=0.0, dy=0.0, sx=1.0, sy=1.0) -> "Place":
        """A group within this one."""
        return Place(self.dx + dx * self.sx, self.dy + dy * self.sy, self.sx * sx, self.sy * sy)

    @property
    def scale(self) -> float:
        """How thick a line of one unit becomes."""
        return (abs(self.sx) + abs(self.sy)) / 2


def outline(d: str) -> list[tuple[list[tuple[float, float]], bool]]:  # noqa: C901  one branch a letter
    """A path as polylines, each with whether it is closed."""
    tokens = [(c, float(n) if n else 0.0) for c, n in TOKENS.findall(d)]
    lines: list[tuple[list, bool]] = []
    x = y = hx = hy = 0.0
    command, i = "M", 0
    while i < len(tokens):
        if tokens[i][0]:
            command, i = tokens[i][0], i + 1
            if command in "Zz":
                if lines:
                    points, _closed = lines[-1]
                    x, y = points[0]
                    lines[-1] = (points, True)
                continue
        kind = command.upper()
        n = ARGUMENTS[kind]
        a = [number for _c, number in tokens[i : i + n]]
        i += n
        if command.islower():
            base = {"H": (x,), "V": (y,)}.get(kind, (x, y))
            a = [value + base[k % len(base)] for k, value in enumerate(a)]
        if kind == "M":
            x, y = a
            lines.append(([(x, y)], False))
            command = "l" if command == "m" else "L"
            hx, hy = x, y
            continue
        points = lines[-1][0]
        if kind == "H":
            a = [a[0], y]
        elif kind == "V":
            a = [x, a[0]]
        if kind in "LHV":
            hx, hy = a
        elif kind in "QT":
            hx, hy = a[:2] if kind == "Q" else (2 * x - hx, 2 * y - hy)
            points += _bend((x, y), (hx, hy), (hx, hy), tuple(a[-2:]), 2)[:-1]
        else:
            first = tuple(a[:2]) if kind == "C" else (2 * x - hx, 2 * y - hy)
            second = tuple(a[-4:-2])
            points += _bend((x, y), first, second, tuple(a[-2:]), 3)[:-1]
            hx, hy = second
        x, y = a[-2:]
        points.append((x, y))
    return lines


def _bend(p, q, r, s, degree: int) -> list[tuple[float, float]]:
    found = []
    for step in range(1, STEPS + 1):
        t = step / STEPS
        u = 1 - t
        if degree == 2:
            w = (u * u, 2 * u * t, 0.0, t * t)
        else:
            w = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        found.append(tuple(w[0] * p[k] + w[1] * q[k] + w[2] * r[k] + w[3] * s[k] for k in (0, 1)))
    return found


class Painter:
    """One picture in the making, `fine` times as large as it will be."""

    def __init__(self, width: int, height: int, fine: int = 2) -> None:
        self.size, self.fine = (width, height), fine
        self.image = Image.new("RGB", (width * fine, height * fine))
        self.draw = ImageDraw.Draw(self.image, "RGBA")
        self.known: dict[str, str] = {}

    def finished(self) -> Image.Image:
        """The picture at its size, edges smoothed."""
        return self.image.reduce(self.fine)

    def paint(self, node, place: Place | None = None, style: dict | None = None) -> None:
        """Draw an element and what lies in it."""
        place, style = place or Place(sx=self.fine, sy=self.fine), style or {}
        tag = node.tag.rpartition("}")[2]
        look = style | {k: v for k, v in node.attrib.items() if k in INHERITED}
        if tag == "defs":
            for path in node:
                self.known[path.get("id")] = path.get("d")
            return
        if tag in ("svg", "g"):
            inner = self._moved(node.get("transform"), place)
            for child in node:
                self.paint(child, inner, look)
            return
        paint = getattr(self, f"_{tag}", None)
        if paint:
            paint(node, place, look | {"opacity": node.get("opacity", "1")})

    def _moved(self, transform: str | None, place: Place) -> Place:
        for name, values in re.findall(r"(translate|scale)\(([^)]*)\)", transform or ""):
            n = [float(value) for value in values.replace(",", " ").split()]
            if name == "translate":
                place = place.inside(n[0], n[1] if len(n) > 1 else 0)
            else:
                place = place.inside(sx=n[0], sy=n[1] if len(n) > 1 else n[0])
        return place

    def _colour(self, value: str | None, look: dict):
        if not value or value == "none":
            return None
        return (*ImageColor.getrgb(value)[:3], round(255 * float(look.get("opacity", 1))))

    def _rect(self, node, place, look) -> None:
        x, y, w, h, r = (float(node.get(k, 0)) for k in ("x", "y", "width", "height", "rx"))
        (x0, y0), (x1, y1) = place.at(x, y), place.at(x + w, y + h)
        fill = self._colour(look.get("fill"), look)
        self.draw.rounded_rectangle((x0, y0, x1, y1), r * place.scale, fill=fill)

    def _circle(self, node, place, look) -> None:
        self._oval(node, place, look, float(node.get("r")), float(node.get("r")))

    def _ellipse(self, node, place, look) -> None:
        self._oval(node, place, look, float(node.get("rx")), float(node.get("ry")))

    def _oval(self, node, place, look, rx, ry) -> None:
        x, y = place.at(float(node.get("cx", 0)), float(node.get("cy", 0)))
        rx, ry = rx * abs(place.sx), ry * abs(place.sy)
        self.draw.ellipse(
            (x - rx, y - ry, x + rx, y + ry), fill=self._colour(look.get("fill"), look)
        )

    def _path(self, node, place, look) -> None:
        self._trace(node.get("d"), place, look)

    def _use(self, node, place, look) -> None:
        name = (node.get("href") or "").lstrip("#")
        inner = place.inside(float(node.get("x", 0)), float(node.get("y", 0)))
        self._trace(self.known[name], inner, look)

    def _trace(self, d: str, place: Place, look: dict) -> None:
        lines = [([place.at(*p) for p in points], closed) for points, closed in outline(d)]
        fill = self._colour(look.get("fill", "#000" if "stroke" not in look else None), look)
        if fill:
            for points, _closed in lines:
                if len(points) > 2:
                    self.draw.polygon(points, fill=fill)
        stroke = self._colour(look.get("stroke"), look)
        if not stroke:
            return
        width = float(look.get("stroke-width", 1)) * place.scale
        dash = [float(n) * place.scale for n in look.get("stroke-dasharray", "").split()]
        for points, closed in lines:
            points = [*points, points[0]] if closed else points
            for piece in _dashes(points, dash) if dash else [points]:
                self._line(piece, stroke, width, look.get("stroke-linecap") == "round")

    def _line(self, points, colour, width, is_round) -> None:
        if len(points) > 1 and points[0] != points[-1]:
            self.draw.line(points, fill=colour, width=max(1, round(width)), joint="curve")
        if is_round:
            for x, y in (points[0], points[-1]) if len(points) > 1 else points:
                r = width / 2
                self.draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)


INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap")


def _dashes(points, pattern: list[float]) -> list[list[tuple[float, float]]]:
    """The drawn pieces of a dashed line; a piece of no length is a dot."""
    pieces, current = [], [points[0]]
    index, left, drawing = 0, pattern[0], True
    if not left:
        pieces.append([points[0]])
        index, left, drawing, current = 1, pattern[1 % len(pattern)], False, []
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        length, done = math.hypot(x1 - x0, y1 - y0), 0.0
        while length - done >= left:
            done += left
            t = done / length if length else 0
            spot = (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)
            if drawing:
                pieces.append([*current, spot])
            index += 1
            left, drawing = pattern[index % len(pattern)], not drawing
            current = [spot]
            if drawing and not left:
                pieces.append([spot])
                index += 1
                left, drawing = pattern[index % len(pattern)], False
        left -= length - done
        if drawing:
            current.append((x1, y1))
    if drawing and len(current) > 1:
        pieces.append(current)
    return pieces


def raster(svg: str, width: int = 1600, height: int = 900, fine: int = 2) -> Image.Image:
    """The drawing as a picture."""
    painter = Painter(width, height, fine)
    painter.paint(ElementTree.fromstring(svg))  # noqa: S314 - our own drawing
    return painter.finished()
