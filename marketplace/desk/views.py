"""The market's desk: find an order, see the stalls, keep the shelves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.desk import access, selectors
from marketplace.desk.closed import door_of
from marketplace.desk.forms import ShareForm, ShelfForm, SuspendForm
from marketplace.forks.order.choices import OrderStatus
from marketplace.goods import shelves as keeping
from marketplace.goods import stalls as ruling
from marketplace.orders.forms import phone_here
from marketplace.orders.selectors import parts_of
from villages.core.errors import DomainError

PER_PAGE = 40


@login_required
@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The doors of the market, and whether money waits for a person."""
    access.require_staff(request.user)
    return render(request, "desk/home.html", {"trouble": selectors.trouble_count()})


@login_required
@never_cache
@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """Every order, newest first; reads `q` and `state`."""
    access.require_staff(request.user)
    query, state = request.GET.get("q", "").strip()[:80], request.GET.get("state", "")
    found = selectors.orders(query=query, state=state)
    context = {
        "orders": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "state": state,
        "states": [*OrderStatus.choices, (selectors.TROUBLE, _("Money to look at"))],
    }
    return render(request, "desk/orders.html", context)


@login_required
@never_cache
@require_GET
def order(request: HttpRequest, number: str) -> HttpResponse:
    """One order with its parts and its money; each part is moved on at its village's stall."""
    found = access.get_order_for_staff(request.user, number)
    context = {
        "order": found,
        "parts": list(parts_of(found)),
        "money": selectors.money_of(found),
        "address": found.shipping_address,
        "phone": phone_here(found.contact_phone),
    }
    return render(request, "desk/order.html", context)


@login_required
@never_cache
@require_GET
def stalls(request: HttpRequest) -> HttpResponse:
    """Every village's stall, with the ways into it; reads `q`."""
    access.require_staff(request.user)
    query = request.GET.get("q", "").strip()[:80]
    page = Paginator(selectors.stalls(query=query), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/stalls.html", {"stalls": page, "query": query})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def stall(request: HttpRequest, slug: str) -> HttpResponse:
    """One stall: stop its sales with a reason, or let it sell again."""
    found = access.get_stall_for_staff(request.user, slug)
    if request.method == "POST" and "reopen" in request.POST:
        ruling.reopen(stall=found, acting_user=request.user)
        messages.success(request, _("The stall sells again. Its managers are told."))
        return redirect("desk:stall", slug)
    form = SuspendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ruling.suspend(stall=found, acting_user=request.user, **form.cleaned_data)
        messages.success(request, _("Nothing is sold there any more. Its managers are told."))
        return redirect("desk:stall", slug)
    return _stall(request, found, form, ShareForm(initial={"percent": found.share}))


@login_required
@require_POST
def set_share(request: HttpRequest, slug: str) -> HttpResponse:
    """The platform's share of one stall."""
    found = access.get_stall_for_staff(request.user, slug)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _stall(request, found, SuspendForm(), form)
    ruling.set_share(stall=found, commission_bp=form.commission_bp, acting_user=request.user)
    messages.success(request, _("Saved."))
    return redirect("desk:stall", slug)


def _stall(request: HttpRequest, stall, form, share) -> HttpResponse:
    context = {"stall": stall, "village": stall.village, "form": form, "share": share}
    status = 422 if form.errors or share.errors else 200
    return render(request, "desk/stall.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def shelves(request: HttpRequest) -> HttpResponse:
    """The shelves, and a form for a new one."""
    access.require_staff(request.user)
    form = ShelfForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.open_shelf(acting_user=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The shelf is there. Villages can choose it now."))
            return redirect("desk:shelves")
    context = {"shelves": selectors.shelves(), "form": form}
    return render(request, "desk/shelves.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def shelf(request: HttpRequest, pk: int) -> HttpResponse:
    """One shelf: its names."""
    found = access.get_shelf_for_staff(request.user, pk)
    names = {"name_ko": found.name_ko, "name_en": found.name}
    form = ShelfForm(request.POST or None, initial=names)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.rename_shelf(shelf=found, acting_user=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:shelves")
    context = {"shelf": found, "form": form}
    return render(request, "desk/shelf.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove_shelf(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an empty shelf away."""
    found = access.get_shelf_for_staff(request.user, pk)
    try:
        keeping.remove_shelf(shelf=found, acting_user=request.user)
        messages.success(request, _("The shelf is gone."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("desk:shelves")


@login_required
@never_cache
def closed(request: HttpRequest, rest: str) -> HttpResponse:
    """A door that stays shut: what it would break, and where the work is done."""
    access.require_staff(request.user)
    return render(request, "desk/closed.html", {"door": door_of(rest)}, status=404)
