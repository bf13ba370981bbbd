"""The desk for circulars and minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from villages.core.errors import DomainError
from villages.office.circular_forms import CircularForm, MinutesForm
from villages.office.sayings import once_open
from villages.portal import access, circulars
from villages.portal.models import Circular, CommitteeMinutes

PER_PAGE = 20


@login_required
@never_cache
def desk(request: HttpRequest, village: str) -> HttpResponse:
    """The circulars with their readers, and a form for the next."""
    place = access.get_village_for_approver(request.user, village)
    form = CircularForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = circulars.send(village=place, acting_user=request.user, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, _("Sent. You see here who has read it."))
            return redirect("office:circular", place.slug, sent.pk)
    listing = Paginator(circulars.circulars_of(place), PER_PAGE).get_page(request.GET.get("page"))
    ctx = {"village": place, "form": form, "listing": listing}
    return render(request, "office/circulars.html", ctx, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def circular(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Who has read one circular, and who has not."""
    place = access.get_village_for_approver(request.user, village)
    sent = get_object_or_404(circulars.circulars_of(place), pk=pk)
    receipts = sent.receipts.select_related("user").order_by("read_at", "user__first_name")
    waiting = [receipt for receipt in receipts if not receipt.read_at]
    ctx = {
        "village": place,
        "circular": sent,
        "waiting": waiting,
        "read": [receipt for receipt in receipts if receipt.read_at],
    }
    return render(request, "office/circular.html", ctx)


@login_required
@require_POST
def remind(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Remind whoever has not read it."""
    place = access.get_village_for_approver(request.user, village)
    sent = get_object_or_404(Circular.objects.filter(village=place), pk=pk)
    sent.village = place
    try:
        told = circulars.remind(circular=sent, acting_user=request.user)
    except DomainError as problem:
        messages.warning(request, problem.message)
    else:
        words = ngettext("%(n)d person was reminded.", "%(n)d people were reminded.", told)
        messages.success(request, words % {"n": told})
    return redirect("office:circular", place.slug, sent.pk)


@login_required
@never_cache
def minutes(request: HttpRequest, village: str) -> HttpResponse:
    """Enter the minutes of a meeting from the phone."""
    place = access.get_village_for_approver(request.user, village)
    form = MinutesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            circulars.enter_minutes(village=place, acting_user=request.user, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(_field_of(problem), problem.message)
        else:
            messages.success(
                request, once_open(place, _("The minutes are kept. Everybody can read them now."))
            )
            return redirect("office:minutes", place.slug)
    ctx = {"village": place, "form": form, "meetings": _meetings(place)[:PER_PAGE]}
    return render(request, "office/minutes.html", ctx, status=422 if form.errors else 200)


def _field_of(problem: DomainError) -> str | None:
    return "held_on" if problem.code == "day_in_future" else None


@login_required
@never_cache
def minutes_edit(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Correct the minutes of a meeting; how they stood stays in the page's history."""
    place = access.get_village_for_approver(request.user, village)
    meeting = get_object_or_404(_meetings(place), pk=pk)
    initial = {name: getattr(meeting, name) for name in MinutesForm.base_fields}
    form = MinutesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            circulars.correct_minutes(
                village=place, minutes=meeting, acting_user=request.user, **form.cleaned_data
            )
        except DomainError as problem:
            form.add_error(_field_of(problem), problem.message)
        else:
            messages.success(request, _("Corrected. The earlier words stay in the page's history."))
            return redirect("office:minutes", place.slug)
    ctx = {"village": place, "form": form, "meeting": meeting}
    return render(request, "office/minutes_edit.html", ctx, status=422 if form.errors else 200)


def _meetings(place):
    return CommitteeMinutes.objects.filter(
        page__path__startswith=place.page.path, page__original__isnull=True
    )
