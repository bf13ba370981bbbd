"""Every picture of the demo world, drawn here: landscapes and goods, never from the net.

A key names a picture for good: `scene:rice:autumn:dawn`, `goods:apple`. Drawn once, then
kept under var/cache/pictures; the same key gives the same bytes with the same Pillow.
"""

import hashlib
import io
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from invil.demo import goods as goods_art
from invil.demo.landscape import Scene
from invil.demo.raster import raster

SIZE = (1600, 900)
SCENES = {  # name: land, words in English, words in Korean
    "rice": ("rolling", "Rice fields below wooded hills", "숲 아래 펼쳐진 논"),
    "terrace": ("steep", "Terraced fields and an old pine", "다랑논과 노송"),
    "orchard": ("steep", "An orchard in rows before the mountains", "산 앞에 줄지어 선 과수원"),
    "tea": ("rolling", "Rows of green tea on a slope", "비탈을 따라 이어진 녹차밭"),
    "salt": ("low", "Salt pans with heaps of white salt", "하얀 소금 더미가 선 염전"),
    "tidal": ("isles", "A tidal flat with a boat and nets", "배와 그물 말뚝이 선 갯벌"),
    "sea": ("isles", "A bay with a boat, a beach and a pine", "배와 모래밭, 소나무가 있는 바닷가"),
    "mountain": ("steep", "A valley with a stream between mountains", "산 사이 계곡과 시내"),
    "jeju": ("cone", "Mandarin rows and stone walls below Hallasan", "한라산 아래 돌담과 귤밭"),
    "village": ("rolling", "Tiled houses, a stone wall and a row of jars", "기와집과 돌담, 장독대"),
}
SEASONS = {
    "spring": ("in spring", "봄"),
    "summer": ("in summer", "여름"),
    "autumn": ("in autumn", "가을"),
    "winter": ("in winter", "겨울"),
}
HOURS = {
    "dawn": ("at dawn", "새벽"),
    "noon": ("at noon", "한낮"),
    "dusk": ("at dusk", "해 질 녘"),
    "night": ("at night", "밤"),
}
LAYOUTS = {
    "heap": ("A heap: {}", "수북이 쌓은 {}"),
    "crate": ("A wooden box of {}", "나무 상자에 담은 {}"),
    "trio": ("Three of: {}", "{} 세 개"),
    "solo": ("{}", "{}"),
}
# Bump when the drawing changes: kept pictures of an older hand are then drawn anew.
HAND = "2"


@dataclass(frozen=True)
class Picture:
    """One picture with its words and the point that must stay in a cut."""

    key: str
    filename: str
    data: bytes
    alt_en: str
    alt_ko: str
    focal: tuple[int, int, int, int]  # centre x, centre y, width, height


def scene_keys() -> list[str]:
    """The 160 landscapes."""
    return [f"scene:{s}:{season}:{hour}" for s in SCENES for season in SEASONS for hour in HOURS]


def goods_keys() -> list[str]:
    """The product pictures."""
    return [f"goods:{name}" for name in goods_art.PICTURES]


def key_of_specialty(specialty: str) -> str:
    """The picture of one of the 138 specialties."""
    return f"goods:{goods_art.picture_of(specialty)}"


def landscape(scene: str, season: str, hour: str, seed: str = "") -> bytes:
    """A landscape as WebP, 1600 by 900; `seed` gives another hill and another hamlet."""
    land = SCENES[scene][0]
    drawing = Scene(f"{scene}-{season}{seed}", scene, land, season, hour).render("")
    out = io.BytesIO()
    raster(drawing, *SIZE).save(out, "WEBP", quality=84, method=2)
    return out.getvalue()


def goods(name: str) -> bytes:
    """A product picture as transparent WebP, 640 square; a specialty's key will do."""
    return goods_art.draw(name if name in goods_art.PICTURES else goods_art.picture_of(name))


def picture(key: str) -> Picture:
    """One picture by its key, from the cache where it was drawn before."""
    kind, *rest = key.split(":")
    data = _kept(key)
    filename = key.replace(":", "-") + ".webp"
    if kind == "scene":
        scene, season, hour = rest
        _land, en, ko = SCENES[scene]
        (when_en, when_ko), (hour_en, hour_ko) = SEASONS[season], HOURS[hour]
        return Picture(
            key,
            filename,
            data,
            f"{en}, {when_en} {hour_en}",
            f"{when_ko} {hour_ko}, {ko}",
            (960, 540, 720, 480),
        )
    en, ko = _names().get(rest[0], (rest[0].replace("-", " ").capitalize(), ""))
    before_en, before_ko = LAYOUTS[goods_art.PICTURES[rest[0]][1]]
    return Picture(
        key, filename, data, before_en.format(en), before_ko.format(ko or en), (320, 340, 480, 480)
    )


def all_pictures() -> Iterator[Picture]:
    """Every picture; the missing ones are drawn first, on two cores."""
    keys = scene_keys() + goods_keys()
    missing = [key for key in keys if not _place(key).exists()]
    if len(missing) > 8:
        folder = str(_folder())
        with ProcessPoolExecutor(2) as pool:
            list(pool.map(_draw_to, missing, [folder] * len(missing), chunksize=8))
    yield from map(picture, keys)


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "cache" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _place(key: str) -> Path:
    return _folder() / _name(key)


def _name(key: str) -> str:
    return hashlib.sha256(f"{HAND}:{key}".encode()).hexdigest()[:24] + ".webp"


def _kept(key: str) -> bytes:
    place = _place(key)
    if not place.exists():
        _draw_to(key, str(place.parent))
    return place.read_bytes()


def _draw_to(key: str, folder: str) -> None:
    kind, *rest = key.split(":")
    data = landscape(*rest) if kind == "scene" else goods(rest[0])
    target = Path(folder) / _name(key)
    # Renamed into place, so that nobody reads half a picture.
    part = target.with_suffix(".part")
    part.write_bytes(data)
    part.rename(target)


def _names() -> dict[str, tuple[str, str]]:
    """The specialties' names; kept after the first reading."""
    if not _words:
        import csv

        file = Path(__file__).parents[1] / "fixtures" / "data" / "specialties.csv"
        with file.open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                _words[row["key"]] = (row["name_en"], row["name_ko"])
        for specialty, name in goods_art.SAME_AS.items():
            _words.setdefault(name, _words.get(specialty, (name, "")))
    return _words


_words: dict[str, tuple[str, str]] = {}
