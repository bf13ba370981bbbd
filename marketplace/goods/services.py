"""Put goods on sale, change them, and keep the search in step."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from oscar.apps.partner.exceptions import InvalidStockAdjustment
from oscar.core.loading import get_model

from marketplace.forks.partner.choices import StallStatus
from marketplace.goods.errors import BadPrice, StockTaken
from marketplace.goods.legal import InfoKind
from marketplace.goods.models import Producer, ProductInfo
from marketplace.goods.searching import product_doc
from villages.activity.services import record
from villages.finder import services as finder

Category = get_model("catalogue", "Category")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
ProductCategory = get_model("catalogue", "ProductCategory")
ProductClass = get_model("catalogue", "ProductClass")
StockRecord = get_model("partner", "StockRecord")
KIND = "product"
GOODS_CLASS = "goods"


@dataclass(frozen=True)
class Listing:
    """All a village says about one thing it sells. Money in whole won.

    `category` is a shelf (`Category`); `facts_*` are the legal product information
    with the keys of `goods.legal`. `season` is (first month, last month).
    """

    partner: object
    title_ko: str
    price: int
    stock: int
    category: object
    title_en: str = ""
    description_ko: str = ""
    description_en: str = ""
    unit_ko: str = ""
    unit_en: str = ""
    origin_ko: str = ""
    origin_en: str = ""
    producer: Producer | None = None
    specialty: str = ""
    storage: str = "ambient"
    season: tuple[int, int] | None = None
    max_per_buyer: int | None = None
    tax_exempt: bool = False
    info_kind: str = InfoKind.FRESH
    facts_ko: dict = field(default_factory=dict)
    facts_en: dict = field(default_factory=dict)
    is_public: bool = True
    is_demo: bool = False
    image: object | None = None


def open_stall(*, village, **columns) -> Partner:
    """The village's stall; made with its first call, changed with later ones."""
    stall, _new = Partner.objects.update_or_create(
        village=village, defaults={"name": village.name_ko, "code": village.slug, **columns}
    )
    return stall


def put_category(*, slug: str, name_ko: str, name_en: str, icon: str = "") -> Category:
    """A shelf of the market; idempotent by its slug."""
    shelf = Category.objects.filter(slug=slug).first()
    if shelf is None:
        shelf = Category.add_root(name=name_en, slug=slug, name_ko=name_ko, icon=icon)
    return shelf


@transaction.atomic
def list_product(*, listing: Listing, acting_user=None) -> Product:
    """Put one thing on sale: product, price, stock, legal facts, search.

    Raises `BadPrice`. Records `goods.listed` for the village.
    """
    product = list_products(listings=[listing])[0]
    record("goods.listed", village=listing.partner.village, actor=acting_user, ref=product.pk)
    return product


@transaction.atomic
def list_products(*, listings: Iterable[Listing]) -> list[Product]:
    """Put many things on sale at once; writes no activity. Order is kept."""
    listings = list(listings)
    for listing in listings:
        _check_price(listing.price)
    goods = _goods_class()
    products = Product.objects.bulk_create(
        [_new_product(goods, listing) for listing in listings], batch_size=500
    )
    StockRecord.objects.bulk_create(
        [
            StockRecord(
                product=product,
                partner=listing.partner,
                partner_sku=f"P{product.pk}",
                price=listing.price,
                num_in_stock=listing.stock,
                num_allocated=0,
            )
            for product, listing in zip(products, listings, strict=True)
        ],
        batch_size=500,
    )
    ProductCategory.objects.bulk_create(
        [
            ProductCategory(product=product, category=listing.category)
            for product, listing in zip(products, listings, strict=True)
        ],
        batch_size=500,
    )
    ProductInfo.objects.bulk_create(
        [
            ProductInfo(
                product=product,
                kind=listing.info_kind,
                facts_ko=listing.facts_ko,
                facts_en=listing.facts_en,
            )
            for product, listing in zip(products, listings, strict=True)
        ],
        batch_size=500,
    )
    finder.put_many(
        [
            product_doc(product, category=listing.category)
            for product, listing in zip(products, listings, strict=True)
            if listing.is_public
        ]
    )
    return products


@transaction.atomic
def change_product(
    *,
    product,
    acting_user,
    price: int | None = None,
    category=None,
    info_kind: str = "",
    facts_ko: dict | None = None,
    **columns,
) -> Product:
    """Change a product's words, limits, shelf, facts or price; the search follows.

    Raises `BadPrice`. The price counts for orders placed from now on.
    """
    if price is not None:
        _check_price(price)
        stock = product.stockrecords.get()
        stock.price = price
        stock.save(update_fields=["price", "date_updated"])
        product.price_won = price
    for name, value in columns.items():
        setattr(product, name, value)
    product.save()
    if category is not None:
        product.categories.set([category])
    if info_kind:
        ProductInfo.objects.update_or_create(
            product=product, defaults={"kind": info_kind, "facts_ko": facts_ko or {}}
        )
    refresh_search(product=product)
    record(
        "goods.changed",
        village=product.partner.village,
        actor=acting_user,
        ref=product.pk,
        data={"price": price} if price is not None else {},
    )
    return product


@transaction.atomic
def set_stock(*, product, delta: int, expected: int, acting_user=None) -> int:
    """Add to the stock or take from it; returns what can be bought now.

    `expected` is what the seller saw as left to buy. Raises `StockTaken` where it is
    another number by now, or where the rest would not cover what is promised.
    """
    stock = StockRecord.objects.select_related("product__product_class").get(product=product)
    if stock.net_stock_level != expected:
        raise StockTaken(
            _("Meanwhile it is %(left)d. Please look again.") % {"left": stock.net_stock_level}
        )
    try:
        stock.adjust(delta)
    except InvalidStockAdjustment as refusal:
        raise StockTaken(
            _("%(held)d are promised to buyers; it cannot be fewer.")
            % {"held": stock.num_allocated or 0}
        ) from refusal
    record(
        "goods.stock",
        village=product.partner.village,
        actor=acting_user,
        ref=product.pk,
        data={"delta": delta},
    )
    return stock.net_stock_level


@transaction.atomic
def set_public(*, product, is_public: bool, acting_user) -> None:
    """Show a product in the market or take it out of it."""
    product.is_public = is_public
    product.save(update_fields=["is_public", "date_updated"])
    refresh_search(product=product)
    kind = "goods.shown" if is_public else "goods.hidden"
    record(kind, village=product.partner.village, actor=acting_user, ref=product.pk)


def refresh_search(*, product) -> None:
    """Make the search say what the product says, or forget it."""
    partner = product.partner
    if product.is_public and partner and partner.status == StallStatus.OPEN:
        category = product.categories.order_by("pk").first()
        finder.put(**product_doc(product, category=category))
    else:
        finder.remove(KIND, product.pk)


def follow_stock(*, stockrecord) -> None:
    """Keep the product's list columns in step with its stock record."""
    Product.objects.filter(pk=stockrecord.product_id).update(
        price_won=int(stockrecord.price or 0), available_qty=max(stockrecord.net_stock_level, 0)
    )


def _check_price(price: int) -> None:
    if not isinstance(price, int) or price <= 0:
        raise BadPrice(_("A price is a whole number of won."))


def _goods_class() -> ProductClass:
    found, _new = ProductClass.objects.get_or_create(
        slug=GOODS_CLASS,
        defaults={"name": "Goods", "track_stock": True, "requires_shipping": True},
    )
    return found


def _new_product(goods, listing: Listing) -> Product:
    start, end = listing.season or (None, None)
    return Product(
        structure=Product.STANDALONE,
        product_class=goods,
        partner=listing.partner,
        producer=listing.producer,
        specialty=listing.specialty,
        image=listing.image,
        title=listing.title_ko,
        description=listing.description_ko,
        title_ko=listing.title_ko,
        title_en=listing.title_en,
        description_ko=listing.description_ko,
        description_en=listing.description_en,
        unit_ko=listing.unit_ko,
        unit_en=listing.unit_en,
        origin_ko=listing.origin_ko,
        origin_en=listing.origin_en,
        storage=listing.storage,
        season_start=start,
        season_end=end,
        price_won=listing.price,
        available_qty=listing.stock,
        max_per_buyer=listing.max_per_buyer,
        tax_exempt=listing.tax_exempt,
        is_public=listing.is_public,
        is_demo=listing.is_demo,
        slug=slugify(listing.title_ko, allow_unicode=True)[:255] or "goods",
    )
