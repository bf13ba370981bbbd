"""Place the order, go and pay, come back, change one's mind; and Stripe's own door."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from oscar.core.loading import get_model

from marketplace.orders.access import get_order, get_part_of
from marketplace.orders.errors import BasketEmpty, PriceChanged, Shortage, WrongState
from marketplace.orders.forms import address_of, contact_of
from marketplace.orders.services.basket import fit_to_stock
from marketplace.orders.services.placing import place_order
from marketplace.orders.views.checkout import KEPT, basket_of_token
from marketplace.orders.views.personal import personal
from marketplace.payments.errors import BadSignature, NotPayable, PaymentUnavailable
from marketplace.payments.gateways.stripe import page_url
from marketplace.payments.services.events import take_event
from marketplace.payments.services.paying import give_up, start_payment, sync
from marketplace.payments.services.refunding import cancel_and_refund

Order = get_model("order", "Order")


@require_POST
@personal
def place(request: HttpRequest) -> HttpResponse:
    """The one button: order, then pay. A second click finds the same order."""
    basket_pk = basket_of_token(request.POST.get("basket", ""))
    placed = Order.objects.filter(basket=basket_pk).first() if basket_pk else None
    if placed:
        return _go_and_pay(request, placed)
    kept = request.session.get(KEPT)
    if not kept or request.basket.is_empty or request.basket.pk != basket_pk:
        return redirect("basket:summary")
    if not request.POST.get("agree"):
        messages.error(request, _("Please tick that you have read what you buy."))
        return redirect("checkout:review")
    try:
        order = place_order(
            basket=request.basket,
            address=address_of(kept),
            contact=contact_of(kept),
            user=request.user,
            expected_total=_whole(request.POST.get("total")),
        )
    except (BasketEmpty, Shortage) as refusal:
        for sentence in fit_to_stock(basket=request.basket) or [refusal.message]:
            messages.error(request, sentence)
        return redirect("basket:summary")
    except PriceChanged as refusal:
        messages.error(request, refusal.message)
        return redirect("checkout:review")
    request.cookies_to_delete.append(settings.OSCAR_BASKET_COOKIE_OPEN)
    return _go_and_pay(request, order)


def _go_and_pay(request: HttpRequest, order) -> HttpResponse:
    try:
        attempt = start_payment(order=order)
    except NotPayable:
        return redirect(order)
    except PaymentUnavailable as problem:
        messages.error(request, problem.message)
        return redirect(order)
    return redirect(page_url(attempt.url))


@require_POST
@personal
def pay(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    """Go on to the payment of an order that waits for it."""
    return _go_and_pay(request, get_order(number, signature))


@require_GET
@personal
def back(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    """Stripe leads the buyer back here: look at once whether the money is there.

    The one GET that may write: it makes good for a lost event, and only says what
    Stripe says.
    """
    order = get_order(number, signature)
    for attempt in order.attempts.filter(session_id__isnull=False).order_by("-n")[:1]:
        try:
            sync(attempt=attempt)
        except PaymentUnavailable as problem:
            messages.warning(request, problem.message)
    return redirect(order)


@require_POST
@personal
def cancel(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    """Give an unpaid order up; its goods are free for others at once."""
    order = get_order(number, signature)
    try:
        if give_up(order=order, acting_user=request.user):
            messages.success(request, _("The order is cancelled. Nothing was charged."))
    except PaymentUnavailable as problem:
        messages.error(request, problem.message)
    return redirect(order)


@require_POST
@personal
def cancel_part(request: HttpRequest, number: str, signature: str, seq: int) -> HttpResponse:
    """Cancel one village's part before it is packed; the money goes back."""
    order = get_order(number, signature)
    part = get_part_of(order, seq)
    if not part.can_be_cancelled:
        messages.error(request, _("The village has begun to pack it. Please ask the village."))
        return redirect(order)
    try:
        cancel_and_refund(part=part, acting_user=request.user)
        messages.success(request, _("Cancelled. The money goes back the way you paid."))
    except WrongState as refusal:
        messages.error(request, refusal.message)
    return redirect(order)


@csrf_exempt
@require_POST
def stripe_hook(request: HttpRequest) -> HttpResponse:
    """Stripe's events: signed, over the raw bytes. 503 makes Stripe send it again."""
    try:
        take_event(payload=request.body, header=request.headers.get("Stripe-Signature", ""))
    except BadSignature:
        return HttpResponse(status=400)
    except PaymentUnavailable:
        return HttpResponse(status=503)
    return HttpResponse(status=200)


def _whole(text) -> int | None:
    try:
        return int(text)
    except (TypeError, ValueError):
        return None
