"""What the platform decides about a stall: whether it sells, and its own share."""

import pytest

from marketplace.goods import services, stalls
from marketplace.goods.errors import NoReason
from marketplace.orders.errors import Shortage
from marketplace.orders.services import states
from tests.factories import market
from villages.activity.models import Activity
from villages.finder.selectors import search
from villages.notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def honey(haean):
    """Honey on sale."""
    return market.product(market.stall(haean))


@pytest.fixture
def here(haean):
    """The stall's screen at the market's desk."""
    return f"/staff/shop/stalls/{haean.slug}/"


def stop(staff, haean) -> None:
    haean.stall.refresh_from_db()
    stalls.suspend(stall=haean.stall, reason="Mouldy honey", acting_user=staff)


def test_a_stopped_stall_is_neither_shown_nor_found(honey, here, staff, as_user, client):
    assert as_user(staff).post(here, {"reason": "Mouldy honey"}).url == here
    assert client.get(honey.get_absolute_url()).status_code == 404
    assert list(search("감귤꽃", kinds=["product"])) == []


def test_its_goods_cannot_be_ordered_from_a_full_basket(honey, haean, staff):
    basket = market.basket(honey)
    stop(staff, haean)
    with pytest.raises(Shortage):
        market.place_order(basket=market.fresh(basket), address=market.SEOUL, contact=market.BUYER)


def test_what_is_ordered_is_still_sent(honey, haean, staff, with_role, as_user):
    order = market.order((honey, 1))
    states.mark_paid(order=order)
    stop(staff, haean)
    part = order.village_orders.get()
    seller = as_user(with_role("seller", haean))
    url = f"/office/{haean.slug}/stall/orders/{part.pk}/ship/"
    seller.post(url, {"carrier": "post", "tracking": "6078912345678"})
    part.refresh_from_db()
    assert part.status == "shipped"


def test_a_change_at_the_stall_does_not_bring_it_back(honey, haean, staff):
    stop(staff, haean)
    honey.partner.refresh_from_db()
    services.change_product(product=honey, acting_user=staff, title_ko="새 꿀")
    assert list(search("새 꿀", kinds=["product"])) == []


def test_managers_are_told_the_reason_and_see_it_at_the_stall(
    honey, haean, here, staff, manager_of, as_user
):
    boss = manager_of(haean)
    as_user(staff).post(here, {"reason": "Mouldy honey"})
    note = Notification.objects.get(user=boss, kind="stall.suspended")
    assert note.params["reason"] == "Mouldy honey"
    goods = as_user(boss).get(
        f"/office/{haean.slug}/stall/goods/", headers={"accept-language": "en"}
    )
    assert "The platform has stopped the sales" in goods.content.decode()


def test_no_stall_is_stopped_without_a_reason(honey, haean, here, staff, as_user):
    assert as_user(staff).post(here, {"reason": " "}).status_code == 422
    with pytest.raises(NoReason):
        stalls.suspend(stall=honey.partner, reason="", acting_user=staff)
    haean.stall.refresh_from_db()
    assert haean.stall.status == "open"


def test_it_sells_again(honey, haean, here, staff, as_user, client):
    stop(staff, haean)
    as_user(staff).post(here, {"reopen": "1"})
    assert client.get(honey.get_absolute_url()).status_code == 200
    assert [doc.ref for doc in search("감귤꽃", kinds=["product"])] == [str(honey.pk)]


def test_stopping_twice_tells_once(honey, haean, staff, manager_of):
    boss = manager_of(haean)
    stop(staff, haean)
    stop(staff, haean)
    assert Notification.objects.filter(user=boss, kind="stall.suspended").count() == 1


def test_a_new_share_counts_for_orders_from_now_on(honey, haean, here, staff, as_user):
    before = market.order((honey, 1)).village_orders.get()
    assert as_user(staff).post(f"{here}share/", {"percent": "2.5"}).url == here
    haean.stall.refresh_from_db()
    honey.partner.refresh_from_db()
    after = market.order((honey, 1)).village_orders.get()
    assert (before.commission_bp, after.commission_bp) == (300, 250)
    assert Activity.objects.get(kind="stall.share").data == {"before": 300, "now": 250}


@pytest.mark.parametrize("percent", ["-1", "100.01", "2.555", "much", ""])
def test_no_share_but_a_share(percent, honey, haean, here, staff, as_user):
    assert as_user(staff).post(f"{here}share/", {"percent": percent}).status_code == 422
    haean.stall.refresh_from_db()
    assert haean.stall.commission_bp == 300
