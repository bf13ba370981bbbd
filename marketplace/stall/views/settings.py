"""The stall itself: seller by law, days of rest, delivery fees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from oscar.core.loading import get_model

from marketplace.delivery.services import set_policy
from marketplace.goods.services import open_stall
from marketplace.orders.access import get_village_for_manager
from marketplace.stall.settings_forms import StallForm

Partner = get_model("partner", "Partner")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, village: str) -> HttpResponse:
    """Look at it and change it; managers only."""
    place = get_village_for_manager(request.user, village)
    stall = getattr(place, "stall", None)
    form = StallForm(request.POST or None, stall=stall or _unsaved(place))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            stall = open_stall(village=place, **form.seller)
            for storage, fees in form.fees.items():
                set_policy(partner=stall, storage=storage, acting_user=request.user, **fees)
        messages.success(request, _("Saved."))
        return redirect("stall:settings", place.slug)
    context = {"village": place, "form": form, "may_set_up": True}
    return render(request, "stall/settings.html", context, status=422 if form.errors else 200)


def _unsaved(place):
    return Partner(village=place, phone=place.phone)
