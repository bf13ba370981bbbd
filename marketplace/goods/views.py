"""The shop window: anonymous, cacheable, without a cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.delivery.quotes import quote
from marketplace.delivery.selectors import USUAL, terms_by_stall
from marketplace.goods import access, selectors
from marketplace.goods.forms import FilterForm
from marketplace.goods.gallery import photos_of
from marketplace.goods.legal import labelled_facts
from marketplace.goods.measures import unit_price
from marketplace.goods.structured import product_data
from media.renditions import prefetch_renditions


def home(request: HttpRequest) -> HttpResponse:
    """What is in season, the shelves, the villages that sell."""
    season = selectors.in_season()
    shown = {product.pk for product in season}
    return render(
        request,
        "goods/home.html",
        {
            "season": season,
            "newest": [p for p in selectors.newest(16) if p.pk not in shown][:8],
            "shelves": selectors.shelves(),
            "stalls": selectors.stalls(),
        },
    )


def search(request: HttpRequest) -> HttpResponse:
    """Search and filters over all goods."""
    return _list(request, "goods/search.html", {})


def category(request: HttpRequest, slug: str) -> HttpResponse:
    """One shelf."""
    shelf = access.get_category(slug)
    return _list(request, "goods/category.html", {"shelf": shelf}, category=slug)


def stall(request: HttpRequest, slug: str) -> HttpResponse:
    """One village's stall."""
    found = access.get_stall(slug)
    context = {"stall": found, "village": found.village}
    return _list(request, "goods/stall.html", context, village=slug)


def _list(request: HttpRequest, template: str, context: dict, **fixed) -> HttpResponse:
    form = FilterForm(request.GET)
    if "category" not in fixed and request.GET.get("category"):
        fixed["category"] = request.GET["category"][:255]
    found = selectors.catalogue(form.filters(**fixed), request.GET.get("page", 1))
    chosen = fixed.get("category", "")
    return render(
        request,
        template,
        {**context, "form": form, "found": found, "goods": found.page, "chosen": chosen},
    )


def product(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing: price, stock, legal facts, seller, what travels along."""
    found = access.get_product(pk)
    place = found.partner.village.page
    photos = photos_of(found)
    prefetch_renditions([*(photo.image for photo in photos), place.hero if place else None])
    info = getattr(found, "info", None)
    partner = found.partner
    terms = terms_by_stall([partner.pk]).get((partner.pk, found.storage), USUAL)
    shelves = sorted(found.categories.all(), key=lambda shelf: shelf.path)
    shelf = shelves[0] if shelves else None
    offer = request.strategy.fetch_for_product(found)
    return render(
        request,
        "goods/product.html",
        {
            "product": found,
            "photos": photos,
            "village": partner.village,
            "stall": partner,
            "shelf": shelf,
            "offer": offer,
            "structured": product_data(found, offer=offer, shelf=shelf),
            "facts": labelled_facts(info.kind, info.facts) if info else [],
            "origin": "" if info and info.facts.get("origin") else found.origin,
            "delivery": quote(terms=terms, storage=found.storage, items=found.price_won),
            "terms": terms,
            "unit_price": unit_price(found.price_won, found.unit_en or found.unit_ko),
            "quantity": _wanted(request),
            "same_parcel": selectors.same_parcel(found),
        },
    )


def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing as a card to print and set beside it on a market table."""
    found = access.get_product(pk)
    context = {
        "product": found,
        "village": found.partner.village,
        "on_paper": True,
        "back": found.get_absolute_url(),
    }
    return render(request, "goods/card.html", context)


def _wanted(request: HttpRequest) -> int:
    """The number a step without JavaScript has led to."""
    text = request.GET.get("quantity", "")
    return max(1, min(int(text), 999)) if text.isdecimal() and len(text) < 4 else 1
