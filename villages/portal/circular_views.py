"""Circulars as their readers see them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from villages.portal import access, circulars
from villages.portal.models import CircularReceipt

PER_PAGE = 20


def _letters_of(user, slug: str):
    """The village and the letters to this person; 404 to whoever is not of the village."""
    place = access.get_village(slug)
    if not access.roles_in(user, place):
        raise Http404
    letters = CircularReceipt.objects.filter(user=user, circular__village=place)
    return place, letters.select_related("circular__sent_by").order_by("-circular__sent_at")


@login_required
@never_cache
@require_safe
def listing(request: HttpRequest, village: str) -> HttpResponse:
    """The circulars to me in this village."""
    place, letters = _letters_of(request.user, village)
    shown = Paginator(letters, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "villages/circulars.html", {"village": place, "listing": shown})


@login_required
@never_cache
def circular(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """One circular, and the button that says I have read it."""
    place, letters = _letters_of(request.user, village)
    receipt = letters.filter(circular=pk).first()
    if receipt is None:
        raise Http404
    if request.method == "POST":
        circulars.mark_read(receipt=receipt)
        messages.success(request, _("Thank you. The office knows that you have read it."))
        return redirect("village:circular", place.slug, pk)
    ctx = {"village": place, "receipt": receipt, "circular": receipt.circular}
    return render(request, "villages/circular.html", ctx)
