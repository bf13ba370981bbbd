"""`/me/`: everything of mine in one list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.accounts import new_address
from villages.accounts.forms import DetailsForm, NewAddressForm
from villages.accounts.me import sections_for
from villages.accounts.models import User


@login_required
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """The registered sections that have something for this person."""
    return render(request, "accounts/me.html", {"sections": sections_for(request.user)})


@login_required
@never_cache
def details(request: HttpRequest) -> HttpResponse:
    """One's own name, phone number and language of letters; the e-mail address has its own steps."""
    person = User.objects.get(
        pk=request.user.pk
    )  # what a refused form writes stays off the request's
    form = DetailsForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        if "phone" in form.changed_data:
            form.instance.phone_verified = False
        form.save()
        messages.success(request, _("Your details are kept."))
        return redirect("details")
    return render(request, "accounts/details.html", {"form": form})


@login_required
@never_cache
def change_email(request: HttpRequest) -> HttpResponse:
    """Ask for a letter to another address."""
    form = NewAddressForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        new_address.ask(request, form.cleaned_data["email"])
        return render(request, "accounts/letter_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "accounts/change_email.html", {"form": form})


@login_required
@never_cache
def confirm_email(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the letter; a press, so that a mailbox that opens links by itself changes nothing."""
    if request.method == "POST" and new_address.change(request, code):
        messages.success(request, _("You have a new e-mail address."))
        return redirect("details")
    email = new_address.asked(request.user, code)
    return render(request, "accounts/confirm_email.html", {"email": email})
