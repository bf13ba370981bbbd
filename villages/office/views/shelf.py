"""The desk for documents: put one on the shelf, answer who asks for one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.core.errors import DomainError
from villages.office.sayings import once_open
from villages.office.shelf_forms import DisclosureAnswerForm, DocumentForm, LongerForm
from villages.portal import access, shelf
from villages.portal.models import DisclosureRequest, ShelfDocument

SHOWN_DOCUMENTS = 50


@login_required
@never_cache
def desk(request: HttpRequest, village: str) -> HttpResponse:
    """Requests that wait, a form for the next document, the documents."""
    place = access.get_village_for_approver(request.user, village)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            shelf.put_document(village=place, acting_user=request.user, **form.cleaned_data)
        except DomainError as problem:
            field = "on" if problem.code == "day_in_future" else "upload"
            form.add_error(field, problem.message)
        else:
            messages.success(
                request, once_open(place, _("It is on the shelf. Everybody can fetch it now."))
            )
            return redirect("office:documents", place.slug)
    form.ask_for_files_again()
    documents = ShelfDocument.objects.filter(village=place).select_related("file", "file_en")
    ctx = {
        "village": place,
        "form": form,
        "requests": shelf.with_clock(shelf.open_requests(place)),
        "documents": documents[:SHOWN_DOCUMENTS],
    }
    return render(request, "office/documents.html", ctx, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Take a document off the shelf."""
    place = access.get_village_for_approver(request.user, village)
    document = get_object_or_404(
        ShelfDocument.objects.filter(village=place).select_related("file", "village"), pk=pk
    )
    shelf.take_down(document=document, acting_user=request.user)
    messages.success(request, _("Taken off the shelf."))
    return redirect("office:documents", place.slug)


def _request_of(place, pk: int) -> DisclosureRequest:
    found = DisclosureRequest.objects.filter(village=place).select_related("asker", "document")
    asked = get_object_or_404(found, pk=pk)
    shelf.with_clock([asked])
    asked.village = place
    return asked


@login_required
@never_cache
def answer(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Answer one request."""
    place = access.get_village_for_approver(request.user, village)
    asked = _request_of(place, pk)
    form = DisclosureAnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            shelf.answer(request=asked, acting_user=request.user, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, _("Answered. The person who asked is told."))
            return redirect("office:documents", place.slug)
    return _render_request(request, asked, form, LongerForm())


@login_required
@never_cache
def longer(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Take ten working days more, with a reason."""
    place = access.get_village_for_approver(request.user, village)
    asked = _request_of(place, pk)
    form = LongerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            shelf.extend(request=asked, acting_user=request.user, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, _("Extended. The person who asked is told why."))
            return redirect("office:disclosure", place.slug, asked.pk)
    return _render_request(request, asked, DisclosureAnswerForm(), form)


def _render_request(request: HttpRequest, asked, form, longer_form) -> HttpResponse:
    form.ask_for_files_again()
    has_errors = form.errors or longer_form.errors
    ctx = {"village": asked.village, "asked": asked, "form": form, "longer_form": longer_form}
    return render(request, "office/disclosure.html", ctx, status=422 if has_errors else 200)
