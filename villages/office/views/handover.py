"""Hand the office over: who, until when, and what."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.accounts.models import User
from villages.core.errors import DomainError
from villages.office import selectors
from villages.office.access import get_handover
from villages.office.forms import HandoverForm, HandoverTasksForm
from villages.office.views.hats import too_few
from villages.portal import people
from villages.portal.choices import OFFICE_ROLES
from villages.portal.errors import TooFewPeople
from villages.portal.models import Membership

USUAL_WEEKS = 4


@login_required
@never_cache
def handover(request: HttpRequest, village: str) -> HttpResponse:
    """Begin a handover; while one runs, tick what is done."""
    place, running = get_handover(request.user, village)
    if running is not None:
        return _run(request, place, running)
    worn = Membership.objects.current().filter(village=place, role__in=OFFICE_ROLES)
    others = User.objects.filter(pk__in=worn.values("user"), is_active=True)
    others = others.exclude(pk=request.user.pk)
    hats: dict[int, list[str]] = {}
    for hat in worn.order_by("role"):
        hats.setdefault(hat.user_id, []).append(str(hat.get_role_display()))
    last_day = timezone.localdate() + timedelta(weeks=USUAL_WEEKS)
    form = HandoverForm(
        request.POST or None,
        people=others.order_by("first_name", "pk"),
        hats=hats,
        initial={"ends_on": last_day},
    )
    if request.method == "POST" and form.is_valid():
        try:
            people.start_handover(
                village=place,
                leaver=request.user,
                acting_user=request.user,
                is_sure="sure" in request.POST,
                **form.cleaned_data,
            )
        except TooFewPeople as few:
            return too_few(request, place, few, _("Hand over the office"))
        except DomainError as problem:
            form.add_error("ends_on" if problem.code == "last_day" else None, problem.message)
        else:
            messages.success(request, _("The handover has begun. Your successor knows."))
            return redirect("office:handover", place.slug)
    ctx = {"village": place, "form": form, "others": others.exists()}
    return render(request, "office/handover.html", ctx, status=422 if form.errors else 200)


def _run(request: HttpRequest, place, running) -> HttpResponse:
    form = HandoverTasksForm(
        request.POST or None, initial={"done": running.done, "note": running.note}
    )
    if request.method == "POST" and form.is_valid():
        people.tick_handover(handover=running, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("office:handover", place.slug)
    ctx = {
        "village": place,
        "handover": running,
        "form": form,
        # The handover itself waits on that list too: here it stands all around.
        "open_lines": [
            (desk, line)
            for desk, line in selectors.open_lines(place, request.user)
            if line.url != request.path
        ],
    }
    return render(request, "office/handover_running.html", ctx, status=422 if form.errors else 200)


@login_required
@require_POST
def cancel(request: HttpRequest, village: str) -> HttpResponse:
    """The manager stays."""
    place, running = get_handover(request.user, village)
    if running is not None:
        people.cancel_handover(handover=running, acting_user=request.user)
        messages.success(request, _("The handover is called off. You stay the manager."))
    return redirect("office:members", place.slug)
