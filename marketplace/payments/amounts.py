"""Between our money and the payment service's smallest unit; no ORM."""

from decimal import Decimal

ZERO_DECIMAL = frozenset(
    {
        "bif",
        "clp",
        "djf",
        "gnf",
        "jpy",
        "kmf",
        "krw",
        "mga",
        "pyg",
        "rwf",
        "ugx",
        "vnd",
        "vuv",
        "xaf",
        "xof",
        "xpf",
    }
)
THREE_DECIMAL = frozenset(["bhd", "jod", "kwd", "omr", "tnd"])


def smallest_unit(amount: Decimal | int, currency: str) -> int:
    """An amount in the unit the payment service counts in; won are won.

    Raises `ValueError` where the amount has a fraction of that unit.
    """
    code = currency.lower()
    places = 0 if code in ZERO_DECIMAL else 3 if code in THREE_DECIMAL else 2
    scaled = Decimal(amount) * 10**places
    if scaled != int(scaled):
        raise ValueError(f"{amount} {currency} has a fraction of the smallest unit.")
    return int(scaled)
