"""Bring a list of villages: check it, read what is wrong, start it, watch it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.office.register_forms import ListForm
from villages.portal import access, importing
from villages.portal.models import Region, Village, VillageImport

SHOWN_ROWS = 20


@login_required
@never_cache
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; a list without a fault is kept to be started."""
    access.require_staff(request.user)
    form = ListForm(request.POST or None, request.FILES or None)
    problems: dict[int, list[str]] = {}
    rows: list[dict] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows = importing.read_rows(form.cleaned_data["file"])
            problems = importing.check_rows(rows)
        except DomainError as problem:
            form.add_error("file", problem.message)
        else:
            if not problems:
                kept = VillageImport.objects.create(rows=rows, created_by=request.user)
                return redirect("register:import-list", kept.pk)
            form.add_error("file", _("The list did not stay. Correct it and choose it again."))
    ctx = {
        "form": form,
        "problems": [
            (int(row["line"]), row["slug"], problems[int(row["line"])])
            for row in rows
            if int(row["line"]) in problems
        ],
        "row_count": len(rows),
        "needed": importing.NEEDED,
        "optional": importing.OPTIONAL,
    }
    bad = bool(form.errors or problems)
    return render(request, "office/register_import.html", ctx, status=422 if bad else 200)


@login_required
@never_cache
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """A checked list: what it will do; started, how far it is."""
    access.require_staff(request.user)
    listing = get_object_or_404(VillageImport, pk=pk)
    if request.method == "POST":
        importing.start_import(listing)
        return redirect("register:import-list", pk)
    slugs = [row["slug"] for row in listing.rows]
    standing = set(Village.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    first_rows = listing.rows[:SHOWN_ROWS]
    codes = [row.get("county_code", "") for row in first_rows]
    counties = {
        county.code: county.full_name
        for county in Region.objects.filter(code__in=codes).select_related("parent")
    }
    ctx = {
        "listing": listing,
        "total": len(listing.rows),
        "standing": len(standing),
        "first_rows": [
            row | {"county": counties.get(row.get("county_code"), row.get("county_code", ""))}
            for row in first_rows
        ],
        "more_rows": max(len(listing.rows) - SHOWN_ROWS, 0),
        "is_running": listing.started_at and not listing.finished_at,
    }
    return render(request, "office/register_progress.html", ctx)
