"""Two short pages: who gets it; then all of it once more, and the order."""

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from marketplace.orders.forms import AddressForm, address_of, phone_here
from marketplace.orders.selectors import last_address
from marketplace.orders.services.placing import plan
from marketplace.orders.views.personal import personal

KEPT = "checkout"
SALT = "marketplace.basket"


def basket_token(basket) -> str:
    """What says on the confirm button which basket is meant."""
    return Signer(salt=SALT).sign(str(basket.pk))


def basket_of_token(token: str) -> int | None:
    """The basket's key; None for a token that is not ours."""
    try:
        return int(Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None


@require_http_methods(["GET", "POST"])
@personal
def address(request: HttpRequest) -> HttpResponse:
    """Who gets it, and where; kept in the session until the order is placed."""
    if request.basket.is_empty:
        return redirect("basket:summary")
    form = AddressForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        request.session[KEPT] = form.cleaned_data
        return redirect("checkout:review")
    context = {"form": form, "plan": plan(request.basket)}
    return render(request, "checkout/address.html", context, status=422 if form.errors else 200)


def _initial(request: HttpRequest) -> dict:
    if KEPT in request.session:
        kept = request.session[KEPT]
    else:
        kept = last_address(request.user) if request.user.is_authenticated else {}
    return kept | {"phone": phone_here(kept["phone"])} if kept.get("phone") else kept


@require_http_methods(["GET"])
@personal
def review(request: HttpRequest) -> HttpResponse:
    """All of it once more: parcels, fees, rights, and the one button that orders."""
    if request.basket.is_empty:
        return redirect("basket:summary")
    kept = request.session.get(KEPT)
    if not kept:
        return redirect("checkout:index")
    return render(
        request,
        "checkout/review.html",
        {
            "address": address_of(kept),
            "email": kept["email"],
            "plan": plan(request.basket, postcode=kept["postcode"]),
            "token": basket_token(request.basket),
        },
    )
