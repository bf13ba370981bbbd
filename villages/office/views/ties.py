"""The desk for ties: sister villages and partners."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.core.errors import DomainError
from villages.office.sayings import once_open
from villages.office.ties_forms import PartnerForm, SisterForm
from villages.portal import access, ties
from villages.portal.choices import Role
from villages.portal.models import PartnerBody, SisterVillage

KINDS = {"sister": SisterVillage, "partner": PartnerBody}


@login_required
@never_cache
def desk(request: HttpRequest, village: str) -> HttpResponse:
    """The ties, and a form for each kind."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    act = request.POST.get("act", "")
    query = " ".join(request.GET.get("q", "").split())[:60]
    sister = SisterForm(
        request.POST if act == "sister" else None, village=place, query=query, prefix="s"
    )
    partner = PartnerForm(request.POST if act == "partner" else None, prefix="p")
    form, add = (sister, ties.add_sister) if act == "sister" else (partner, ties.add_partner)
    if request.method == "POST" and form.is_valid():
        try:
            add(village=place, acting_user=request.user, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, once_open(place, _("It stands on the portal now.")))
            return redirect("office:ties", place.slug)
    ctx = {
        "village": place,
        "query": query,
        "sister_form": sister,
        "partner_form": partner,
        **ties.ties_of(place),
    }
    bad = request.method == "POST"
    return render(request, "office/ties.html", ctx, status=422 if bad else 200)


@login_required
@require_POST
def remove(request: HttpRequest, village: str, kind: str, pk: int) -> HttpResponse:
    """Take a tie out of the list."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    if kind not in KINDS:
        raise Http404
    tie = get_object_or_404(KINDS[kind].objects.filter(village=place), pk=pk)
    ties.remove(tie=tie, village=place, acting_user=request.user)
    messages.success(request, _("Taken out of the list."))
    return redirect("office:ties", place.slug)
