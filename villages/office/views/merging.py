"""Two villages become one, by platform staff: choose, look at what would move, do it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.office.register_forms import MergeForm
from villages.portal import access, merging
from villages.portal.models import Village


@login_required
@never_cache
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows what would move (`?into=` the other village); POST with the tick moves it."""
    access.require_staff(request.user)
    source = get_object_or_404(
        Village.objects.select_related("region__parent", "page", "merged_into"), slug=slug
    )
    form = MergeForm(request.POST or request.GET or None, source=source, asked=_asked(request))
    target = form.cleaned_data.get("into") if form.is_bound and form.is_valid() else None
    if target is None and form.is_bound:
        target = form.cleaned_data.get("into")
    if request.method == "POST" and form.is_valid():
        try:
            merging.merge_villages(source=source, target=target, acting_user=request.user)
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(
                request,
                _("%(village)s is part of %(into)s now.")
                % {"village": source.name, "into": target.name},
            )
            return redirect("register:village", target.slug)
    ctx = {
        "village": source,
        "form": form,
        "target": target,
        "counts": merging.preview(source),
        "objections": merging.objections(source, target) if target else [],
    }
    bad = request.method == "POST" and form.errors
    return render(request, "office/register_merge.html", ctx, status=422 if bad else 200)


def _asked(request: HttpRequest) -> bool:
    return request.method == "POST"
