"""Holidays of one year, for the platform's staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.core.errors import DomainError
from villages.office.register_forms import HolidayForm
from villages.portal import access, holidays
from villages.portal.models import OneYearHoliday


@login_required
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The days, and a form for the next one."""
    access.require_staff(request.user)
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _day, changed = holidays.add(acting_user=request.user, **form.cleaned_data)
        except DomainError as problem:
            form.add_error("on", problem.message)
        else:
            messages.success(request, _said(_("The day is entered."), changed))
            return redirect("register:holidays")
    coming, past = holidays.coming_and_past()
    ctx = {"form": form, "coming": coming, "past": past}
    return render(request, "office/holidays.html", ctx, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a day out."""
    access.require_staff(request.user)
    day = get_object_or_404(OneYearHoliday, pk=pk)
    changed = holidays.remove(holiday=day, acting_user=request.user)
    messages.success(request, _said(_("The day is taken out."), changed))
    return redirect("register:holidays")


def _said(words: str, changed: int) -> str:
    if not changed:
        return words
    clocks = ngettext(
        "%(n)d open request has a new last day.",
        "%(n)d open requests have a new last day.",
        changed,
    )
    return f"{words} {clocks % {'n': changed}}"
