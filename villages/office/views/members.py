"""Members and hats of one village: give one, invite, take one off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.core.errors import DomainError
from villages.notifications import services as notifications
from villages.office import selectors
from villages.office.access import get_hat_for_manager, get_invitation_for_manager
from villages.office.forms import HatForm
from villages.office.views.hats import too_few
from villages.portal import access, hats, people, services
from villages.portal.choices import Role
from villages.portal.errors import TooFewPeople
from villages.portal.models import Invitation, WaitingHat


@login_required
@never_cache
def members(request: HttpRequest, village: str) -> HttpResponse:
    """Who wears which hat, searched and paged; who is invited; give a hat."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    form = HatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _give(request, place, form)
        except DomainError as problem:
            form.add_error(None, problem.message)
    query = " ".join(request.GET.get("q", "").split())[:60]
    ctx = {
        "village": place,
        "listing": selectors.people_of(place, search=query, number=request.GET.get("page")),
        "query": query,
        "waiting": hats.waiting_in(place),
        "invitations": Invitation.objects.open().filter(village=place),
        "form": form,
    }
    return render(request, "office/members.html", ctx, status=422 if form.errors else 200)


def _give(request: HttpRequest, place, form: HatForm) -> HttpResponse:
    role = form.cleaned_data["role"]
    if form.user is not None:
        hat = hats.propose(user=form.user, village=place, role=role, acting_user=request.user)
        if isinstance(hat, WaitingHat):
            messages.success(
                request, _("The committee is asked. The hat holds as soon as one of them agrees.")
            )
            return redirect("office:members", place.slug)
        notifications.notify(
            user=form.user,
            kind="role.granted",
            village=place,
            url=place.get_office_url(),
            params={"village": place.name_ko},
        )
        messages.success(request, _("Done. They find it on their own page."))
        return redirect("office:members", place.slug)
    invitation = people.invite(
        village=place,
        role=role,
        name=form.cleaned_data["name"],
        email=form.email,
        acting_user=request.user,
    )
    if invitation.email:
        messages.success(
            request, _("The invitation is on its way to %(email)s.") % {"email": form.email}
        )
        return redirect("office:members", place.slug)
    return redirect("office:invitation", place.slug, invitation.pk)


@login_required
@never_cache
def card(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """The invitation as a card to print or to hold under somebody's phone."""
    place, invitation = get_invitation_for_manager(request.user, village, pk)
    address = people.address_of(invitation)
    ctx = {
        "village": place,
        "invitation": invitation,
        "address": address,
        "is_open": Invitation.objects.open().filter(pk=invitation.pk).exists(),
    }
    return render(request, "office/invitation.html", ctx)


@login_required
@require_POST
def withdraw(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    place, invitation = get_invitation_for_manager(request.user, village, pk)
    people.withdraw(invitation=invitation, acting_user=request.user)
    messages.success(request, _("The invitation no longer holds."))
    return redirect("office:members", place.slug)


@login_required
@require_POST
def remove(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Take a hat off; the last manager keeps it. Asked once more where hardly anybody is left."""
    place, hat = get_hat_for_manager(request.user, village, pk)
    is_sure = "sure" in request.POST
    try:
        services.remove_role(membership=hat, acting_user=request.user, is_sure=is_sure)
        messages.success(
            request,
            _("%(name)s no longer wears this hat: %(role)s.")
            % {"name": hat.user.name, "role": hat.get_role_display()},
        )
    except TooFewPeople as few:
        return too_few(request, place, few, f"{hat.user.name}, {hat.get_role_display()}")
    except DomainError as problem:
        messages.error(request, problem.message)
    return redirect("office:members", place.slug)
