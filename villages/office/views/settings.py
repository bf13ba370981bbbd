"""The village's words and looks, and the first steps of a new village."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from media.errors import UploadRefused
from villages.core.errors import DomainError
from villages.core.limits import check_rate
from villages.office.access import may_look_ahead
from villages.office.forms import SettingsForm
from villages.office.sayings import once_open
from villages.portal import access, facade
from villages.portal.choices import Role, VillageStatus
from villages.portal.export import export_village


@login_required
@never_cache
def edit(request: HttpRequest, village: str) -> HttpResponse:
    """Change the words, the picture, the colour; the portal shows it at once."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    page = place.page.get_latest_revision_as_object()
    initial = {name: getattr(page, name) for name in facade.PAGE_FIELDS}
    initial |= {name: getattr(place, name) for name in facade.ROW_FIELDS + facade.POSITION}
    initial["focus"] = facade.focus_of(page.hero)
    form = SettingsForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        picture, focus = values.pop("picture"), values.pop("focus")
        try:
            facade.save_settings(
                village=place,
                acting_user=request.user,
                values=values,
                picture=picture,
                focus=focus if picture or focus != initial["focus"] else "",
            )
        except UploadRefused as problem:
            form.add_error("picture", problem.message)
        else:
            messages.success(request, once_open(place, _("Kept. The portal shows it now.")))
            opening = place.status == VillageStatus.OPENING
            return redirect("office:start" if opening else "office:settings", place.slug)
    form.ask_for_files_again()
    ctx = {"village": place, "form": form, "hero": page.hero, "base": page.latest_revision_id}
    return render(request, "office/settings.html", ctx, status=422 if form.errors else 200)


@login_required
@never_cache
@require_POST
def export(request: HttpRequest, village: str) -> FileResponse:
    """Everything of the village as one zip; for its managers, a few times an hour."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    check_rate(f"export:{place.pk}", limit=6, seconds=3600)
    day = timezone.localdate().isoformat()
    return FileResponse(
        export_village(place, acting_user=request.user),
        as_attachment=True,
        filename=f"{place.slug}-{day}-personal-data.zip",
        content_type="application/zip",
    )


@login_required
@never_cache
def start(request: HttpRequest, village: str) -> HttpResponse:
    """The steps until the portal opens; the last one opens it."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    if request.method == "POST":
        try:
            facade.open_portal(village=place, acting_user=request.user)
        except DomainError as problem:
            messages.error(request, problem.message)
            return redirect("office:start", place.slug)
        messages.success(request, _("Your portal is open. Tell the village!"))
        return redirect(place)
    steps = facade.opening_steps(place)
    ctx = {
        "village": place,
        "steps": steps,
        "left": sum(step.is_needed and not step.is_done for step in steps),
        "is_opening": place.status == VillageStatus.OPENING,
        "may_look_ahead": may_look_ahead(request.user, place),
    }
    return render(request, "office/start.html", ctx)
