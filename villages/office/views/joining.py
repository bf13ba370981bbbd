"""Accept an invitation to a hat."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.core.limits import check_rate, client_key
from villages.portal import people
from villages.portal.choices import OFFICE_ROLES
from villages.portal.models import Invitation


@never_cache
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Who invites to what; one tap accepts it for the account that is signed in."""
    check_rate(f"join:{client_key(request)}", limit=60, seconds=600)
    invitation = (
        Invitation.objects.open()
        .filter(code=code)
        .select_related("village__page", "created_by")
        .first()
    )
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        try:
            hat = people.accept(code=code, user=request.user)
        except DomainError:
            return render(request, "office/join.html", {"invitation": None}, status=410)
        messages.success(request, _("Welcome to %(village)s.") % {"village": hat.village.name})
        works_here = hat.role in OFFICE_ROLES
        return redirect(hat.village.get_office_url() if works_here else hat.village)
    return render(
        request, "office/join.html", {"invitation": invitation}, status=200 if invitation else 410
    )
