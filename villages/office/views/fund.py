"""The committee's desk for the common fund."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.office.forms import AnswerForm, FundLineForm, ReasonForm
from villages.office.sayings import once_open
from villages.portal import access, fund
from villages.portal.models import FundLine, FundQuestion

SHOWN_LINES = 30
FIELDS = {"receipt": "upload", "day_in_future": "on"}


@login_required
@never_cache
def book(request: HttpRequest, village: str) -> HttpResponse:
    """Questions that wait, a form for the next line, the newest lines."""
    place = access.get_village_for_approver(request.user, village)
    form = FundLineForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        amount = data["amount"] if data["kind"] == "in" else -data["amount"]
        try:
            fund.enter_line(
                village=place,
                on=data["on"],
                text=data["text"],
                amount=amount,
                upload=data["upload"],
                acting_user=request.user,
            )
        except DomainError as problem:
            form.add_error(FIELDS.get(problem.code), problem.message)
        else:
            messages.success(request, once_open(place, _("Entered. Everybody can read it now.")))
            return redirect("office:fund", place.slug)
    form.ask_for_files_again()
    lines = list(fund.book_of(place)[:SHOWN_LINES])
    ctx = {
        "village": place,
        "form": form,
        "lines": lines,
        "balance": lines[0].balance if lines else 0,
        "questions": fund.open_questions(place),
    }
    return render(request, "office/fund.html", ctx, status=422 if form.errors else 200)


@login_required
@never_cache
def answer(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Answer one question."""
    place = access.get_village_for_approver(request.user, village)
    question = get_object_or_404(
        FundQuestion.objects.filter(line__village=place).select_related("line__village"), pk=pk
    )
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fund.answer(
                question=question, text=form.cleaned_data["answer"], acting_user=request.user
            )
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, once_open(place, _("Answered. Everybody can read it now.")))
            return redirect("office:fund", place.slug)
    ctx = {"village": place, "question": question, "line": question.line, "form": form}
    return render(request, "office/fund_answer.html", ctx, status=422 if form.errors else 200)


@login_required
@never_cache
def take_back(request: HttpRequest, village: str, number: int) -> HttpResponse:
    """Take a wrong line back, with a reason."""
    place = access.get_village_for_approver(request.user, village)
    line = get_object_or_404(FundLine.objects.filter(village=place), number=number)
    line.village = place
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fund.take_back(line=line, reason=form.cleaned_data["reason"], acting_user=request.user)
        except DomainError as problem:
            form.add_error("reason", problem.message)
        else:
            messages.success(request, _("Taken back by a second line. Both stay in the book."))
            return redirect("office:fund", place.slug)
    ctx = {"village": place, "line": line, "form": form}
    return render(request, "office/fund_take_back.html", ctx, status=422 if form.errors else 200)
