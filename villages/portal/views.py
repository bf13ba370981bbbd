"""The common fund's book, open to everybody; residents ask."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.core.errors import DomainError
from villages.core.limits import check_rate, client_key
from villages.portal import access, fund
from villages.portal.forms import QuestionForm
from villages.portal.models import FundLine

LINES_A_PAGE = 50


@require_safe
def fund_book(request: HttpRequest, village: str) -> HttpResponse:
    """Every line with its questions and answers."""
    place = access.get_open_village(village)
    listing = Paginator(fund.book_of(place), LINES_A_PAGE).get_page(request.GET.get("page"))
    newest = FundLine.objects.filter(village=place).order_by("-number").first()
    ctx = {
        "village": place,
        "listing": listing,
        "balance": newest.balance if newest else 0,
        "newest": newest,
        "may_ask": bool(access.roles_in(request.user, place)),
    }
    return render(request, "villages/fund.html", ctx)


@login_required
def ask_about(request: HttpRequest, village: str, number: int) -> HttpResponse:
    """Ask about one line, as somebody of the village."""
    place = access.get_open_village(village)
    if not access.roles_in(request.user, place):
        raise PermissionDenied(_("People of the village ask here."))
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
