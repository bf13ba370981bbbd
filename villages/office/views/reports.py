"""The queue of reported texts: hide or keep, with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.core.errors import DomainError
from villages.moderation import selectors, services
from villages.moderation.models import QueueItem, QueueState
from villages.portal import access
from villages.portal.choices import Role

MODERATORS = (Role.MODERATOR, Role.MANAGER)


@login_required
@never_cache
def queue(request: HttpRequest, village: str) -> HttpResponse:
    """What was reported in this village."""
    place = access.get_village_for_role(request.user, village, *MODERATORS)
    ctx = {"village": place, "items": selectors.open_items(place)}
    return render(request, "office/reports.html", ctx)


@login_required
@require_POST
def decide(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Hide or keep; two moderators at once: the first decides."""
    place = access.get_village_for_role(request.user, village, *MODERATORS)
    item = QueueItem.objects.filter(pk=pk, village=place).first()
    if item is None:
        raise Http404
    try:
        services.decide(
            item=item,
            state=QueueState.HIDDEN if "hide" in request.POST else QueueState.KEPT,
            reason=request.POST.get("reason", ""),
            version=int(request.POST.get("version") or 0),
            acting_user=request.user,
        )
        messages.success(request, _("Decided. The reason is kept."))
    except (DomainError, ValueError) as problem:
        messages.error(request, getattr(problem, "message", _("Please try again.")))
    return redirect("office:reports", place.slug)
