"""Words that people wrote in one language, perhaps with the same in English beside them."""

import re
from dataclasses import dataclass

from django.utils.translation import get_language

_HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True)
class Said:
    """Words, and the language they are in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def language_of(text: str) -> str:
    """Korean where there is a syllable of Hangul, else English."""
    return "ko" if _HANGUL.search(text) else "en"


def said(first: str, english: str = "") -> Said:
    """The words for the reader: the English ones to whoever does not read Korean, if there are any."""
    if english and get_language() != "ko":
        return Said(english, "en")
    return Said(first, language_of(first))
