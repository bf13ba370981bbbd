"""The order's page, for its buyer, with or without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.orders import access, selectors
from marketplace.orders.forms import LookupForm
from marketplace.orders.services.basket import refill
from marketplace.orders.views.personal import personal
from villages.core.errors import RateLimited
from villages.core.limits import check_rate, client_key


@require_GET
@personal
def detail(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    """Where each village's parcel is, what was paid, what can still be changed."""
    order = access.get_order(number, signature)
    parts = list(selectors.parts_of(order))
    return render(
        request,
        "orders/detail.html",
        {"order": order, "parts": parts, "address": order.shipping_address},
    )


@require_http_methods(["GET", "POST"])
@personal
def lookup(request: HttpRequest) -> HttpResponse:
    """Find an order by number and e-mail; one answer for either being wrong."""
    form = LookupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_rate(f"order-lookup:{client_key(request)}", limit=10, seconds=600)
        except RateLimited as refusal:
            form.add_error(None, refusal.message)
            return render(request, "orders/lookup.html", {"form": form}, status=429)
        order = access.find_order(**form.cleaned_data)
        if order:
            return redirect(order)
        form.add_error(None, _("We find no order with this number and this e-mail address."))
    return render(request, "orders/lookup.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@login_required
@personal
def mine(request: HttpRequest) -> HttpResponse:
    """All orders of the account."""
    orders = selectors.orders_of(request.user)[:100]
    return render(request, "orders/mine.html", {"orders": orders})


@require_POST
def again(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    """Put an order's things into the basket again, as far as they are there."""
    order = access.get_order(number, signature)
    if not refill(basket=request.basket, order=order):
        messages.error(request, _("Nothing of this order can be bought at the moment."))
        return redirect(order)
    return redirect("basket:summary")
