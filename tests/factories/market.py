"""Stalls, goods and baskets for the market's tests."""

from itertools import count

from oscar.core.loading import get_class, get_model

from marketplace.delivery.models import DeliveryPolicy
from marketplace.goods.services import Listing, list_product, open_stall, put_category
from marketplace.orders.services.basket import put_in
from marketplace.orders.services.placing import Address, Contact, place_order
from villages.portal.models import Membership, Region, Village

Basket = get_model("basket", "Basket")
Selector = get_class("partner.strategy", "Selector")
_n = count(1)
SEOUL = Address(
    name="배나무댁",
    phone="010-1234-5678",
    postcode="04524",
    road="서울특별시 중구 세종대로 110",
    detail="101동 1203호",
)
JEJU = Address(
    name="귤밭댁", phone="010-1234-5678", postcode="63000", road="제주특별자치도 제주시 첨단로 1"
)
BUYER = Contact(name="배나무댁", phone="010-1234-5678", email="buyer@example.org")


def village(slug: str | None = None, **columns) -> Village:
    """A village with a region, without its pages."""
    n = next(_n)
    region = Region.objects.get(code="42800")
    return Village.objects.create(
        slug=slug or f"village-{n}",
        region=region,
        name_ko=columns.pop("name_ko", f"마을{n}"),
        name_en=columns.pop("name_en", f"Village {n}"),
        **columns,
    )


def stall(of: Village | None = None, **columns):
    """A village's open stall."""
    return open_stall(village=of or village(), **columns)


def policy(partner, storage: str = "ambient", **columns) -> DeliveryPolicy:
    """The fees of a stall."""
    return DeliveryPolicy.objects.create(partner=partner, storage=storage, **columns)


def product(
    partner=None, *, price: int = 24_000, stock: int = 10, title: str = "감귤꽃 꿀", **more
):
    """Something on sale."""
    partner = partner or stall()
    shelf = put_category(slug="honey", name_ko="꿀", name_en="Honey")
    return list_product(
        listing=Listing(
            partner=partner, title_ko=title, price=price, stock=stock, category=shelf, **more
        )
    )


def basket(*things, owner=None):
    """A basket with (product, quantity) pairs, or products one each."""
    made = Basket.objects.create(owner=owner)
    made.strategy = Selector().strategy()
    for thing in things:
        goods, quantity = thing if isinstance(thing, tuple) else (thing, 1)
        put_in(basket=made, product=goods, quantity=quantity)
    return made


def fresh(made):
    """The same basket as another request would load it."""
    again = Basket.objects.get(pk=made.pk)
    again.strategy = Selector().strategy()
    return again


def order(*things, address: Address | None = SEOUL, contact: Contact = BUYER, **more):
    """A placed, unpaid order."""
    return place_order(basket=basket(*things), address=address, contact=contact, **more)


def hat(user, of: Village, role: str) -> Membership:
    """Put a hat on somebody."""
    return Membership.objects.create(user=user, village=of, role=role)
