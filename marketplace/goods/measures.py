"""What a unit weighs or holds, and the price by which goods can be compared. No database."""

import re
from dataclasses import dataclass

MEASURE = re.compile(
    r"(?P<size>\d+(?:\.\d+)?)\s?(?P<unit>kg|g|ml|L)\b"
    r"(?:\s*[x×]\s*(?P<times>\d+)|\s+(?P<pieces>\d+)(?=병|봉|팩|개|통|포))?",
    re.IGNORECASE,
)
GRAMS = {"kg": 1000, "g": 1, "l": 1000, "ml": 1}
LARGE = {"kg": "1 kg", "g": "1 kg", "l": "1 L", "ml": "1 L"}
SMALL = {"kg": "100 g", "g": "100 g", "l": "100 ml", "ml": "100 ml"}
WHOLE, PART = 1000, 100


@dataclass(frozen=True)
class UnitPrice:
    """So many won for so much."""

    won: int
    per: str


def unit_price(price: int, unit: str) -> UnitPrice | None:
    """The price of a kilogram or litre, of a tenth of it for small packs; None without a measure."""
    found = MEASURE.search(unit or "")
    if not found or not price:
        return None
    kind = found["unit"].lower()
    amount = float(found["size"]) * GRAMS[kind] * int(found["times"] or found["pieces"] or 1)
    if not amount:
        return None
    base, words = (WHOLE, LARGE) if amount >= WHOLE else (PART, SMALL)
    return UnitPrice(round(price * base / amount), words[kind])
