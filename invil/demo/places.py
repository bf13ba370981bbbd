"""Real regions and real places: the villages of the data files, opened by the service."""

import csv
import random
from datetime import date

from django.utils import timezone

from invil.demo.texts import DATA, fill, load
from villages.portal.choices import Accent
from villages.portal.models import Region, Village
from villages.portal.services import NewVillage, provision_village

FLAGSHIPS = (
    "jeju-jeoji",
    "inje-deokjeok",
    "imsil-geumseong",
    "hadong-samsin",
    "wando-yesong",
    "cheongsong-cheoncheon",
    "boseong-jangam",
    "namhae-honghyeon",
    "gongju-sangnyong",
    "pyeongchang-dosa",
    "icheon-seoksan",
    "sunchang-baeksan",
    "ulleung-hyeonpo",
)
PLAIN_ONES = 2


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def specialties() -> dict[str, dict[str, str]]:
    """The specialties by key."""
    return {row["key"]: row for row in rows("specialties.csv")}


def village_rows(limit: int | None = None) -> list[dict[str, str]]:
    """The rows of the villages, flagships first; a small world keeps two plain villages."""
    rank = {slug: number for number, slug in enumerate(FLAGSHIPS)}
    found = sorted(rows("villages.csv"), key=lambda row: rank.get(row["slug"], len(rank)))
    if limit is None:
        return found
    flagships = found[: min(max(limit - PLAIN_ONES, 1), len(FLAGSHIPS))]
    return flagships + found[len(FLAGSHIPS) :][: limit - len(flagships)]


def words_for(row: dict[str, str], region: Region) -> dict[str, dict[str, str]]:
    """What a template may say about a village, in both languages."""
    goods = specialties()
    first = goods[row["specialties"].split("|")[0]]
    second = goods[row["specialties"].split("|")[-1]]
    shared = {
        "households": row["households"],
        "year": row["joined_year"],
        "month": str(timezone.localdate().month),
    }
    words = {"key": {"product": first["key"], "product2": second["key"]}}
    for language in ("ko", "en"):
        name = f"name_{language}"
        english = language == "en"
        words[language] = {
            **shared,
            "village": row[name],
            "emd": row[f"emd_{language}"],
            "county": getattr(region, name),
            "province": getattr(region.parent, name),
            "product": first[name].lower() if english else first[name],
            "product2": second[name].lower() if english else second[name],
        }
    return words


def open_village(row: dict[str, str], region: Region) -> Village:
    """Open one village by the same service as in production; idempotent."""
    rng = random.Random(row["slug"])
    templates = load("templates/villages.yaml")
    words = words_for(row, region)
    flagship = load(f"villages/{row['slug']}.yaml")["village"] if row["slug"] in FLAGSHIPS else None
    if flagship:
        tagline, welcome = flagship["tagline"], flagship["welcome"]
    else:
        kind = [t for t in templates["tagline"] if t["kind"] == row["kind"]]
        tagline = rng.choice(kind)["text"]
        welcome = rng.choice([t for t in templates["welcome"] if t["kind"] == row["kind"]])["text"]
    return provision_village(
        NewVillage(
            slug=row["slug"],
            name_ko=row["name_ko"],
            name_en=row["name_en"],
            region_code=row["county_code"],
            ri_code=row["ri_code"],
            township_ko=row["emd_ko"],
            township_en=row["emd_en"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            preset=flagship["preset"] if flagship else row["kind"],
            accent=flagship["accent"] if flagship else rng.choice(Accent.values),
            joined_on=date(int(row["joined_year"]), rng.randint(1, 12), 1),
            households=int(row["households"]),
            population=int(row["population"]),
            specialties=row["specialties"].split("|"),
            tagline_ko=fill(tagline["ko"], words["ko"]),
            tagline_en=fill(tagline["en"], words["en"]),
            welcome_ko=fill(welcome["ko"], words["ko"]),
            welcome_en=fill(welcome["en"], words["en"]),
            is_demo=True,
        )
    )
