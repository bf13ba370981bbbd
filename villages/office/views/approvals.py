"""What waits for the committee: approve or return with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.office import selectors
from villages.office.access import get_waiting_text
from villages.office.forms import ReasonForm
from villages.office.sayings import once_open
from villages.portal import access, albums, posting, versions
from villages.portal.facts import facts_of


@login_required
@never_cache
def listing(request: HttpRequest, village: str) -> HttpResponse:
    """The texts that wait; the hats, for the committee."""
    place = access.get_village_for_approver(request.user, village)
    ctx = {
        "village": place,
        "pages": selectors.waiting_pages(place),
        "hats": selectors.hats_to_agree_to(place, request.user),
    }
    return render(request, "office/approvals.html", ctx)


@login_required
@never_cache
def decide(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Read one text; one tap approves, one returns it with a reason."""
    place, page = get_waiting_text(request.user, village, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if "approve" in request.POST:
                posting.approve(page=page, acting_user=request.user, read=_read(request))
                messages.success(request, once_open(place, _("Approved. It is on the portal now.")))
            else:
                posting.return_page(
                    page=page, acting_user=request.user, reason=form.cleaned_data["reason"]
                )
                messages.success(request, _("Returned. The author reads your reason."))
            return redirect("office:approvals", place.slug)
        except DomainError as problem:
            form.add_error("reason" if problem.code == "reason_missing" else None, problem.message)
    newest = page.get_latest_revision_as_object()
    # The committee approves pages of every kind, also such as have no photos.
    has_photos = isinstance(newest, selectors.PHONE_TYPES)
    ctx = {
        "village": place,
        "page": newest,
        "without_words": albums.without_words(newest) if has_photos else 0,
        "facts": facts_of(newest),
        "change": versions.against_the_portal(page),
        "author": page.latest_revision.user if page.latest_revision else page.owner,
        "waiting": page.workflow_in_progress,
        "read": page.latest_revision_id,
        "form": form,
    }
    return render(request, "office/approval.html", ctx, status=422 if form.errors else 200)


def _read(request: HttpRequest) -> int | None:
    """The revision that was on the screen."""
    value = request.POST.get("read", "")
    return int(value) if value.isascii() and value.isdigit() else None
