"""Open a line of the inbox; mark all as read."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from villages.notifications import services
from villages.notifications.models import Notification


@login_required
@never_cache
@require_safe
def open_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where the line points; whoever follows it has read it. A browser that only looks ahead has not."""
    line = Notification.objects.filter(user=request.user, pk=pk).first()
    if line is None:
        raise Http404
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        services.mark_read(request.user, pk)
    return redirect(line.url)


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    services.mark_read(request.user)
    return redirect("me")
