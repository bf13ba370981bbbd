"""How an English sentence names a region: “in Inje County”, not “in Inje-gun”.

Lists, tables and addresses keep the official names. No database here.
"""

import re

_ENDS = {"gun": "{} County", "gu": "{} District", "si": "{}", "do": "{}"}
_SIDES = {"buk": "North {}", "nam": "South {}"}
_HALVES = re.compile(r"(Chungcheong|Jeolla|Gyeongsang)(buk|nam)")


def in_english(name: str) -> str:
    """The region's English name as it stands after “in”."""
    if name.startswith("Republic of "):
        return f"the {name}"
    stem, _dash, end = name.removesuffix(" State").partition("-")
    half = _HALVES.fullmatch(stem)
    if half:
        return _SIDES[half[2]].format(half[1])
    return _ENDS[end].format(stem) if end in _ENDS else name.removesuffix(" State")
