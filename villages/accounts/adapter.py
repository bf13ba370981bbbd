"""allauth's seam: our phone column, and where a person goes after signing in."""

import time

from django.http import HttpRequest

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context

from villages.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """E-mail or phone; the name stands in `first_name`."""

    def save_user(self, request: HttpRequest, user: User, form, commit: bool = True) -> User:
        """Store the whole name and the language the form was read in."""
        user = super().save_user(request, user, form, commit=False)
        user.first_name = form.cleaned_data.get("name", "")
        user.last_name = ""
        user.language = request.LANGUAGE_CODE
        user.email = user.email or None
        if commit:
            user.save()
        return user

    def is_reauthentication_required(self, *, app: str | None = None) -> bool:
        """Not of somebody who wrote the password minutes ago, to sign in."""
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        said = get_authentication_records(context.request, context.request.user)
        return not any(one["method"] == "password" and one["at"] > since for one in said)

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Put the number on the account; written with it or at once."""
        user.phone, user.phone_verified = phone, verified
        if user.pk:
            user.save(update_fields=["phone", "phone_verified"])

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The number and whether a code has proved it."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: User, phone: str) -> None:
        """A code has proved the number."""
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The account with this number, if any."""
        return User.objects.filter(phone=phone).order_by("pk").first()

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs) -> None:
        """Hand the code to the message adapter of the installation."""
        self.send_mail("account/email/phone_code", user.email, {"code": code})

    def phone_form_field(self, **kwargs):
        """A phone number as people write it."""
        from villages.accounts.forms import PhoneField

        return PhoneField(**kwargs)
