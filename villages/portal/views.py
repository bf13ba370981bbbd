"""Lists of stories and news; the common fund's book, about which residents ask."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wagtail.views import serve

from villages.core.errors import ClosedDoor, DomainError
from villages.core.limits import check_rate, client_key
from villages.portal import access, closed, fund, hosts, listings, mapping
from villages.portal.bulletin import of_the_week
from villages.portal.choices import VillageStatus
from villages.portal.forms import QuestionForm
from villages.portal.models import FundLine

LINES_A_PAGE = 50


@require_safe
def stories(request: HttpRequest, village: str) -> HttpResponse:
    """Every story, album and form of the village, the newest first."""
    place = access.get_open_village(village)
    return render(request, "villages/stories.html", listings.story_list(place, request))


@require_safe
def bulletin(request: HttpRequest, village: str) -> HttpResponse:
    """The week on one sheet in large type, for the wall of the centre."""
    place = access.get_open_village(village)
    ctx = {"village": place, "sheet": of_the_week(place)}
    return render(request, "villages/bulletin.html", ctx)


@require_safe
@cache_control(public=True, max_age=3600)
def village_map(request: HttpRequest, scheme: str, village: str) -> HttpResponse:
    """A village's province with a dot where it lies, for a light or a dark page."""
    place = access.get_open_village(village)
    if scheme not in mapping.SCHEMES or place.lat is None or place.lon is None:
        raise Http404
    if not mapping.counties_of(place.region.code[:2]):
        raise Http404
    drawn = mapping.county_map(place.region.code, place.lat, place.lon, scheme)
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_safe
def invil_news(request: HttpRequest) -> HttpResponse:
    """The news of all villages; on a village's own host its list of news stands here."""
    if hosts.village_label(request):
        return serve(request, "news/")
    return render(request, "villages/invil_news.html", listings.invil_news(request))


@require_safe
def reporter(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """What somebody has written for the village."""
    place = access.get_open_village(village)
    ctx = listings.reporter_stories(place, pk, request)
    return render(request, "villages/reporter.html", ctx)


@require_safe
def fund_book(request: HttpRequest, village: str) -> HttpResponse:
    """Every line with its questions and answers; to a sign-in where its page asks for one."""
    place = access.get_open_village(village)
    answer = closed.refused(request, access.may_read_book(request.user, place))
    if answer is not None:
        return answer
    listing = Paginator(fund.book_of(place), LINES_A_PAGE).get_page(request.GET.get("page"))
    newest = FundLine.objects.filter(village=place).order_by("-number").first()
    ctx = {
        "village": place,
        "listing": listing,
        "balance": newest.balance if newest else 0,
        "newest": newest,
        "may_ask": place.status != VillageStatus.ARCHIVED
        and bool(access.roles_in(request.user, place)),
    }
    return render(request, "villages/fund.html", ctx)


@login_required
def ask_about(request: HttpRequest, village: str, number: int) -> HttpResponse:
    """Ask about one line, as somebody of the village; 403 where it rests and nobody answers."""
    place = access.get_working_village(village)
    if not access.roles_in(request.user, place):
        raise ClosedDoor(_("People of the village ask here."))
    line = get_object_or_404(FundLine.objects.filter(village=place), number=number)
    line.village = place
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_rate(f"fund:{client_key(request)}", limit=20, seconds=3600)
            fund.ask(line=line, user=request.user, text=form.cleaned_data["text"])
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(
                request, _("Asked. The committee must answer; your name is not shown.")
            )
            return redirect(f"/villages/{place.slug}/fund/#line-{line.number}")
    ctx = {"village": place, "line": line, "form": form}
    return render(request, "villages/fund_ask.html", ctx, status=422 if form.errors else 200)
