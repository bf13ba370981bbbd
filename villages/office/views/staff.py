"""The platform's people, for national administrators: staff and officers, named and ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from villages.accounts.models import User
from villages.core.errors import DomainError
from villages.office import selectors
from villages.office.register_forms import AppointmentForm, LastDayForm, LostPhoneForm
from villages.portal import access, appointments
from villages.portal.models import Appointment, OfficerPost


@login_required
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Who is staff, who is an officer, who is invited; invite somebody."""
    access.require_national(request.user)
    form = AppointmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invited = appointments.invite(acting_user=request.user, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(
                request, _("The invitation is on its way to %(email)s.") % {"email": invited.email}
            )
            return redirect("register:people")
    ctx = {"form": form, "last_day": LastDayForm(), **selectors.platform_people()}
    return render(request, "office/staff_people.html", ctx, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    access.require_national(request.user)
    appointment = get_object_or_404(Appointment.objects.select_related("region"), pk=pk)
    appointments.withdraw(appointment=appointment, acting_user=request.user)
    messages.success(request, _("The invitation no longer holds."))
    return redirect("register:people")


@login_required
@require_POST
def end_officer(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an officer's post its last day."""
    access.require_national(request.user)
    post = get_object_or_404(OfficerPost.objects.select_related("user", "region"), pk=pk)
    form = LastDayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a day."))
        return redirect("register:people")
    try:
        appointments.end_officer(post=post, acting_user=request.user, **form.cleaned_data)
        messages.success(request, _("The post has its last day."))
    except DomainError as problem:
        messages.error(request, problem.message)
    return redirect("register:people")


@login_required
@require_POST
def end_staff(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the staff."""
    access.require_national(request.user)
    user = get_object_or_404(User, pk=pk, is_staff=True)
    try:
        appointments.end_staff(user=user, acting_user=request.user)
        messages.success(request, _("Done. %(name)s is no longer staff.") % {"name": user.name})
    except DomainError as problem:
        messages.error(request, problem.message)
    return redirect("register:people")


@login_required
@never_cache
def lost_phone(request: HttpRequest) -> HttpResponse:
    """Take the second step of somebody off whose phone is lost, with a reason."""
    access.require_national(request.user)
    form = LostPhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = form.account
        try:
            appointments.lift_second_step(
                user=account, reason=form.cleaned_data["reason"], acting_user=request.user
            )
        except DomainError as problem:
            form.add_error("login", problem.message)
        else:
            messages.success(
                request,
                _("%(name)s signs in with the password alone until a new phone is set up.")
                % {"name": account.name},
            )
            return redirect("register:people")
    ctx = {"form": form}
    return render(request, "office/lost_phone.html", ctx, status=422 if form.errors else 200)
