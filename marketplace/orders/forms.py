"""Where parcels go, in the order in which Koreans write an address."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

import phonenumbers

from marketplace.delivery.models import POSTCODE
from marketplace.orders.services.placing import Address, Contact

NOTES = [
    ("", _("No note")),
    ("문 앞에 놓아 주세요", _("Leave it at the door")),
    ("오기 전에 전화 주세요", _("Call before you come")),
    ("경비실에 맡겨 주세요", _("Leave it with the caretaker")),
]
KOREA = 82
NO_ID_NUMBER = RegexValidator(
    r"\d{6}-\d{7}", _("Please do not write a resident registration number."), inverse_match=True
)


def phone_field(**kwargs) -> forms.CharField:
    """A phone number, with the keyboard for it."""
    return forms.CharField(
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        **kwargs,
    )


def clean_phone(text: str) -> str:
    """A number that exists, in the Korean or the international way of writing."""
    try:
        number = phonenumbers.parse(text, "KR")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise forms.ValidationError(_("This is not a phone number. Example: 010-1234-5678."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_here(text: str) -> str:
    """A kept number as it is written in Korea: 010-1234-5678."""
    try:
        number = phonenumbers.parse(text, "KR")
    except phonenumbers.NumberParseException:
        return text
    kind = phonenumbers.PhoneNumberFormat
    at_home = number.country_code == KOREA
    return phonenumbers.format_number(number, kind.NATIONAL if at_home else kind.INTERNATIONAL)


class AddressForm(forms.Form):
    """Who gets it, where, and how we reach the buyer."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        validators=[NO_ID_NUMBER],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = phone_field(label=_("Phone"), help_text=_("Only the village and the carrier get it."))
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The confirmation goes there. You need no account."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=5,
        validators=[POSTCODE],
        help_text=_("Five digits."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    road = forms.CharField(
        label=_("Road address"),
        max_length=120,
        validators=[NO_ID_NUMBER],
        help_text=_("For example: 서울특별시 중구 세종대로 110"),
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    detail = forms.CharField(
        label=_("Building and door"),
        max_length=80,
        required=False,
        validators=[NO_ID_NUMBER],
        help_text=_("For example: 101동 1203호"),
        widget=forms.TextInput(attrs={"autocomplete": "address-line2"}),
    )
    note = forms.ChoiceField(label=_("A word to the carrier"), choices=NOTES, required=False)

    def clean_phone(self) -> str:
        """A real number."""
        return clean_phone(self.cleaned_data["phone"])


def address_of(data: dict) -> Address:
    """The address of what the form gave."""
    return Address(
        **{
            key: data.get(key, "")
            for key in ("name", "phone", "postcode", "road", "detail", "note")
        }
    )


def contact_of(data: dict) -> Contact:
    """The buyer of what the form gave."""
    return Contact(name=data["name"], phone=data["phone"], email=data["email"])


class LookupForm(forms.Form):
    """Find an order again without an account."""

    number = forms.CharField(
        label=_("Order number"),
        max_length=20,
        help_text=_("Ten letters and digits."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
