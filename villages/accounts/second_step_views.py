"""Two of allauth's screens of the second step, with what is ours."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView

from villages.accounts import second_step


class Activate(ActivateTOTPView):
    """Set the step up: three things to do, one screen."""

    def get_context_data(self, **kwargs) -> dict:
        """Whether this person must have it."""
        must = second_step.is_asked_of(self.request.user)
        return super().get_context_data(**kwargs) | {"must": must}

    def form_valid(self, form) -> HttpResponse:
        """Done, and proved for this session."""
        response = super().form_valid(form)
        second_step.proved_by_setting_up(self.request)
        return response


class Codes(ViewRecoveryCodesView):
    """The spare codes, once; then on to where the person was going."""

    def get_context_data(self, **kwargs) -> dict:
        """The way on."""
        goal = self.request.session.get(second_step.ON_THE_WAY)
        return super().get_context_data(**kwargs) | {"goal": goal}


codes = Codes.as_view()


@login_required
def activate(request: HttpRequest) -> HttpResponse:
    """Set the step up; not for accounts that everybody knows the password of."""
    if request.user.is_demo:
        messages.info(request, _("This is an account of the demo. It stays open to everybody."))
        return redirect("details")
    return Activate.as_view()(request)
