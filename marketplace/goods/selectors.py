"""What can be asked about goods: lists with filters, one product, one stall."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q
from django.utils import timezone

from oscar.core.loading import get_model

from media.renditions import prefetch_renditions
from villages.finder import selectors as finder

Category = get_model("catalogue", "Category")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
PER_PAGE = 24
LOOK_AHEAD = 6
SORTS = {
    "new": ("-date_created", "-pk"),
    "price": ("price_won", "pk"),
    "-price": ("-price_won", "pk"),
}


@dataclass(frozen=True)
class Filters:
    """What the shopper asked for; everything may be empty."""

    q: str = ""
    category: str = ""
    village: str = ""
    month: int | None = None
    region: str = ""
    sort: str = ""
    in_stock: bool = False


@dataclass(frozen=True)
class Catalogue:
    """One page of a list, and how the hits spread over the shelves."""

    page: Page
    total: int
    shelves: list = field(default_factory=list)


def catalogue(filters: Filters, page: int | str = 1) -> Catalogue:
    """The list; five queries without a search, seven with one, however many villages."""
    goods = _filtered(filters)
    if filters.q:
        found = finder.search(filters.q, kinds=["product"], limit=500)
        ranks = {int(doc.ref): rank for rank, doc in enumerate(found)}
        goods = goods.filter(pk__in=ranks)
        keys = list(goods.order_by(*SORTS.get(filters.sort, ("pk",))).values_list("pk", flat=True))
        if filters.sort not in SORTS:
            keys.sort(key=ranks.get)
    else:
        keys = list(
            goods.order_by(
                *SORTS.get(filters.sort, ("-priority", "-date_created", "-pk"))
            ).values_list("pk", flat=True)
        )
    shown = Paginator(keys, PER_PAGE).get_page(page)
    by_key = Product.objects.for_cards().in_bulk(list(shown.object_list))
    shown.object_list = with_pictures(by_key[k] for k in shown.object_list if k in by_key)
    return Catalogue(shown, len(keys), shelves(Filters(q="", village=filters.village)))


def _filtered(filters: Filters):
    goods = Product.objects.browsable()
    if filters.category:
        shelf = Category.objects.filter(slug=filters.category).first()
        goods = (
            goods.filter(categories__path__startswith=shelf.path).distinct()
            if shelf
            else goods.none()
        )
    if filters.village:
        goods = goods.filter(partner__village__slug=filters.village)
    if filters.region:
        goods = goods.filter(
            Q(partner__village__region__code=filters.region)
            | Q(partner__village__region__parent__code=filters.region)
        )
    if filters.month:
        goods = goods.in_season(filters.month)
    if filters.in_stock:
        goods = goods.filter(available_qty__gt=0)
    return goods


def shelves(filters: Filters | None = None) -> list:
    """The shelves that hold something, each with `count`; one query."""
    village = Q()
    if filters and filters.village:
        village = Q(product__partner__village__slug=filters.village)
    return list(
        Category.objects.filter(depth=1, is_public=True)
        .annotate(
            count=Count(
                "product",
                filter=village
                & Q(
                    product__is_public=True,
                    product__partner__status="open",
                    product__partner__village__status="active",
                ),
                distinct=True,
            )
        )
        .filter(count__gt=0)
        .order_by("path")
    )


def in_season(limit: int = 8, *, village=None) -> list:
    """Goods of this month that can be bought; two queries."""
    goods = Product.objects.browsable().in_season(timezone.localdate().month)
    if village is not None:
        return with_pictures(_some(goods, village, limit))
    return with_pictures(mixed(_some(goods, None, limit * LOOK_AHEAD), limit))


def goods_of(village, limit: int = 8) -> list:
    """A village's goods, those in season first; two queries."""
    month = timezone.localdate().month
    goods = list(_some(Product.objects.browsable(), village, 60))
    goods.sort(key=lambda product: month not in product.season)
    return with_pictures(goods[:limit])


def newest(limit: int = 8) -> list:
    """The latest goods; two queries."""
    goods = _some(Product.objects.browsable(), None, limit * LOOK_AHEAD)
    return with_pictures(mixed(goods, limit))


def mixed(goods, limit: int) -> list:
    """The first goods in their order, each village's each fruit once; repeats only to fill up."""
    seen, first, again = set(), [], []
    for product in goods:
        key = (product.partner_id, product.specialty or product.pk)
        (again if key in seen else first).append(product)
        seen.add(key)
    return (first + again)[:limit]


def _some(goods, village, limit: int):
    if village is not None:
        goods = goods.filter(partner__village=village)
    return (
        goods.filter(available_qty__gt=0)
        .for_cards()
        .order_by("-priority", "-date_created", "-pk")[:limit]
    )


def with_pictures(goods) -> list:
    """The goods with the sizes of their pictures: one query for all of them."""
    shown = list(goods)
    prefetch_renditions([product.image for product in shown])
    return shown


def stalls(limit: int = 12) -> list:
    """Open stalls with the number of their goods, the fullest first; one query."""
    return list(
        Partner.objects.selling()
        .select_related("village__region")
        .annotate(count=Count("products", filter=Q(products__is_public=True)))
        .filter(count__gt=0)
        .order_by("-count", "pk")[:limit]
    )


def same_parcel(product, limit: int = 4) -> list:
    """Other goods of the same stall that travel in the same parcel; two queries."""
    return with_pictures(
        Product.objects.browsable()
        .filter(partner=product.partner_id, storage=product.storage, available_qty__gt=0)
        .exclude(pk=product.pk)
        .for_cards()
        .order_by("-priority", "-date_created")[:limit]
    )


def goods_for_office(village):
    """All goods of a village for its own sellers, hidden ones too."""
    return (
        Product.objects.filter(partner__village=village, parent=None)
        .select_related("partner", "product_class", "image")
        .prefetch_related("stockrecords")
        .annotate(held=F("stockrecords__num_allocated"))
        .order_by("-is_public", "title_ko", "pk")
    )


def listed_products_by_village() -> dict[int, int]:
    """How many goods each village has on sale now: {village pk: count}; one query."""
    rows = (
        Product.objects.browsable()
        .values("partner__village")
        .annotate(count=Count("pk"))
        .values_list("partner__village", "count")
    )
    return dict(rows)
