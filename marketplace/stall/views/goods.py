"""Goods of the own village: list, put on sale, change, count."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.goods import gallery, services
from marketplace.goods.access import get_product_for_seller
from marketplace.goods.errors import TooManyPhotos
from marketplace.goods.selectors import goods_for_office
from marketplace.orders.access import get_village_for_seller, may_set_up
from marketplace.stall.forms import GalleryForm, GoodsForm, StockForm
from media.errors import UploadRefused
from media.renditions import prefetch_renditions
from villages.core.errors import DomainError

WORDS = (
    "title_ko",
    "title_en",
    "unit_ko",
    "unit_en",
    "origin_ko",
    "origin_en",
    "storage",
    "season_start",
    "season_end",
    "max_per_buyer",
    "tax_exempt",
    "description_ko",
    "description_en",
)


@login_required
@never_cache
@require_GET
def listing(request: HttpRequest, village: str) -> HttpResponse:
    """All goods of the stall, hidden ones too, each with its stock."""
    place = get_village_for_seller(request.user, village)
    context = {
        "village": place,
        "goods": goods_for_office(place),
        "may_set_up": may_set_up(request.user, place),
    }
    return render(request, "stall/goods.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, village: str) -> HttpResponse:
    """Put something on sale; `?like=` begins with last year's words."""
    place = get_village_for_seller(request.user, village)
    form = GoodsForm(request.POST or None, request.FILES or None, initial=_like(request, place))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                product = services.list_product(
                    listing=_listing(place, form), acting_user=request.user
                )
                gallery.arrange(
                    product=product,
                    acting_user=request.user,
                    uploads=form.cleaned_data["photos"],
                )
        except (UploadRefused, TooManyPhotos) as refusal:
            form.add_error("photos", refusal.message)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("On sale: %(name)s.") % {"name": product.name})
            return _after(place, product, form)
    form.ask_for_files_again()
    return render(
        request,
        "stall/edit_goods.html",
        {"village": place, "form": form},
        status=422 if form.errors else 200,
    )


def _like(request: HttpRequest, place) -> dict:
    wanted = request.GET.get("like", "")
    return _initial(get_product_for_seller(place, int(wanted))) if wanted.isdigit() else {}


def _listing(place, form: GoodsForm) -> services.Listing:
    data = form.cleaned_data
    words = {name: data[name] for name in WORDS if not name.startswith("season")}
    season = (data["season_start"], data["season_end"]) if data["season_start"] else None
    return services.Listing(
        partner=services.open_stall(village=place),
        price=data["price"],
        stock=data["stock"],
        category=data["category"],
        season=season,
        info_kind=data["info_kind"],
        facts_ko=form.facts(),
        **words,
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Change words, limits and price; the stock has its own small form."""
    place = get_village_for_seller(request.user, village)
    product = get_product_for_seller(place, pk)
    form = GoodsForm(
        request.POST or None, request.FILES or None, initial=_initial(product), is_new=False
    )
    photos = gallery.photos_of(product)
    prefetch_renditions([photo.image for photo in photos])
    photo_form = GalleryForm(request.POST or None, photos=photos)
    if request.method == "POST" and all([form.is_valid(), photo_form.is_valid()]):
        data = form.cleaned_data
        try:
            with transaction.atomic():
                services.change_product(
                    product=product,
                    acting_user=request.user,
                    price=data["price"],
                    category=data["category"],
                    info_kind=data["info_kind"],
                    facts_ko=form.facts(),
                    **{name: data[name] for name in WORDS},
                )
                gallery.arrange(
                    product=product,
                    acting_user=request.user,
                    uploads=data["photos"],
                    **photo_form.changes(),
                )
        except (UploadRefused, TooManyPhotos) as refusal:
            form.add_error("photos", refusal.message)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved."))
            return _after(place, product, form)
    form.ask_for_files_again(is_refused=bool(photo_form.errors))
    return render(
        request,
        "stall/edit_goods.html",
        {
            "village": place,
            "form": form,
            "photo_form": photo_form,
            "product": product,
            "stock_form": _stock_form(product),
        },
        status=422 if form.errors or photo_form.errors else 200,
    )


def _after(place, product, form: GoodsForm) -> HttpResponse:
    """Back to the goods; new photos first wait for their words."""
    if not form.cleaned_data["photos"]:
        return redirect("stall:goods", place.slug)
    address = reverse("stall:edit-goods", args=[place.slug, product.pk])
    return redirect(f"{address}#photos")


def _initial(product) -> dict:
    info = getattr(product, "info", None)
    facts = info.facts_ko if info else {}
    return {
        **{name: getattr(product, name) for name in WORDS},
        "category": product.categories.order_by("pk").first(),
        "price": product.price_won,
        "info_kind": info.kind if info else "",
        **{f"fact_{key}": value for key, value in facts.items()},
    }


def _stock_form(product) -> StockForm:
    return StockForm(initial={"expected": product.available_qty})


@login_required
@require_POST
def stock(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """More or fewer, told from what the seller saw."""
    place = get_village_for_seller(request.user, village)
    product = get_product_for_seller(place, pk)
    form = StockForm(request.POST)
    if form.is_valid():
        try:
            left = services.set_stock(
                product=product, acting_user=request.user, **form.cleaned_data
            )
            messages.success(
                request,
                _("%(name)s: %(left)d can be bought now.") % {"name": product.name, "left": left},
            )
        except DomainError as refusal:
            messages.error(request, refusal.message)
    else:
        messages.error(request, _("Please write a whole number, for example 20 or -3."))
    return redirect("stall:edit-goods", place.slug, product.pk)


@login_required
@require_POST
def show(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Show it in the market, or take it out."""
    place = get_village_for_seller(request.user, village)
    product = get_product_for_seller(place, pk)
    services.set_public(
        product=product, is_public=request.POST.get("public") == "1", acting_user=request.user
    )
    return redirect("stall:goods", place.slug)
