"""Hats that wait and their answers; one's own hats, to lay down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.core.errors import DomainError
from villages.office.access import get_own_hat, get_waiting_hat
from villages.office.forms import HatAnswerForm
from villages.portal import access, hats, people
from villages.portal.choices import HatState, Role
from villages.portal.errors import TooFewPeople
from villages.portal.models import Membership


@login_required
@never_cache
def answer(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Who is to get which hat; one tap agrees, one says no with a reason."""
    place, waiting = get_waiting_hat(request.user, village, pk, Role.COMMITTEE)
    form = HatAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if "agree" in request.POST:
                _say(request, hats.agree(waiting=waiting, acting_user=request.user))
            else:
                reason = form.cleaned_data["reason"]
                hats.refuse(waiting=waiting, reason=reason, acting_user=request.user)
                messages.success(request, _("Said. They read your reason."))
        except DomainError as problem:
            form.add_error("reason" if problem.code == "reason_missing" else None, problem.message)
        else:
            return redirect("office:approvals", place.slug)
    ctx = {
        "village": place,
        "waiting": waiting,
        "is_own": request.user.pk in (waiting.user_id, waiting.asked_by_id),
        "form": form,
    }
    return render(request, "office/hat.html", ctx, status=422 if form.errors else 200)


@login_required
@require_POST
def give(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Nobody of the committee is left: the manager gives the hat."""
    place, waiting = get_waiting_hat(request.user, village, pk, Role.MANAGER)
    try:
        _say(request, hats.give_at_once(waiting=waiting, acting_user=request.user))
    except DomainError as problem:
        messages.error(request, problem.message)
    return redirect("office:members", place.slug)


@login_required
@require_POST
def take_back(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """The manager asks no more."""
    place, waiting = get_waiting_hat(request.user, village, pk, Role.MANAGER)
    try:
        hats.take_back(waiting=waiting, acting_user=request.user)
        messages.success(request, _("Taken back. The committee is not asked any more."))
    except DomainError as problem:
        messages.error(request, problem.message)
    return redirect("office:members", place.slug)


@login_required
@never_cache
def own(request: HttpRequest, village: str) -> HttpResponse:
    """The hats I wear here."""
    place = access.get_village_for_office(request.user, village)
    worn = Membership.objects.current().of(request.user, place).order_by("role")
    ctx = {"village": place, "hats": [hat for hat in worn if hat.role != Role.RESIDENT]}
    return render(request, "office/my_hats.html", ctx)


@login_required
@require_POST
def lay_down(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """I give a hat back; asked once more where hardly anybody is left."""
    place, hat = get_own_hat(request.user, village, pk)
    try:
        people.lay_down(hat=hat, is_sure="sure" in request.POST)
    except TooFewPeople as few:
        return too_few(request, place, few, hat.get_role_display())
    except DomainError as problem:
        messages.error(request, problem.message)
        return redirect("office:my-hats", place.slug)
    messages.success(request, _("You have laid the hat down. Thank you for your work."))
    return redirect("/me/")


def too_few(request: HttpRequest, place, few: TooFewPeople, what: str) -> HttpResponse:
    """Say plainly what is left, and offer to invite somebody first; the same form goes on."""
    ctx = {
        "village": place,
        "left": few.left,
        "what": what,
        "fields": [pair for pair in request.POST.items() if pair[0] != "csrfmiddlewaretoken"],
        "may_invite": access.has_role(request.user, place, Role.MANAGER) or request.user.is_staff,
    }
    return render(request, "office/too_few.html", ctx, status=422)


def _say(request: HttpRequest, waiting) -> None:
    if waiting.state == HatState.LAPSED:
        words = _("Nothing came of it: %(reason)s") % {"reason": waiting.reason}
        messages.error(request, words)
        return
    words = _("Done. %(name)s wears the hat from now on.") % {"name": waiting.user.name}
    messages.success(request, words)
