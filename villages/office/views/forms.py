"""The desk for forms: make one, read, save and delete the answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from villages.core.errors import DomainError
from villages.office.sayings import once_open
from villages.portal import access, bookings, village_forms
from villages.portal.choices import FormPattern, Role
from villages.portal.models import FormPage, VillageSubmission

PER_PAGE = 20


def _form_of(user, slug: str, pk: int):
    place = access.get_village_for_role(user, slug, Role.MANAGER)
    page = get_object_or_404(FormPage.objects.filter(path__startswith=place.page.path), pk=pk)
    return place, page


@login_required
@never_cache
@require_safe
def listing(request: HttpRequest, village: str) -> HttpResponse:
    """The village's forms, and the patterns it has not used yet."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    pages = list(village_forms.forms_of(place))
    taken = {page.slug for page in pages}
    patterns = [
        (kind, village_forms.pattern(kind))
        for kind in FormPattern.values
        if village_forms.pattern(kind).slug not in taken
    ]
    ctx = {"village": place, "pages": pages, "patterns": patterns}
    return render(request, "office/forms.html", ctx)


@login_required
@require_POST
def make(request: HttpRequest, village: str, kind: str) -> HttpResponse:
    """Put a ready form on the portal with one tap."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    if kind not in FormPattern.values:
        raise Http404
    page = village_forms.make_form(village=place, kind=kind, acting_user=request.user)
    messages.success(request, once_open(place, _("The form is on the portal now.")))
    return redirect("office:form", place.slug, page.pk)


@login_required
@never_cache
@require_safe
def answers(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """The answers to one form, the newest first."""
    place, page = _form_of(request.user, village, pk)
    sent = VillageSubmission.objects.filter(page=page)
    shown = Paginator(sent, PER_PAGE).get_page(request.GET.get("page"))
    ctx = {
        "village": place,
        "form_page": page,
        "listing": shown,
        "answers": village_forms.answers_of(page, shown),
        "is_booking": bookings.is_booking(page),
        "clashing": bookings.clashing(page),
    }
    return render(request, "office/form.html", ctx)


@login_required
@require_POST
def table(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """All answers as a file."""
    place, page = _form_of(request.user, village, pk)
    content = village_forms.as_table(page=page, village=place, acting_user=request.user)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{place.slug}-{page.pk}.csv"'
    return response


@login_required
@require_POST
def change(request: HttpRequest, village: str, pk: int, number: int) -> HttpResponse:
    """Give the room to whoever asked or take it back; mark as dealt with, or delete."""
    place, page = _form_of(request.user, village, pk)
    sent = get_object_or_404(VillageSubmission.objects.filter(page=page), pk=number)
    if request.POST.get("delete"):
        village_forms.delete(submission=sent, village=place, acting_user=request.user)
        messages.success(request, _("Deleted for good."))
    elif request.POST.get("room") == "give":
        try:
            bookings.give(submission=sent, village=place, acting_user=request.user)
        except DomainError as problem:
            messages.warning(request, problem.message)
        else:
            messages.success(request, _("The room is theirs. Call them now to say so."))
    elif request.POST.get("room") == "free":
        bookings.give_back(submission=sent, village=place, acting_user=request.user)
        messages.success(request, _("The room is free again on that day."))
    else:
        village_forms.deal_with(submission=sent)
        messages.success(request, _("Marked as done."))
    return redirect("office:form", place.slug, page.pk)
