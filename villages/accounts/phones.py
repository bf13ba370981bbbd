"""Phone numbers as people write them, and as we store them (E.164)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

import phonenumbers

REGION = "KR"


def parse_phone(text: str) -> str:
    """`010-1234-5678` -> `+821012345678`; a `ValidationError` where it is no number."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(_("Write the phone number like 010-1234-5678.")) from error
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_("Write the phone number like 010-1234-5678."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def looks_like_phone(text: str) -> bool:
    """Whether the text is meant as a phone number rather than an e-mail address."""
    return "@" not in text and any(c.isdigit() for c in text)
