"""The forms of the second step: six numbers from the app, or a spare code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.utils import decrypt

from villages.accounts import second_step
from villages.accounts.forms import make_plain

NUMBERS = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


def name_code(form: forms.Form, help_text: str = "") -> None:
    """One box, with its words outside of it."""
    form.fields["code"].label = _("The six numbers in your app")
    form.fields["code"].help_text = help_text
    form.fields["code"].widget.attrs = dict(NUMBERS)
    form.fields["code"].max_length = 20
    make_plain(form)


class _Once:
    """A code of the app opens once, also in another process and after a restart."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name_code(self, _("Your phone is not with you? Write one of your spare codes."))

    def clean_code(self) -> str:
        """Right and new, or a sentence at the box."""
        code = super().clean_code()
        key = self.authenticator
        if key.type == Authenticator.Type.TOTP and not second_step.spend(
            self.user, code, decrypt(key.data["secret"])
        ):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SignInCodeForm(_Once, base.AuthenticateForm):
    """After the password."""


class AskAgainCodeForm(_Once, base.ReauthenticateForm):
    """Before a desk opens in a session that was begun without a code."""


class FirstCodeForm(totp_forms.ActivateTOTPForm):
    """The first code shows that the app has the key."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name_code(self)
        self.fields["code"].widget.attrs.pop("autofocus")  # the steps before come first

    @property
    def secret_in_fours(self) -> str:
        """The key as it is written off by hand."""
        return " ".join(self.secret[n : n + 4] for n in range(0, len(self.secret), 4))

    def clean_code(self) -> str:
        """Right; it does not open a second time at the sign-in that may follow at once."""
        code = super().clean_code()
        if not second_step.spend(self.user, code, self.secret):
            raise get_adapter().validation_error("incorrect_code")
        return code
