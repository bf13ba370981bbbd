"""The written content of the demo: files read, templates filled, particles chosen."""

import re
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

import yaml

CONTENT = Path(__file__).resolve().parents[1] / "fixtures" / "content"
DATA = Path(__file__).resolve().parents[1] / "fixtures" / "data"
_PLACE = re.compile(r"\{(\w+)(?::([^{}/]+)/([^{}]+))?\}")
RIEUL = 8


@cache
def load(name: str) -> dict:
    """One content file, parsed."""
    return yaml.load((CONTENT / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def final_consonant(word: str) -> int:
    """The index of the last syllable's final consonant: 0 for none, 8 for ㄹ."""
    last = word.strip()[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    return {"0": 21, "1": 8, "3": 16, "6": 1, "7": 8, "8": 8}.get(last, 0)


def fill(text: str, values: dict[str, str]) -> str:
    """`{product:을/를}` with the particle that fits the noun; ㄹ takes 로."""

    def place(match: re.Match) -> str:
        word = str(values[match[1]])
        if match[2] is None:
            return word
        final = final_consonant(word)
        with_final, without = match[2], match[3]
        if with_final == "으로":
            return word + (with_final if final not in (0, RIEUL) else without)
        return word + (with_final if final else without)

    return _PLACE.sub(place, text)


def fill_all(node, values: dict[str, dict[str, str]]):
    """Fill every `{ko, en}` pair in a piece of content, each with its own words."""
    if isinstance(node, dict):
        if set(node) == {"ko", "en"}:
            return {language: _fill_any(node[language], values[language]) for language in node}
        return {key: fill_all(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [fill_all(value, values) for value in node]
    if isinstance(node, str):
        return fill(node, values["key"]) if "{" in node else node
    return node


def _fill_any(value, values):
    return [fill(v, values) for v in value] if isinstance(value, list) else fill(value, values)


def blocks(body: list[dict], language: str, picture) -> list[tuple]:
    """Content blocks to StreamField data in one language; `picture(key)` finds an image."""
    from django.utils.html import escape

    out: list[tuple] = []
    for block in body:
        if "h" in block:
            out.append(("heading", block["h"][language]))
        elif "p" in block:
            out.append(("paragraph", f"<p>{escape(block['p'][language])}</p>"))
        elif "list" in block:
            out.append(("items", list(block["list"][language])))
        elif "quote" in block:
            out.append(
                (
                    "quote",
                    {"text": block["quote"][language], "by": block.get("by", {}).get(language, "")},
                )
            )
        elif "picture" in block:
            image = picture(block["picture"])
            if image is not None:
                out.append(
                    (
                        "picture",
                        {
                            "image": image,
                            "alt": block["alt"][language],
                            "caption": block.get("caption", {}).get(language, ""),
                        },
                    )
                )
    return out


def moment(days_ago: int, hour: int = 9) -> datetime:
    """An hour of a day in the past (or the future, negative), in local time."""
    day = timezone.localdate() - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day, time(hour)))
