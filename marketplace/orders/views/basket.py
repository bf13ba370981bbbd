"""The basket, village by village."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from marketplace.goods.access import get_product
from marketplace.orders.errors import Shortage
from marketplace.orders.services import basket as services
from marketplace.orders.services.placing import plan
from marketplace.orders.views.personal import personal
from marketplace.origin import own_pages_only


@require_GET
@personal
def summary(request: HttpRequest) -> HttpResponse:
    """The parcels that would be sent, and what they would cost."""
    return render(request, "basket/summary.html", {"plan": plan(request.basket)})


@own_pages_only
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a product in; checked by its origin, because its page carries no token."""
    product = get_product(pk)
    step = _number(request.POST.get("quantity_step"), 0)
    quantity = _number(request.POST.get("quantity"), 1)
    if step:
        return redirect(f"{product.get_absolute_url()}?quantity={max(1, quantity + step)}")
    try:
        services.put_in(basket=request.basket, product=product, quantity=quantity)
    except Shortage as refusal:
        messages.error(request, f"{product.name}: {refusal.message}")
        return redirect(product.get_absolute_url())
    messages.success(request, _("%(name)s is in your basket.") % {"name": product.name})
    return redirect("basket:summary")


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Change quantities: a step of one line, one line taken out, or all that was typed."""
    try:
        for line_pk, quantity in _changes(request.POST):
            services.set_quantity(basket=request.basket, line_pk=line_pk, quantity=quantity)
    except Shortage as refusal:
        messages.error(request, refusal.message)
    return redirect("basket:summary")


def _changes(sent) -> list[tuple[int, int]]:
    typed = {
        _number(name.removeprefix("line-"), 0): _number(value, 1)
        for name, value in sent.items()
        if name.startswith("line-")
    }
    if sent.get("remove"):
        return [(_number(sent["remove"], 0), 0)]
    for sign, step in (("more", 1), ("fewer", -1)):
        pk = _number(sent.get(sign), 0)
        if pk:
            return [(pk, typed.get(pk, 1) + step)]
    return list(typed.items())


def _number(text, default: int) -> int:
    try:
        return int(text)
    except (TypeError, ValueError):
        return default
