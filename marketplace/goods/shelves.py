"""The shelves of the market: opened, named anew, taken away while nothing lies on them."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from oscar.core.loading import get_model

from marketplace.goods.errors import ShelfInUse, ShelfName
from marketplace.goods.services import put_category, refresh_search
from villages.activity.services import record

Category = get_model("catalogue", "Category")
Product = get_model("catalogue", "Product")
# What a market of villages starts with; staff change it at their desk.
STANDARD = {
    "fruit": ("과일", "Fruit"),
    "vegetable": ("채소", "Vegetables"),
    "grain": ("쌀과 잡곡", "Rice and grain"),
    "nuts": ("견과", "Nuts"),
    "ginseng-herb": ("인삼과 약초", "Ginseng and herbs"),
    "mushroom": ("버섯", "Mushrooms"),
    "honey": ("꿀", "Honey"),
    "tea": ("차", "Tea"),
    "seafood": ("해산물", "Seafood"),
    "dried-seafood": ("건어물", "Dried seafood"),
    "livestock": ("축산물", "Meat"),
    "dairy": ("유제품", "Dairy"),
    "fermented": ("장과 김치", "Pastes and kimchi"),
    "processed": ("가공식품", "Made from the harvest"),
    "flower": ("꽃", "Flowers"),
    "craft": ("공예품", "Crafts"),
}


@transaction.atomic
def ensure_shelves() -> list:
    """The shelves an installation starts with, while it has none; returns the new ones."""
    if Category.objects.exists():
        return []
    return [put_category(slug=slug, name_ko=ko, name_en=en) for slug, (ko, en) in STANDARD.items()]


@transaction.atomic
def open_shelf(*, name_ko: str, name_en: str, acting_user) -> Category:
    """A new shelf, the last one; its address is made of the English name and stays.

    Raises `ShelfName` where a shelf of one of the names stands already, or where the
    English name gives no address.
    """
    _check(name_ko, name_en)
    slug = slugify(name_en)
    if not slug:
        raise ShelfName(_("Write the English name in Latin letters: the address is made of it."))
    if Category.objects.filter(slug=slug).exists():
        raise ShelfName(_("There is such a shelf already."))
    shelf = put_category(slug=slug, name_ko=name_ko, name_en=name_en)
    record("shelf.opened", actor=acting_user, ref=shelf.pk, data={"name": name_ko})
    return shelf


@transaction.atomic
def rename_shelf(*, shelf, name_ko: str, name_en: str, acting_user) -> Category:
    """Another name for a shelf; the search of its goods follows, its address stays.

    Raises `ShelfName` where another shelf is called so.
    """
    _check(name_ko, name_en, besides=shelf)
    shelf.name_ko, shelf.name = name_ko, name_en
    shelf.save(update_fields=["name_ko", "name"])
    goods = Product.objects.filter(categories=shelf).select_related(
        "partner__village__region", "producer"
    )
    for product in goods:
        refresh_search(product=product)
    record("shelf.renamed", actor=acting_user, ref=shelf.pk, data={"name": name_ko})
    return shelf


@transaction.atomic
def remove_shelf(*, shelf, acting_user) -> None:
    """Take an empty shelf away. Raises `ShelfInUse` where something lies on it, hidden or not."""
    if shelf.get_children_count() or Product.objects.filter(categories=shelf).exists():
        raise ShelfInUse(
            _("Goods lie on this shelf. Their villages must choose another one first.")
        )
    record("shelf.removed", actor=acting_user, ref=shelf.pk, data={"name": shelf.name_ko})
    shelf.delete()


def _check(name_ko: str, name_en: str, besides=None) -> None:
    others = Category.objects.exclude(pk=besides.pk if besides else None)
    if (
        others.filter(name_ko__iexact=name_ko).exists()
        or others.filter(name__iexact=name_en).exists()
    ):
        raise ShelfName(_("There is such a shelf already."))
