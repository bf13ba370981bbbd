"""Text to grams: Hangul by pairs of syllables, Latin and digits by words. Pure.

A run of Hangul of n syllables gives its n-1 pairs and its last syllable alone, so a
query of one syllable is found as the beginning of a gram and one of two or more by
its pairs, particles or not: `사과를` is found by `사과`.
"""

import re
import unicodedata

_RUNS = re.compile(r"[가-힣]+|[a-z0-9]+")


def normalise(text: str) -> str:
    """NFC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _stem(word: str) -> str:
    """English plurals only: apples -> apple, boxes -> boxe; the same on both sides."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def grams_of(text: str) -> str:
    """The grams to index, each once, in order of appearance."""
    found: dict[str, None] = {}
    for run in _RUNS.findall(normalise(text)):
        if "가" <= run[0] <= "힣":
            for i in range(len(run) - 1):
                found[run[i : i + 2]] = None
            found[run[-1]] = None
        else:
            found[_stem(run)] = None
    return " ".join(found)


def query_grams(query: str) -> list[tuple[str, bool]]:
    """The grams a document must have; True where any gram that begins so will do."""
    wanted: dict[tuple[str, bool], None] = {}
    for run in _RUNS.findall(normalise(query)):
        if "가" <= run[0] <= "힣":
            if len(run) == 1:
                wanted[run, True] = None
            for i in range(len(run) - 1):
                wanted[run[i : i + 2], False] = None
        else:
            wanted[_stem(run), True] = None
    return list(wanted)


def query_words(query: str) -> list[str]:
    """The runs that must really stand in the text, for the recheck."""
    return [
        run if "가" <= run[0] <= "힣" else _stem(run) for run in _RUNS.findall(normalise(query))
    ]
