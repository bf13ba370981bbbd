"""Another e-mail address of one's own: it counts once the letter sent there was answered.

allauth's own screens would empty an address that no letter has proved yet, and almost none
has: people sign up without waiting for letters. So an address here is only ever replaced.
"""

from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress

from villages.accounts.models import User

SALT = "villages.accounts.new_address"
LASTS = timedelta(days=3)


def ask(request: HttpRequest, email: str) -> None:
    """Send the letter. The answer is the same where somebody else has the address: its owner is told."""
    person, adapter = request.user, get_adapter(request)
    if User.objects.filter(email__iexact=email).exists():
        reset = request.build_absolute_uri(reverse("account_reset_password"))
        adapter.send_mail(
            "account/email/account_already_exists",
            email,
            {"email": email, "password_reset_url": reset},
        )
        return
    code = signing.dumps([person.pk, person.email, email], salt=SALT)
    link = request.build_absolute_uri(reverse("new-address", args=[code]))
    adapter.send_mail("account/email/new_address", email, {"link": link, "person": person})


def asked(person: User, code: str) -> str | None:
    """The address this person's letter was for; None where it is old, used, or somebody else's."""
    try:
        pk, before, email = signing.loads(code, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return email if (pk, before) == (person.pk, person.email) else None


def change(request: HttpRequest, code: str) -> bool:
    """Put the proved address on the account and tell the one before; False where it can't be."""
    person = User.objects.get(pk=request.user.pk)
    before, email = person.email, asked(person, code)
    if email is None:
        return False
    try:
        with transaction.atomic():
            # Only from the address the letter knew: of two answers at once one changes nothing.
            changed = User.objects.filter(pk=person.pk, email=before).update(email=email)
            if not changed:
                return False
            EmailAddress.objects.filter(user=person).delete()
            EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    except IntegrityError:
        return False
    _tell(request, before, email)
    return True


@transaction.atomic
def changed_by_staff(request: HttpRequest, person: User, before: str | None) -> None:
    """After a national administrator wrote another address: the one before opens nothing more.

    allauth keeps addresses beside the account and would still send a letter for a new
    password to the old one; whoever reads it there is told instead.
    """
    EmailAddress.objects.filter(user=person).delete()
    transaction.on_commit(lambda: _tell(request, before, person.email or ""))


def _tell(request: HttpRequest, before: str | None, email: str) -> None:
    if before:
        words = {"from_email": before, "to_email": email}
        get_adapter(request).send_mail("account/email/email_changed", before, words)
