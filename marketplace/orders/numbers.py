"""Order numbers: ten characters that cannot be guessed, counted or misread."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
LENGTH = 10
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_number() -> str:
    """Fifty random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def clean_number(text: str) -> str:
    """What a person typed, as it is stored: no blanks, no dashes, O for 0 forgiven."""
    return "".join(text.upper().split()).replace("-", "").translate(MISREAD)[:LENGTH]
