"""Be reminded of an event, or be left in peace."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.portal import access, events
from villages.portal.selectors import path_of


@login_required
@never_cache
def reminder(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """GET asks once more, for whoever had to sign in first; POST does it, or takes it back."""
    place, event = access.get_event(request.user, village, pk)
    if request.method != "POST":
        ctx = {
            "village": place,
            "event": event.in_language(),
            "address": path_of(event),
            "first_pk": event.pk,
            "may_be_reminded": events.may_be_reminded(event),
            "has_reminder": events.has_reminder(request.user, event),
        }
        return render(request, "villages/reminder.html", ctx)
    if request.POST.get("act") == "forget":
        events.forget_me(event=event, user=request.user)
        messages.success(request, _("You will not be reminded."))
        return redirect(path_of(event))
    try:
        events.remind_me(event=event, user=request.user)
    except DomainError as problem:
        messages.warning(request, problem.message)
    else:
        messages.success(request, _("You will be reminded the day before at six in the evening."))
    return redirect(path_of(event))
