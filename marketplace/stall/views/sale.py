"""A sale by phone or at the counter, in three taps: what, how many, sold."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.goods.selectors import goods_for_office
from marketplace.orders.access import get_village_for_seller
from marketplace.orders.numbers import new_number
from marketplace.payments.services.counter import record_sale
from marketplace.stall.forms import SaleForm
from villages.core.errors import DomainError


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def sell(request: HttpRequest, village: str) -> HttpResponse:
    """Enter a sale; it counts like an online one."""
    place = get_village_for_seller(request.user, village)
    goods = [p for p in goods_for_office(place) if p.is_public and p.available_qty]
    form = SaleForm(
        request.POST or None, goods=goods, village=place, initial={"number": new_number()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            order = record_sale(
                things=form.things,
                contact=form.contact,
                address=form.address,
                resident=form.cleaned_data["resident"],
                entered_by=request.user,
                number=form.cleaned_data["number"],
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            said = _("Sold for ₩%(sum)s. The stock is counted.") % {"sum": f"{order.total:,}"}
            messages.success(request, said)
            return redirect("stall:orders", place.slug)
    context = {"village": place, "form": form, "rows": form.rows}
    return render(request, "stall/sale.html", context, status=422 if form.errors else 200)
