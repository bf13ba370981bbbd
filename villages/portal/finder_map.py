"""The finder's map: the country by province, or the chosen province by county."""

from collections import Counter

from django.utils.translation import ngettext

from villages.portal import mapping
from villages.portal.choices import RegionLevel
from villages.portal.models import Region, Village

# (key, latitude, longitude, code of the county)
Row = tuple[int, float | None, float | None, str]


def finder_map(found: set[int], place: Region | None = None) -> dict:
    """The map: every active village a dot, the found ones large; two queries.

    `place` is the chosen province or county. Then its counties are drawn, each a link, and
    only its own villages are dots; the list of them is `counties`.
    """
    rows: list[Row] = list(
        Village.objects.active().values_list("pk", "lat", "lon", "region__code").order_by()
    )
    chosen = place.code[:2] if place and place.level != RegionLevel.NATION else ""
    regions = {r.code: r for r in _regions(chosen)}
    provinces = _listed(Counter(code[:2] for *_row, code in rows), regions)
    drawn = {
        "total": len(rows),
        "chosen": chosen,
        "provinces": provinces,
        "counties": [],
    }
    outlines = mapping.counties_of(chosen) if chosen else ()
    if not outlines:
        return drawn | _country(rows, found, chosen, provinces)
    here = [row for row in rows if row[3][:2] == chosen]
    # A village may lie right in its province; the map has no outline for that.
    counties = _listed(Counter(code for *_row, code in here if code != chosen), regions)
    return drawn | _province(here, found, place, regions[chosen], counties)


def _regions(province: str):
    """The provinces, and the counties of the chosen one; one query."""
    regions = Region.objects.filter(level=RegionLevel.PROVINCE)
    if province:
        regions |= Region.objects.filter(level=RegionLevel.COUNTY, code__startswith=province)
    return regions


def _listed(counts: Counter, regions: dict[str, Region]) -> list[dict]:
    """Regions with their number of villages, the most first; the map says the same in words."""
    words = lambda n: ngettext("%(place)s, %(n)d village", "%(place)s, %(n)d villages", n)  # noqa: E731
    return [
        {
            "code": code,
            "name": regions[code].name,
            "count": count,
            "label": words(count) % {"place": regions[code].name, "n": count},
        }
        for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if code in regions
    ]


def _country(rows: list[Row], found: set[int], chosen: str, provinces: list[dict]) -> dict:
    words = ngettext(
        "Map of Korea by province, with %(n)d village",
        "Map of Korea by province, with %(n)d villages",
        len(rows),
    )
    codes = [shape.code for shape in mapping.shapes()]
    return {
        "box": mapping.BOX,
        "file": "img/korea.svg",
        "words": words % {"n": len(rows)},
        "shapes": _shapes(codes, provinces, chosen),
    } | _dots(rows, found, chosen)


def _province(
    rows: list[Row], found: set[int], place: Region, province: Region, counties: list[dict]
) -> dict:
    words = ngettext(
        "Map of %(place)s by city and county, with %(n)d village",
        "Map of %(place)s by city and county, with %(n)d villages",
        len(rows),
    )
    codes = [shape.code for shape in mapping.counties_of(province.code)]
    inside = [mapping.place(lat, lon) for _pk, lat, lon, _code in rows if None not in (lat, lon)]
    linked = {one["code"] for one in counties}
    inside += [(s.x, s.y) for s in mapping.counties_of(province.code) if s.code in linked]
    return {
        "box": " ".join(f"{side:.0f}" for side in mapping.frame_of(province.code, inside)),
        "file": mapping.county_file(province.code),
        "words": words % {"place": province.in_words, "n": len(rows)},
        "shapes": _shapes(codes, counties, place.code),
        "counties": counties,
        "province": province,
    } | _dots(rows, found, province.code)


def _shapes(codes: list[str], known: list[dict], chosen: str) -> list[dict]:
    """What is drawn; the chosen one last, so that its outline lies on top."""
    by_code = {one["code"]: one for one in known}
    shapes = [by_code.get(code, {"code": code, "count": 0}) for code in codes]
    return sorted(
        ({**one, "is_chosen": one["code"] == chosen} for one in shapes),
        key=lambda one: one["is_chosen"],
    )


def _dots(rows: list[Row], found: set[int], chosen: str) -> dict:
    groups: dict[str, list] = {"hit": [], "near": [], "far": []}
    for pk, lat, lon, code in rows:
        if lat is None or lon is None:
            continue
        kind = "hit" if pk in found else "near" if code[:2] == chosen else "far"
        groups[kind].append(mapping.place(lat, lon))
    return {
        "dots": {kind: mapping.dots(points) for kind, points in groups.items()},
        "hits": len(groups["hit"]),
        "nears": len(groups["near"]),
        "fars": len(groups["far"]),
    }
