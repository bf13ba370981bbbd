"""Members and hats of one village."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.core.errors import DomainError
from villages.notifications import services as notifications
from villages.office.access import get_hat_for_manager
from villages.office.forms import HatForm
from villages.portal import access, services
from villages.portal.choices import Role
from villages.portal.models import Membership


@login_required
@never_cache
def members(request: HttpRequest, village: str) -> HttpResponse:
    """Who wears which hat; give one."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    form = HatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.grant_role(
                user=form.user,
                village=place,
                role=form.cleaned_data["role"],
                acting_user=request.user,
            )
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            notifications.notify(
                user=form.user,
                kind="role.granted",
                village=place,
                url=place.get_office_url(),
                params={"village": place.name_ko},
            )
            messages.success(request, _("Done. They find it on their own page."))
            return redirect("office:members", place.slug)
    hats = (
        Membership.objects.current()
        .filter(village=place)
        .select_related("user")
        .order_by("user__first_name", "user_id", "role")
    )
    people = [(user, list(worn)) for user, worn in groupby(hats, key=lambda hat: hat.user)]
    ctx = {"village": place, "people": people, "form": form}
    return render(request, "office/members.html", ctx, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Take a hat off; the last manager keeps it."""
    place, hat = get_hat_for_manager(request.user, village, pk)
    try:
        services.remove_role(membership=hat, acting_user=request.user)
        messages.success(request, _("The hat is off."))
    except DomainError as problem:
        messages.error(request, problem.message)
    return redirect("office:members", place.slug)
