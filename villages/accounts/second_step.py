"""The second step at sign-in: a code from an app on one's own phone, after the password.

allauth keeps the keys and asks for the codes; here stand our rules. Staff need the step
before their desks open; everybody else may have it. Accounts of the demo are exempt: their
passwords are known to everybody, and so would their key be.
"""

import base64
import hashlib
import logging
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from villages.accounts.models import SpentCode, User
from villages.core.qr import draw

log = logging.getLogger(__name__)
# Where somebody was going when the step was asked for; kept in the session.
ON_THE_WAY = "second_step_next"
KEPT = 10  # half minutes after which a spent code can be forgotten: it opens nothing anyway


class Adapter(DefaultMFAAdapter):
    """allauth's seam: keys are stored encrypted, the square is drawn here, our own words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This code is not right, or it was used already. Wait for the next one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """As it is stored; the key comes from the installation's secret."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where the installation lost its own, one that no code fits.

        The person is then helped as if the phone was lost. Nothing opens by mistake.
        """
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("A key of a second step cannot be read: was INVIL_SECRET_KEY changed?")
            return totp.generate_totp_secret()

    def build_totp_svg(self, url: str) -> str:
        """The square for the app's camera, dark on white in every look of the page."""
        code = draw(url)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{code.box}">'
            f'<path fill="#fff" d="M-9-9h999v999h-999z"/><path d="{code.path}"/></svg>'
        )


def _cipher() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(f"second step {secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def spend(user: User, code: str, secret: str) -> bool:
    """Take a right code out of use; False where it was taken before, or is not right.

    A code is right for a minute and a half, so a look over the shoulder would be enough.
    """
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=expected):
            _row, new = SpentCode.objects.get_or_create(user=user, counter=counter)
            SpentCode.objects.filter(user=user, counter__lt=counter - KEPT).delete()
            return new
    return False


def is_asked_of(user) -> bool:
    """Whether this person must have the step: staff and national administrators, no demo."""
    if not settings.STAFF_NEED_SECOND_STEP or not user.is_authenticated:
        return False
    return (user.is_staff or user.is_superuser) and not user.is_demo


def detour(request: HttpRequest) -> HttpResponseRedirect | None:
    """Where somebody who must have the step goes first: to set it up, or to write a code.

    None where this session has proved it with a key that still holds: one that was set up
    since, or taken off, proves nothing.
    """
    keys = dict(Authenticator.objects.filter(user=request.user).values_list("pk", "type"))
    goal = request.get_full_path() if request.method == "GET" else request.path
    if Authenticator.Type.TOTP not in keys.values():
        request.session[ON_THE_WAY] = goal
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    proved = get_authentication_records(request, request.user)
    if any(one["method"] == "mfa" and one.get("id") in keys for one in proved):
        request.session.pop(ON_THE_WAY, None)
        return None
    return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': goal})}")


def proved_by_setting_up(request: HttpRequest) -> None:
    """Whoever has just written a first code is not asked for a second one."""
    key = Authenticator.objects.get(user=request.user, type=Authenticator.Type.TOTP)
    record_authentication(request, request.user, "mfa", id=key.pk, type=key.type)


def take_off(user: User) -> bool:
    """Delete the key and the spare codes; False where there were none. No letter goes out."""
    return bool(Authenticator.objects.filter(user=user).delete()[0])
