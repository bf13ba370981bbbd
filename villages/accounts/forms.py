"""Sign-in and sign-up: one form each, e-mail or phone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allauth.account import forms as allauth_forms

from villages.accounts.phones import looks_like_phone, parse_phone


class PhoneField(forms.CharField):
    """A phone number, stored as E.164."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("label", _("Phone"))
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
        )
        super().__init__(*args, **kwargs)

    def clean(self, value: str) -> str:
        """Normalise; an empty value stays empty where the field is optional."""
        value = super().clean(value)
        return parse_phone(value) if value else value


class LoginForm(allauth_forms.LoginForm):
    """E-mail or phone, and a password; the same answer for every wrong pair."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail or phone number")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["password"].label = _("Password")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """Normalise a phone number; leave an e-mail address as it is."""
        login = super().clean_login()
        return parse_phone(login) if looks_like_phone(login) else login


class SignupForm(allauth_forms.SignupForm):
    """A name, an e-mail address or a phone number, and one password."""

    name = forms.CharField(
        label=_("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "email", "phone", "password1"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("An e-mail address or a phone number is enough.")

    def clean(self) -> dict:
        """One way to reach the person must be there."""
        data = super().clean()
        if not data.get("email") and not data.get("phone") and not self.errors:
            self.add_error("email", _("Write an e-mail address or a phone number."))
        return data
