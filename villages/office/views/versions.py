"""The earlier versions of a text, and the way back to one of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.office.access import get_text_for_writer
from villages.portal import guide, versions


@login_required
@never_cache
def listing(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """What was saved, when and by whom; POST brings one version back as the newest."""
    place, page = get_text_for_writer(request.user, village, pk)
    if request.method == "POST":
        try:
            versions.bring_back(
                page=page,
                version=_number(request, "version"),
                base=_number(request, "base"),
                author=request.user,
            )
        except DomainError as problem:
            messages.warning(request, problem.message)
            return redirect("office:versions", place.slug, page.pk)
        messages.success(
            request, _("This version is the newest again. Look at it, and send it on its way.")
        )
        return redirect("office:text", place.slug, page.pk)
    ctx = {
        "village": place,
        "page": page,
        "versions": versions.versions_of(page),
        "waiting": page.workflow_in_progress,
        "help": guide.help_at("bring-a-text-back"),
    }
    return render(request, "office/versions.html", ctx)


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else 0
