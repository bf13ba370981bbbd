"""Sign-in and sign-up: one form each, e-mail or phone."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allauth.account import forms as allauth_forms

from villages.accounts.models import User
from villages.accounts.passwords import HINT
from villages.accounts.phones import looks_like_phone, parse_phone

NAME_LENGTH = 60


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


def make_plain(form: forms.Form) -> None:
    """No words inside the boxes; a password can be looked at, and says once what it must be."""
    last = None
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field.widget, forms.PasswordInput):
            field.widget.attrs["data-show-password"] = ""
            last = field
            field.help_text = HINT if name == "password1" else ""
    if last is not None:
        # Its box stands on the page from the first: nothing moves when the script comes.
        last.shows = _("Show the password")


class LoginForm(allauth_forms.LoginForm):
    """E-mail or phone, and a password; the same answer for every wrong pair."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail or phone number")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["password"].label = _("Password")
        make_plain(self)

    def clean_login(self) -> str:
        """Normalise a phone number; leave an e-mail address as it is."""
        login = super().clean_login()
        return parse_phone(login) if looks_like_phone(login) else login


class SignupForm(allauth_forms.SignupForm):
    """A name, an e-mail address or a phone number, and one password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "phone", "password1"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        make_plain(self)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("An e-mail address or a phone number is enough.")

    def clean(self) -> dict:
        """One way to reach the person must be there."""
        data = super().clean()
        is_reached = data.get("email") or data.get("phone")
        if not is_reached and not {"email", "phone"} & self.errors.keys():
            self.add_error("email", _("Write an e-mail address or a phone number."))
        return data


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Your password")
        make_plain(self)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The old password and the new one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password until now")
        name_new_passwords(self)


class NewAddressForm(forms.Form):
    """Another e-mail address, and the password, as whoever signs in with it is changed."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        make_plain(self)

    def clean_email(self) -> str:
        """As it is stored."""
        return User.objects.normalize_email(self.cleaned_data["email"]).lower()

    def clean_password(self) -> str:
        """The right one, or a sentence at its box."""
        if not self.person.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password."))
        return self.cleaned_data["password"]


class DetailsForm(forms.ModelForm):
    """Name, phone number and the language of letters; the number asks for the password.

    Whoever holds an unlocked phone for a minute must not make somebody's sign-in their own.
    """

    first_name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of letters to you"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    password = forms.CharField(
        label=_("Your password, where you change the phone number"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    class Meta:
        model = User
        fields = ["first_name", "phone", "language"]
        field_classes = {"phone": PhoneField}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = not self.instance.email
        self.initial["language"] = self.instance.language or get_language()
        make_plain(self)

    def clean_phone(self) -> str | None:
        """No number is none, not an empty one."""
        return self.cleaned_data["phone"] or None

    def clean(self) -> dict:
        """A changed number needs the right password; the wrong one says so at its box."""
        data = super().clean()
        if "phone" in self.changed_data and "phone" not in self.errors:
            before = User.objects.only("password", "phone").get(pk=self.instance.pk)
            if data.get("phone") != before.phone and not before.check_password(data["password"]):
                self.add_error("password", _("This is not your password."))
        return data


class SetPasswordForm(allauth_forms.SetPasswordForm):
    """A first password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name_new_passwords(self)


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """A new password after a forgotten one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name_new_passwords(self)


def name_new_passwords(form: forms.Form) -> None:
    """The two boxes of a new password, in plain words."""
    form.fields["password1"].label = _("New password")
    form.fields["password2"].label = _("The new password once more")
    make_plain(form)
