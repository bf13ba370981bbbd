"""Accounts, for the platform's staff: find one, have the letter for a new password sent."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from allauth.account import app_settings
from allauth.account.forms import ResetPasswordForm
from allauth.utils import get_form_class

from villages.accounts.models import User
from villages.accounts.selectors import accounts_called
from villages.activity.services import record
from villages.portal import access
from villages.portal.models import Membership


@login_required
@never_cache
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The accounts somebody asks about; nobody is listed unasked. Reads `q`."""
    access.require_staff(request.user)
    query = request.GET.get("q", "").strip()[:254]
    hats = Membership.objects.current().select_related("village")
    found = accounts_called(query).prefetch_related(Prefetch("memberships", hats))
    return render(request, "office/accounts.html", {"accounts": found, "query": query})


@login_required
@require_POST
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the letter for a new password sent to somebody: the same as everybody asks for."""
    access.require_staff(request.user)
    user = get_object_or_404(User, pk=pk)
    if not user.is_active:
        messages.error(request, _("The account is closed."))
        return _back(user)
    form = get_form_class(app_settings.FORMS, "reset_password", ResetPasswordForm)(
        {"email": user.email}
    )
    if user.email and form.is_valid():
        form.save(request)
        record("account.letter", actor=request.user, ref=user.pk)
        messages.success(request, _("The letter for a new password is on its way."))
    else:
        messages.error(request, _("There is no e-mail address to send a letter to."))
    return _back(user)


def _back(user: User) -> HttpResponse:
    return redirect(f"{reverse('register:accounts')}?{urlencode({'q': user.get_username()})}")
