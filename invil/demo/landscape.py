"""Poster landscapes of rural Korea: flat, layered, deterministic SVG (<= 12 KB each).

`Scene(name, scene, land, season, time).render(title)`; the name is the seed.
Scenes: rice terrace orchard tea salt tidal sea mountain highland jeju village.
Lands: steep rolling low cone isles. `raster.py` makes pictures of the drawings.
"""

# "%d" cuts a coordinate to a whole unit; other ways of formatting would not.
# ruff: noqa: UP031
import itertools
import math
import random

W, H = 1600, 900
SEASONS = {  # near ridge, second ridge colour, three field tones, crown, fruit or blossom, thatch of paths
    "spring": ("#3d7d5c", "#86a85a", ("#a9c96a", "#8dba5e", "#cfdc86"), "#5f9e58", "#f4b6c0", "#e9dcae"),
    "summer": ("#1f6a58", "#3f8f5a", ("#6fb356", "#8cc45c", "#4f9d52"), "#2f7d4d", "#f2c14b", "#dcd79a"),
    "autumn": ("#2f5f57", "#a85f34", ("#e8b84a", "#f3cd6c", "#d69b36"), "#4d7a43", "#ef7b2d", "#f4e2ae"),
    "winter": ("#3f5f73", "#7f9aa6", ("#eef3f4", "#dde8ec", "#f9fbfa"), "#6d8790", "#d5483a", "#c3d2d8"),
}
TIMES = {  # sky top, halo, horizon, haze, sun, water, night mix
    "dawn": ("#a9cfd9", "#cfe0d8", "#fae3c4", "#f4dcc2", "#fff4d8", "#bcd9dc", 0.0),
    "noon": ("#7dbddd", "#a9d5e6", "#e3f1ee", "#d6e9ea", "#fffdf0", "#6fb3cf", 0.0),
    "dusk": ("#d98b66", "#eba973", "#f9cf92", "#efb98c", "#fff0c4", "#e5a57f", 0.10),
    "night": ("#152643", "#1f395c", "#3b6084", "#456c92", "#f6edcf", "#2c4f74", 0.66),
}
ROOFS = ("#3d4a57", "#2f6f8f", "#d9653b", "#3d4a57", "#b8463a")


def mix(a, b, t):
    pa, pb = (int(a[i:i + 2], 16) for i in (1, 3, 5)), (int(b[i:i + 2], 16) for i in (1, 3, 5))
    return "#%02x%02x%02x" % tuple(round(x + (y - x) * t) for x, y in zip(pa, pb, strict=False))


class Scene:
    def __init__(self, name, scene, land, season, time):
        self.r = random.Random(f"{name}{scene}{land}")
        self.kind, self.land, self.season, self.time = scene, land, season, time
        near, second, fields, crown, fruit, path = SEASONS[season]
        self.sky, self.halo, self.low, self.haze, self.sun, self.water, self.dark = TIMES[time]
        self.near, self.second, self.crown, self.fruit, self.path, *self.fields = map(self.n, (near, second, crown, fruit, path, *fields))
        self.out, self.ids = [], 0
        self.add = self.out.append
    def n(self, colour, k=1.0):
        """A daylight colour as it looks at this hour: warmer at dusk, a blue duotone by moonlight."""
        if self.time != "night":
            return mix(colour, "#c4603a", self.dark * k)
        light = sum(int(colour[i:i + 2], 16) * w for i, w in ((1, .3), (3, .59), (5, .11))) / 255
        return mix(mix("#122748", "#7fa3c4", light ** 2), colour, .16 + .3 * (1 - k))
    def path_of(self, pts, close=True):
        """Smooth crest through the middles of the points, closed down to the bottom edge."""
        (a, b), d = pts[0], "M%d %d" % pts[0]
        for (x, y), (u, v) in itertools.pairwise(pts[1:]):
            d, p, q = d + "q%d %d" % (x - a, y - b), (x + u) // 2, (y + v) // 2
            d, a, b = d + " %d %d" % (p - a, q - b), p, q
        return (d + "L%d %d" % pts[-1] + (f"V{H}H{pts[0][0]}Z" if close else "")).replace(" -", "-")
    def crest(self, base, amp, rough, step=80):
        r, pts, f = self.r, [], [(self.r.uniform(.5, 1.2), self.r.uniform(0, 7)) for _ in range(3)]
        for x in range(-step, W + 2 * step, step):
            s = sum(math.sin(x / 420 * k * (i * 1.3 + 1) + p) / (i + 1.2) for i, (k, p) in enumerate(f))
            pts.append((x, round(base - amp * (.5 + s * .42) - r.uniform(-rough, rough))))
        return pts
    def shape(self, pts, fill):
        self.add(f'<path fill="{fill}" d="{self.path_of(pts)}"/>')
    def line(self, pts, colour, width, dash=""):
        self.strokes(pts, (0, 0, colour, width, dash))
    def strokes(self, pts, *coats):
        """One curve drawn several times: (dx, dy, colour, width, dash)."""
        self.ids += 1
        self.add(f'<defs><path id="p{self.ids}" d="{self.path_of(pts, False)}"/></defs><g fill="none" stroke-linecap="round">')
        for dx, dy, c, w, dash in coats:
            xy = f' x="{dx:.0f}" y="{dy:.0f}"' if dx or dy else ""
            self.add(f'<use href="#p{self.ids}"{xy} stroke="{c}" stroke-width="{w:.0f}"' + (f' stroke-dasharray="{dash}"/>' if dash else "/>"))
        self.add("</g>")
    def mist(self, y, colour, k=.55, n=4):
        for _ in range(n):
            w, h = self.r.randint(260, 620), self.r.choice((10, 14, 20))
            self.add(f'<rect x="{self.r.randint(-100, W - 200)}" y="{y + self.r.randint(-26, 26)}" width="{w}" height="{h}" rx="{h // 2}" fill="{colour}" opacity="{k}"/>')
    def heavens(self):
        self.sx, self.sy = self.r.choice((430, 1060, 1180)), {"noon": 150, "night": 170}.get(self.time, 300)
        self.add(f'<rect width="{W}" height="{H}" fill="{self.sky}"/>')
        for rad, t in ((640, .35), (420, .7), (250, 1)):
            c = mix(self.sky, self.halo, t) if rad > 250 else mix(self.halo, self.low, .55)
            self.add(f'<circle cx="{self.sx}" cy="{self.sy}" r="{rad}" fill="{c}"/>')
        self.add(f'<circle cx="{self.sx}" cy="{self.sy}" r="{58 if self.time != "night" else 44}" fill="{self.sun}"/>')
        if self.time == "night":
            stars = "".join("M%d %dh0" % (self.r.randint(0, W), self.r.randint(10, 330)) for _ in range(40))
            self.add(f'<path d="{stars}" stroke="{self.sun}" stroke-width="4" stroke-linecap="round" opacity=".7"/>')
        else:
            self.mist(120, mix(self.low, "#ffffff", .5), .5, 3)
    def ridges(self):
        amp, rough, n = {"steep": (190, 26, 4), "rolling": (120, 8, 4), "low": (64, 4, 3),
                         "cone": (40, 3, 2), "isles": (60, 6, 2)}[self.land]
        if self.land == "cone":
            x, c = self.r.choice((980, 1100)), mix(self.near, self.haze, .55)
            self.add(f'<path fill="{c}" d="M{x-900} 520Q{x-420} 430 {x-150} 262Q{x-96} 232 {x-60} 246T{x+40} 240Q{x+84} 226 {x+150} 270Q{x+430} 440 {x+900} 520Z"/>')
            self.mist(400, self.haze, .6, 3)
        for i in range(n):
            t = i / max(1, n - 1)
            c = mix(mix(self.near, self.second, (.75 if i == n - 2 else .3 if i == 0 else 0)), self.haze, .66 - .56 * t)
            base = 440 + 56 * i if self.land in ("steep", "rolling") else 486 + 26 * i
            pts = self.crest(base, amp * (1 - .22 * t), rough * (1 - t * .5), 64 if self.land == "steep" else 110)
            if self.land == "isles":
                pts = [(x, y if math.sin(x / 210 + i * 2) > .1 else 560) for x, y in pts]
            self.shape(pts, c)
            if i < n - 1:
                self.mist(base + 20, mix(self.haze, "#ffffff", .25 if self.time != "night" else 0), .42, 3)
        if self.land != "isles":
            pts, c = self.crest(566, 26, 5, 90), mix(self.near, self.haze, .08)
            self.shape(pts, c)
            self.strokes(pts, (0, 0, c, 26, "0 23"), (40, -8, c, 34, "0 88"))
    def hamlet(self, x, y, s=1.0, n=6):
        lit, wall = ("#ffd98a", self.n("#f3ead6")) if self.time in ("night", "dusk") else ("#6b7f86", "#f8f2e2")
        for i in sorted(range(n), key=lambda _: self.r.random()):
            k, hx, hy = s * self.r.uniform(.85, 1.2), x + (i - n / 2) * 74 * s, y + self.r.randint(-16, 20) * s
            roof = self.n(ROOFS[i % 5], .7) if self.season != "winter" or self.time == "night" else "#f4f8f9"
            self.add(f'<g transform="translate({hx:.0f} {hy:.0f}) scale({k:.2f})"><path fill="{wall}" d="M-30-26h60V4h-60z"/>'
                     f'<path fill="{mix(wall, "#5a6a72", .28)}" d="M12-26h18V4H12z"/>'
                     f'<path fill="{roof}" d="M-44-20Q-34-26-25-48Q0-45 25-48Q34-26 44-20Q0-27-44-20z"/>'
                     f'<path fill="{lit}" d="M-20-16h10V-4h-10zM-4-16H4V4h-8z"/></g>')
    def contour(self, y, i, cx):
        k = 26 + i * 5
        return [(x, round(y - k * math.cos((x - cx) / 430) - 9 * math.sin(x / 170 + i * .5))) for x in range(-160, W + 321, 160)]
    def do_rice(self):
        self.add(f'<rect y="552" width="{W}" height="348" fill="{self.path}"/>')
        vx, y0, rows, groups, furrow = self.r.randint(500, 1100), 556, [0, .05, .12, .22, .37, .6, 1], {}, ""
        def at(u, t):
            return (vx + (u - vx) * (.16 + .84 * t), y0 + (H - y0) * t)
        for a, b in itertools.pairwise(rows):
            u = -2600
            while u < 4200:
                w = self.r.choice((330, 460, 620))
                q = [at(u + 16, a + .012), at(u + w - 16, a + .012), at(u + w - 16, b - .008), at(u + 16, b - .008)]
                if (q[1][0] > 0 and q[0][0] < W) or (q[2][0] > 0 and q[3][0] < W):
                    c = self.r.choice(self.fields + ([self.n(self.water)] if self.season == "spring" else []))
                    groups[c] = groups.get(c, "") + "M" + "L".join("%d %d" % p for p in q) + "Z"
                    if b > .5 and self.season != "winter":
                        furrow += "".join("M%d %dL%d %d" % (*at(u + w * k / 6, a + .012), *at(u + w * k / 6, b - .008)) for k in (1, 2, 3, 4, 5))
                u += w
        for c, d in groups.items():
            self.add(f'<path fill="{c}" d="{d}"/>')
        self.add(f'<path d="{furrow}" stroke="{mix(self.fields[2], self.near, .25)}" stroke-width="3" opacity=".35"/>')
        self.hamlet(self.r.choice((1120, 1240)), 574, .9, 7)
    def do_terrace(self):
        cx = self.r.choice((300, 430))
        self.hamlet(1560 - cx, 560, .9, 6)
        for i in range(11):
            c = self.fields[i % 3] if i % 4 != 1 or self.season in ("autumn", "winter") else self.n(mix(self.water, "#ffffff", .15))
            pts = self.contour(596 + 2.6 * i * i + 8 * i, i, cx)
            self.shape(pts, c)
            self.line(pts, mix(c, self.near, .55), 3 + i * .8)
    def beads(self, i, y, s, gap, colour, light, fruit, cx=820):
        """A row of round trees: shade, crown, light, fruit, all dots of one dashed curve."""
        dash, dots = f"0 {s * gap:.0f}", ((.2, .18), (-.24, .1), (.06, -.2), (-.12, -.3))
        pts = [(x + i * 37, y) for x, y in self.contour(y, i, cx)]
        self.strokes(pts, (s * .24, s * .36, mix(self.fields[i % 3], self.near, .5), s * .9, dash), (0, 0, colour, s, dash),
                     (-s * .1, -s * .12, light, s * .66, dash),
                     *((s * dx, s * dy, fruit, max(3, s * .15), dash) for dx, dy in (dots if fruit else ())))
    def do_orchard(self):
        self.shape(self.contour(600, 0, 820), self.fields[0])
        self.hamlet(self.r.choice((1180, 1300)), 592, .85, 5)
        bloom, c = self.season == "spring", self.fruit if self.season == "spring" else self.crown
        for i in range(5):
            y, s = 612 + 44 * i + 9 * i * i, 34 + i * 23
            self.shape(self.contour(y - s * .1, i, 820), self.fields[i % 3])
            self.beads(i, y, s, 1.75, c, mix(c, "#ffffff" if bloom or self.season == "winter" else "#e9dc7a", .26), None if bloom else self.fruit)
    def do_tea(self):
        green = self.n({"winter": "#5f8a6a", "autumn": "#4f8a4e"}.get(self.season, "#3f9150"))
        self.shape(self.contour(590, 0, 700), mix(green, "#10241f", .35))
        self.hamlet(1210, 574, .75, 4)
        for i in range(9):
            self.strokes(self.contour(604 + 8 * i + 3.8 * i * i, i * 1.4, 700), (0, 8 + i, mix(green, "#0d2a22", .5), 18 + i * 5, ""),
                         (0, 0, green, 15 + i * 4.4, ""), (0, -3 - i, mix(green, "#e6ef9a", .38), 4 + i * 1.4, f"{30 + i * 9} {12 + i * 3}"))
    def water_bands(self, top, c):
        self.add(f'<rect y="{top}" width="{W}" height="{H - top}" fill="{c}"/>')
        for i in range(5):
            self.shape(self.crest(top + 40 + i * 62, 8, 3, 200), mix(c, self.n("#1f5f7d"), .12 * (i + 1)))
        d = "".join("M%d %dh%d" % (self.sx + self.r.randint(-40 - 9 * i, 10 + 5 * i), top + 10 + i * 11, self.r.randint(20, 60 + i * 4)) for i in range(22))
        self.add(f'<path d="{d}" stroke="{mix(self.sun, c, .15)}" stroke-width="5" stroke-linecap="round" opacity=".8"/>')
    def boat(self, x, y, s):
        self.add(f'<g transform="translate({x} {y}) scale({s})"><path fill="{self.n("#f6f1e4")}" d="M-60-14H64Q56 10 40 14H-42Q-56 8-60-14z"/><path fill="{self.n("#c94f35")}" d="M-57-4H61l-3 8H-53z"/>'
                 f'<path fill="{self.n("#fffaf0")}" d="M-30-44h38v30h-38z"/><path fill="{self.n("#2f6f8f")}" d="M-36-50H14v8h-50z"/><path d="M26-14v-62M26-70L58-16" stroke="{self.n("#54483c")}" stroke-width="4"/></g>')
    def do_sea(self):
        self.water_bands(544, self.water)
        self.boat(self.r.randint(620, 980), 668, .9)
        self.boat(1330, 590, .4)
        shore = [(x, 812 + round(60 * math.sin(x / 520 + 1.2))) for x in range(-120, 1841, 120)]
        self.line([(x, y - 16) for x, y in shore], mix(self.water, "#ffffff", .6), 12)
        self.shape(shore, self.n("#ecd9ae"))
        self.hamlet(280, 792, 1.35, 5)
    def do_tidal(self):
        mud = mix(self.n("#b7a48a"), self.haze, .25)
        self.add(f'<rect y="538" width="{W}" height="362" fill="{mix(self.water, self.low, .4)}"/>')
        for i in range(6):
            self.shape(self.crest(588 + i * i * 9 + i * 22, 12 + i * 3, 5, 160), mix(mud, self.n("#6f6557"), .13 * i))
            y = 600 + i * i * 9 + i * 22
            d = "".join("M%d %dh%d" % (self.r.randint(-80, W), y + self.r.randint(0, 20 + i * 6), self.r.randint(80, 260)) for _ in range(5))
            self.add(f'<path d="{d}" stroke="{mix(self.water, self.low, .55)}" stroke-width="{4 + i * 2}" stroke-linecap="round" opacity=".75"/>')
        self.add(f'<path fill="{mix(self.water, self.low, .5)}" d="M640 572Q880 590 760 626T980 706Q1180 770 900 900H420Q860 790 690 716T600 630Q690 598 600 572Z"/>')
        self.add('<path d="' + "".join("M%d %dv%d" % (1060 + i * 44, 590 + i * 9, 34 + i * 7) for i in range(11)) + f'" stroke="{self.n("#5b5044")}" stroke-width="6" stroke-linecap="round"/>')
        self.boat(470, 700, .75)
    def do_highland(self):
        for i, (y, c) in enumerate(((560, self.fields[2]), (640, self.fields[0]), (742, self.fields[1]))):
            pts = [(x, round(y - (70 + 14 * i) * math.sin(x / (430 + 60 * i) + 1.1 + i * 1.9))) for x in range(-120, W + 241, 120)]
            self.shape(pts, c)
            self.strokes(pts, *((0, 12 + k * k * (3 + i), mix(c, self.near, .42), 4 + i + k, f"0 {10 + i * 3 + k * 2}") for k in range(1, 7)))
            for x in (300, 520, 1180) if i == 0 else ():
                self.add(f'<g transform="translate({x} {self.r.randint(500, 530)})" stroke="{self.n("#fdfdf8")}" stroke-width="6" stroke-linecap="round"><path d="M0 0V-170M0-170L-64-206M0-170l63-38M0-170l2 74"/></g>')
            if i == 1:
                self.hamlet(1220, 610, .9, 4)
    def do_jeju(self):
        self.shape(self.contour(590, 0, 500), self.fields[0])
        self.hamlet(1180, 596, .95, 6)
        green = self.n("#3d7d4a")
        for i in range(4):
            y, s = 634 + i * 46 + i * i * 13, 28 + i * 24
            self.shape(self.contour(y - 16, i, 1150), self.fields[(i + 1) % 3])
            self.beads(i, y + s * .2, s, 1.5, green, mix(green, "#cfe07a", .26), self.n("#f58a1f"), 1150)
            self.strokes(self.contour(y + s, i, 1150), (0, 0, self.n("#3c4247"), 13 + i * 5, f"0 {12 + i * 5}"),
                         (8, 9 + i * 3, self.n("#555b5f"), 12 + i * 5, f"0 {13 + i * 5}"))
    def do_salt(self):
        """Salt pans that mirror the sky, cones of salt, the long wooden store."""
        sky = mix(self.water, self.low, .5)
        self.add(f'<rect y="548" width="{W}" height="352" fill="{mix(self.n("#8c7a63"), self.haze, .25)}"/>')
        wood = self.n("#6d4c35")
        for i, (x, w) in enumerate(((930, 250), (1215, 190))):
            y = 566 + i * 4
            self.add(f'<path fill="{wood}" d="M{x} {y}h{w}v-46h-{w}z"/><path fill="{self.n("#3d4a57") if self.season != "winter" else self.n("#f4f8f9")}" d="M{x-14} {y-44}L{x+26} {y-78}H{x+w-26}L{x+w+14} {y-44}Z"/>')
            self.add(f'<path d="{"".join(f"M{x+18+k*26} {y-40}v36" for k in range(int(w/26)))}" stroke="{mix(wood, "#000000", .25)}" stroke-width="4"/>')
        vx, y0 = 760, 572
        def at(u, t):
            return (vx + (u - vx) * (.2 + .8 * t), y0 + (H - y0) * t)
        rows, salt = (0, .07, .17, .31, .52, .8, 1.2), self.n("#fdfdfb")
        for r, (a, b) in enumerate(itertools.pairwise(rows)):
            u = -1900
            while u < 3400:
                w = 520
                q = [at(u + 14, a + .012), at(u + w - 14, a + .012), at(u + w - 14, b - .012), at(u + 14, b - .012)]
                if (q[1][0] > 0 and q[0][0] < W) or (q[2][0] > 0 and q[3][0] < W):
                    self.add(f'<path fill="{mix(sky, self.sky, self.r.choice((.1, .25, .4, .55)))}" d="M' + "L".join("%d %d" % p for p in q) + 'Z"/>')
                    if r and self.r.random() < .5:
                        (cx, cy), s = at(u + w * .5, (a + b) / 2), 13 + r * 11
                        self.add(f'<ellipse cx="{cx:.0f}" cy="{cy + s * .42:.0f}" rx="{s * 1.15:.0f}" ry="{s * .2:.0f}" fill="{mix(sky, "#5a6a72", .35)}"/>'
                                 f'<path fill="{salt}" d="M{cx - s:.0f} {cy + s * .42:.0f}Q{cx - s * .3:.0f} {cy - s * .7:.0f} {cx:.0f} {cy - s * .75:.0f}Q{cx + s * .3:.0f} {cy - s * .7:.0f} {cx + s:.0f} {cy + s * .42:.0f}Z"/>'
                                 f'<path fill="{mix(salt, "#7f97a6", .28)}" d="M{cx:.0f} {cy - s * .75:.0f}Q{cx + s * .3:.0f} {cy - s * .7:.0f} {cx + s:.0f} {cy + s * .42:.0f}H{cx + s * .25:.0f}Q{cx + s * .2:.0f} {cy - s * .2:.0f} {cx:.0f} {cy - s * .75:.0f}Z"/>')
                u += w
    def do_mountain(self):
        """A valley between wooded slopes, a stream, pines in front."""
        white = self.season == "winter"
        leaf = {"spring": "#4f9463", "summer": "#2b7350", "autumn": "#b5572c", "winter": "#5d7a7c"}[self.season]
        for i in range(4):
            c = mix(self.n(leaf), self.haze, .34 - .1 * i)
            left = [(x, round(520 + 54 * i + (x - 100 * i) * .17 + 16 * math.sin(x / 90 + i))) for x in range(-120, 1041 - 60 * i, 90)]
            right = [(x, round(520 + 54 * i + (W - 90 * i - x) * .17 + 16 * math.sin(x / 80 + i * 2))) for x in range(640 + 60 * i, W + 181, 90)]
            for pts in (left, right):
                self.shape(pts, c)
                size = 22 + i * 9
                self.strokes(pts, (0, 0, c, size, f"0 {size * .8:.0f}"), (size * .3, size * .8, mix(c, self.n("#e9dc7a") if not white else "#ffffff", .22), size * .7, f"0 {size * 1.7:.0f}"),
                             (-size * .2, size * 2.1, mix(c, self.n("#10241f"), .22), size * .8, f"0 {size * 2.3:.0f}"))
            if i == 0:
                self.add(f'<rect y="640" width="{W}" height="260" fill="{self.fields[1]}"/>')
                self.hamlet(820, 640, .8, 5)
        bank = self.fields[0]
        self.shape([(x, 742 + round(16 * math.sin(x / 240))) for x in range(-120, W + 181, 120)], bank)
        stream = mix(self.water, "#ffffff", .25 if self.time != "night" else 0)
        self.add(f'<path fill="{stream}" d="M812 648Q900 672 800 706T760 772Q820 820 560 900H1120Q1060 826 930 776T880 706Q900 672 830 648Z"/>')
        self.add(f'<path d="M790 742h60M760 800h110M700 850h140M900 830h70" stroke="{mix(stream, "#ffffff", .5)}" stroke-width="6" stroke-linecap="round" opacity=".7"/>')
        for x, y, s in ((130, 905, 1.0), (1250, 880, .7)):
            self.pine(x, y, s)
    def house(self, x, y, s, roof):
        """A tiled house seen from the yard."""
        lit = "#ffd98a" if self.time in ("night", "dusk") else "#8d9a9a"
        wall, post = self.n("#f6eddb"), self.n("#6d4c35")
        roof = self.n(roof, .8) if self.season != "winter" else "#f1f6f8" if self.time != "night" else "#9db4c8"
        self.add(f'<g transform="translate({x} {y}) scale({s})"><path fill="{self.n("#b9b1a0")}" d="M-170-14H170V6H-170Z"/><path fill="{wall}" d="M-150-96H150V-14H-150Z"/>'
                 f'<path fill="{mix(wall, "#5a6a72", .22)}" d="M-150-96H150V-78H-150Z"/>'
                 f'<path fill="{post}" d="M-154-96h10v82h-10zM-54-96h10v82h-10zM44-96h10v82h-10zM144-96h10v82h-10z"/>'
                 f'<path fill="{lit}" d="M-126-70h56v44h-56zM-26-70h52v56h-52zM70-70h56v44h-56z"/><path d="M-98-70v44M0-70v56M98-70v44M-126-48h56M70-48h56" stroke="{post}" stroke-width="4"/>'
                 f'<path fill="{roof}" d="M-206-84Q-176-104-146-152Q-130-160 0-158Q130-160 146-152Q176-104 206-84Q120-102 0-100Q-120-102-206-84Z"/>'
                 f'<path fill="{mix(roof, "#10141a", .3)}" d="M-206-84Q-120-102 0-100Q120-102 206-84Q120-92 0-90Q-120-92-206-84Z"/><path d="M-146-154Q0-162 146-154" fill="none" stroke="{mix(roof, "#10141a", .35)}" stroke-width="10" stroke-linecap="round"/></g>')
    def do_village(self):
        """Inside the hamlet: houses, a stone wall, the terrace of jars, a persimmon tree."""
        self.shape(self.contour(600, 0, 900), self.fields[0])
        self.hamlet(420, 610, .9, 6)
        self.hamlet(1360, 604, .8, 4)
        self.shape(self.contour(690, 1, 1000), mix(self.path, self.fields[2], .35))
        self.house(520, 742, .86, "#3d4a57")
        self.house(1130, 772, 1.12, "#2f5f6f")
        self.shape([(x, 800 + round(10 * math.sin(x / 300))) for x in range(-120, W + 181, 120)], self.path)
        wall = [(x, 812 + round(8 * math.sin(x / 300))) for x in range(-60, 700, 80)]
        self.strokes(wall, (0, -30, self.n("#8d8778"), 34, "0 30"), (14, -8, self.n("#a39b8a"), 32, "0 31"), (2, 14, self.n("#7b7567"), 34, "0 32"))
        self.strokes(wall, (0, -50, self.n("#4a525a") if self.season != "winter" else "#eef4f6", 18, "34 8"))
        jar = self.n("#5b3a2a")
        for _i, (x, y, s) in enumerate(((800, 846, .8), (862, 852, 1.0), (930, 848, .86), (830, 884, 1.1), (904, 892, 1.2), (980, 884, .95))):
            self.add(f'<g transform="translate({x} {y}) scale({s})"><ellipse cx="0" cy="2" rx="30" ry="6" fill="{mix(self.path, "#3a2c20", .4)}"/><path fill="{jar}" d="M-18-58H18Q36-30 18 0H-18Q-36-30-18-58Z"/><path fill="{mix(jar, "#e8c9a0", .3)}" d="M-14-52Q-30-28-12-4H-6Q-22-28-8-52Z"/>'
                     f'<ellipse cx="0" cy="-60" rx="24" ry="8" fill="{mix(jar, "#1a0f0a", .3) if self.season != "winter" else "#f1f6f8"}"/></g>')
        self.tree(1440, 880)
    def tree(self, x, y):
        """A persimmon tree through the year."""
        wood, s = self.n("#5a3f33"), self.season
        self.add(f'<g transform="translate({x} {y})"><path d="M0 0C-8-60 10-110 0-170M0-110C40-150 70-160 96-206M0-130C-40-170-60-180-88-230M0-170C10-220-6-250 14-290M96-206C120-220 126-250 150-264M-88-230C-110-240-120-270-140-276" fill="none" stroke="{wood}" stroke-width="17" stroke-linecap="round"/>')
        crown = {"spring": self.n("#8fbf6a"), "summer": self.n("#2f7d4d"), "autumn": self.n("#c9622c")}.get(s)
        spots = ((-120, -270, 74), (-40, -320, 86), (60, -310, 84), (140, -258, 70), (10, -240, 80))
        for cx, cy, r in spots if crown else ():
            self.add(f'<circle cx="{cx}" cy="{cy}" r="{r}" fill="{crown}"/><circle cx="{cx - 12}" cy="{cy - 16}" r="{r * .68:.0f}" fill="{mix(crown, self.n("#f3e08a"), .24)}"/>')
        if s in ("autumn", "winter"):
            for i in range(15):
                self.add(f'<circle cx="{-150 + (i * 67) % 310}" cy="{-200 - (i * 53) % 150}" r="15" fill="{self.n("#ef7b2d", .6)}"/>')
        self.add("</g>")
    def pine(self, x, y, s):
        c = self.n("#24584a")
        self.add(f'<g transform="translate({x} {y}) scale({s})"><path d="M0 0C-8-90 40-130 14-220S-20-330 20-380M14-210C60-240 90-236 118-262M8-150C-40-190-70-190-96-214" fill="none" stroke="{self.n("#7a4632")}" stroke-width="20" stroke-linecap="round"/>')
        for cx, cy, rx in ((20, -392, 120), (124, -280, 92), (-100, -232, 84), (-60, -330, 90), (80, -345, 80)):
            self.add(f'<ellipse cx="{cx}" cy="{cy}" rx="{rx}" ry="{rx * .36:.0f}" fill="{c}"/><ellipse cx="{cx - 8}" cy="{cy - 12}" rx="{rx * .78:.0f}" ry="{rx * .2:.0f}" fill="{self.n("#3b7a5c") if self.season != "winter" else self.n("#f4f8f9")}"/>')
        self.add("</g>")
    def branch(self):
        wood, left = self.n("#5a3f33"), self.sx > 800
        self.add(f'<g transform="translate({0 if left else W} 0) scale({1 if left else -1} 1)"><path d="M-20 60Q150 70 260 130T470 170M150 82Q230 60 330 62M260 130Q300 190 380 214" fill="none" stroke="{wood}" stroke-width="11" stroke-linecap="round"/>')
        big = self.season in ("autumn", "winter")
        for x, y in ((130, 112), (232, 150), (318, 92), (392, 186), (470, 196), (372, 246), (60, 96)) if big else [(40 + 34 * i, 62 + (i * 37) % 52 + i * 7) for i in range(13)]:
            self.add(f'<circle cx="{x}" cy="{y}" r="{25 if big else 13}" fill="{self.fruit if self.season != "summer" else self.crown}"/>' + (f'<path d="M{x-13} {y-20}q13-9 26 0q-13 10-26 0z" fill="{self.n("#557a3c")}"/>' if big else f'<circle cx="{x+3}" cy="{y}" r="4" fill="{mix(self.fruit, "#8a2f45", .35)}"/>'))
        self.add("</g>")
    def render(self, title):
        for step in (self.heavens, self.ridges, getattr(self, "do_" + self.kind)):
            step()
        if self.kind in ("sea", "highland", "terrace"):
            self.pine(1400, 905, 1.15)
        elif self.kind in ("rice", "orchard"):
            self.branch()
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" width="{W}" height="{H}" preserveAspectRatio="xMidYMax slice">'
                f"<title>{title}</title>{''.join(self.out)}</svg>\n")

