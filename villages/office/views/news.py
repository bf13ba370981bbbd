"""The platform's news desk, for staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from villages.portal import access, news_desk
from villages.portal.selectors import with_villages

PER_PAGE = 30


@login_required
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The newest stories of all villages, or those on the national home."""
    access.require_staff(request.user)
    state = request.GET.get("state", "")
    stories = news_desk.recent_news()
    if state == "featured":
        stories = stories.filter(is_featured=True)
    listing = Paginator(stories, PER_PAGE).get_page(request.GET.get("page"))
    listing.object_list = with_villages(list(listing.object_list))
    ctx = {"listing": listing, "state": state}
    return render(request, "office/news_desk.html", ctx)


@login_required
@require_POST
def feature(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a story on the national home, or take it off."""
    access.require_staff(request.user)
    page = get_object_or_404(news_desk.recent_news(), pk=pk)
    is_featured = request.POST.get("feature") == "1"
    news_desk.set_featured(page=page, is_featured=is_featured, acting_user=request.user)
    if is_featured:
        messages.success(request, _("It stands on the national home. The author is told."))
    else:
        messages.success(request, _("It is off the national home. The author is told."))
    return redirect("register:news")
