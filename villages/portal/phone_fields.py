"""Which fields of a village's form ask for a phone number, by their label, and whether one stands.

A village words its fields itself. A label that also asks for something else, and one that only
speaks of phones (“Phone model”, “May we phone you?”), is left alone.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

import phonenumbers

from villages.accounts.phones import REGION, parse_phone
from villages.portal.choices import FieldKind

KINDS = (FieldKind.SINGLELINE, FieldKind.NUMBER)
_ASIDE = re.compile(r"[(（\[].*?[)）\]]")
# Another answer is as good, or only a part of a number is wanted.
_OTHER = re.compile(
    r"e-?mail|kakao|telegram|\bor\b|digit|last (four|4)|fax"
    r"|메일|카카오|카톡|또는|혹은|아이디|자리|팩스",
    re.IGNORECASE,
)
_AFTER = r"(?:\s*[:：,–-].*|[\s.!*~?]*)$"
_KOREAN = re.compile(
    r"(?:전화|휴대폰|핸드폰|손전화|휴대\s?전화|연락처|연락(?:\s?받을|\s?가능한|\s?되는)?\s?번호)"
    r"\s?(?:번호)?(?:를|을|는|은|가|이)?"
    r"(?:\s*(?:꼭\s*)?(?:적|써|남|알려|입력|기입|기재|넣|무엇|어떻게 되|부탁)[가-힣\s]*)?" + _AFTER
)
_PHONE = r"(?:(?:tele|cell|smart)?phone|mobile|cell|telephone|tel)"
_NUMBER = r"(?:numbers?|no\.|nr\.?)"
_ENGLISH = re.compile(
    rf"\b(?:{_PHONE}s?(?:\s{_NUMBER})?|contact\s{_NUMBER}){_AFTER}"
    rf"|\b(?:{_PHONE}|contact)\s{_NUMBER}\s(?:of|for|where|at|on|to|we|you)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\s*(?:and |on )?(?:what|which|your|the|phone|mobile|tel)\b", re.IGNORECASE)
_SPEAKS_OF = re.compile(
    rf"\b(?:by|a|we|you|to|on the|over the|via|with) {_PHONE}[\s.?!]*$"
    r"|\b(?:who|whom|why|how|when|whether)\b|누가|누구|왜|언제",
    re.IGNORECASE,
)


def asks_for_phone(label: str) -> bool:
    """Whether a field of this name wants a phone number and nothing else."""
    words = " ".join(_ASIDE.sub(" ", label).split())
    if _OTHER.search(label) or _SPEAKS_OF.search(words):
        return False
    if _ENGLISH.search(words):
        return "?" not in words or bool(_ASKS.match(words))
    return bool(_KOREAN.search(words))


def can_be_called(said: str, label: str) -> bool:
    """Whether a phone number stands in the answer, alone or among other words.

    Where any way to be reached is asked for, an e-mail address is one.
    """
    if "연락처" in label and _is_mail(said):
        return True
    try:
        parse_phone(said)
    except ValidationError:
        found = phonenumbers.PhoneNumberMatcher(
            said, REGION, leniency=phonenumbers.Leniency.POSSIBLE
        )
        return found.has_next()
    return True


def _is_mail(said: str) -> bool:
    try:
        validate_email(said.strip())
    except ValidationError:
        return False
    return True


def check(page, form) -> None:
    """The village answers by phone: add to the form's errors what nobody can call. One query."""
    for field in page.form_fields.all():
        said = form.cleaned_data.get(field.clean_name)
        if not said or field.field_type not in KINDS or not asks_for_phone(field.label):
            continue
        if not can_be_called(said, field.label):
            words = _("Write the phone number like 010-1234-5678.")
            if not field.required:
                words = _("Write the phone number like 010-1234-5678, or leave it empty.")
            form.add_error(field.clean_name, words)
