"""Orders of the own village: pack, send, done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.orders import selectors
from marketplace.orders.access import get_part_for_seller, get_village_for_seller, may_set_up
from marketplace.orders.services import states
from marketplace.payments.services.refunding import cancel_and_refund
from marketplace.stall.forms import CancelForm, ShipForm
from villages.core.errors import DomainError


@login_required
@never_cache
@require_GET
def listing(request: HttpRequest, village: str) -> HttpResponse:
    """The parts of this village, the ones to send first."""
    place = get_village_for_seller(request.user, village)
    state = request.GET.get("state", "open")
    parts = selectors.parts_for_office(place, state="" if state == "all" else state)
    page = Paginator(parts, 30).get_page(request.GET.get("page"))
    return render(
        request,
        "stall/orders.html",
        {
            "village": place,
            "parts": page,
            "state": state,
            "states": _states(),
            "may_set_up": may_set_up(request.user, place),
        },
    )


@login_required
@never_cache
@require_GET
def detail(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """One part: what to pack, where it goes, what comes next."""
    place = get_village_for_seller(request.user, village)
    part = get_part_for_seller(place, pk)
    return render(request, "stall/order.html", _context(place, part))


@login_required
@never_cache
@require_GET
def slip(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """The slip that lies in the parcel: to whom, from whom, what."""
    place = get_village_for_seller(request.user, village)
    part = get_part_for_seller(place, pk)
    back = reverse("stall:order", args=[place.slug, part.pk])
    context = _context(place, part, on_paper=True, back=back, stall=part.partner)
    return render(request, "stall/slip.html", context)


def _context(place, part, **more) -> dict:
    return {
        "village": place,
        "part": part,
        "address": part.order.shipping_address,
        "ship_form": ShipForm(),
        "cancel_form": CancelForm(),
        **more,
    }


@login_required
@require_POST
def prepare(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Packing begins."""
    part = get_part_for_seller(get_village_for_seller(request.user, village), pk)
    return _step(request, part, _("Packing has begun."), states.prepare)


@login_required
@require_POST
def deliver(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """It has arrived."""
    part = get_part_for_seller(get_village_for_seller(request.user, village), pk)
    return _step(request, part, _("Marked as delivered."), states.deliver)


@login_required
@require_POST
def ship(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """A parcel leaves, with its carrier and number."""
    place = get_village_for_seller(request.user, village)
    part = get_part_for_seller(place, pk)
    form = ShipForm(request.POST)
    if not form.is_valid():
        context = _context(place, part, ship_form=form)
        return render(request, "stall/order.html", context, status=422)
    return _step(
        request,
        part,
        _("Sent. The buyer gets the number by mail."),
        states.ship,
        **form.cleaned_data,
    )


@login_required
@require_POST
def cancel(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """The village cannot deliver: cancel with a reason, the money goes back."""
    place = get_village_for_seller(request.user, village)
    part = get_part_for_seller(place, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        context = _context(place, part, cancel_form=form)
        return render(request, "stall/order.html", context, status=422)
    return _step(
        request,
        part,
        _("Cancelled. The money goes back."),
        cancel_and_refund,
        reason=form.cleaned_data["reason"],
    )


def _step(request: HttpRequest, part, said: str, step, **columns) -> HttpResponse:
    try:
        step(part=part, acting_user=request.user, **columns)
        messages.success(request, said)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("stall:order", part.village.slug, part.pk)


def _states() -> list[tuple[str, str]]:
    return [
        ("open", _("To send")),
        ("shipped", _("On the way")),
        ("delivered", _("Delivered")),
        ("cancelled", _("Cancelled")),
        ("all", _("All")),
    ]
