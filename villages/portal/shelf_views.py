"""Documents to fetch, and asking for one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from media.serving import to_save
from villages.core.errors import DomainError
from villages.core.limits import check_rate, client_key
from villages.portal import access, closed, shelf
from villages.portal.choices import APPROVER_ROLES
from villages.portal.forms import DisclosureForm
from villages.portal.models import DisclosureRequest, ShelfDocument


@require_safe
@cache_control(private=True)
def shelf_file(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """The file of a document, to be saved: never opened inside the platform's own pages.

    `?in=en` is the English one.
    """
    place = access.get_open_village(village)
    answer = closed.refused(request, access.may_read_shelf(request.user, place))
    if answer is not None:
        return answer
    document = get_object_or_404(
        ShelfDocument.objects.filter(village=place).select_related("file", "file_en"), pk=pk
    )
    file, title = document.file, document.title
    if request.GET.get("in") == "en":
        if document.file_en is None:
            raise Http404
        file, title = document.file_en, document.title_en or title
    name = get_valid_filename(title) + f".{file.file_extension}"
    try:
        return to_save(file.file, name)
    except OSError as gone:
        raise Http404 from gone


@login_required
@never_cache
def ask(request: HttpRequest, village: str) -> HttpResponse:
    """Ask for a document, in plain words; 403 where the village rests and nobody answers."""
    place = access.get_working_village(village)
    form = DisclosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_rate(f"shelf:{client_key(request)}", limit=20, seconds=3600)
            asked = shelf.ask(village=place, user=request.user, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, _("Asked. The committee must answer within ten days."))
            return redirect("village:disclosure", place.slug, asked.pk)
    ctx = {"village": place, "form": form, "days": shelf.ANSWER_DAYS}
    return render(request, "villages/shelf_ask.html", ctx, status=422 if form.errors else 200)


@login_required
@never_cache
def mine(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """One request with its answer, for whoever asked and for those who answer."""
    place = access.get_open_village(village)
    asked = get_object_or_404(
        DisclosureRequest.objects.filter(village=place).select_related(
            "document__file", "document__file_en"
        ),
        pk=pk,
    )
    shelf.with_clock([asked])
    is_mine = asked.asker_id == request.user.pk
    if not (is_mine or access.has_role(request.user, place, *APPROVER_ROLES)):
        raise Http404
    asked.village = place
    if asked.document:
        asked.document.village = place
    return render(request, "villages/shelf_mine.html", {"village": place, "asked": asked})
