"""Accept an invitation: to a hat of a village, or to a post of the platform."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.core.limits import check_rate, client_key
from villages.portal import appointments, hats, people
from villages.portal.choices import OFFICE_ROLES, Appointed
from villages.portal.models import Appointment, Invitation, WaitingHat


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
        if isinstance(hat, WaitingHat):
            messages.success(
                request,
                _("Thank you. The committee of %(village)s still has to agree. You get a message.")
                % {"village": hat.village.name},
            )
            return redirect("/me/")
        messages.success(request, _("Welcome to %(village)s.") % {"village": hat.village.name})
        works_here = hat.role in OFFICE_ROLES
        return redirect(hat.village.get_office_url() if works_here else hat.village)
    if invitation is None and (used := _used_by(request, code)):
        return render(request, "office/join.html", {"used": used})
    ctx = {"invitation": invitation, "must_wait": invitation and _must_wait(request, invitation)}
    return render(request, "office/join.html", ctx, status=200 if invitation else 410)


def _used_by(request: HttpRequest, code: str) -> Invitation | None:
    """The invitation that this person has accepted already."""
    if not request.user.is_authenticated:
        return None
    mine = Invitation.objects.filter(code=code, used_by=request.user)
    return mine.select_related("village__page").first()


def _must_wait(request: HttpRequest, invitation: Invitation) -> bool:
    return hats.needs_a_yes(
        village=invitation.village,
        role=invitation.role,
        giver=invitation.created_by,
        user=request.user if request.user.is_authenticated else None,
    )


@never_cache
def appointed(request: HttpRequest, code: str) -> HttpResponse:
    """The platform invites to its staff or to an officer's post; one tap accepts."""
    check_rate(f"join:{client_key(request)}", limit=60, seconds=600)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        try:
            taken = appointments.accept(code=code, user=request.user)
        except DomainError:
            return render(request, "office/appointed.html", {"appointment": None}, status=410)
        messages.success(request, _("Welcome."))
        return redirect("/staff/" if taken.kind == Appointed.STAFF else "/adoption/")
    found = Appointment.objects.open().filter(code=code).select_related("region__parent").first()
    ctx = {"appointment": found, "what": appointments.what_for(found) if found else ""}
    return render(request, "office/appointed.html", ctx, status=200 if found else 410)
