"""The journey: search, basket of two villages, address, payment, one order, two parts."""

import re

from oscar.core.loading import get_model

import pytest

from marketplace.payments.models import PaymentAttempt
from tests.factories import market
from villages.activity.models import Activity
from villages.notifications.models import Delivery, Notification

Order = get_model("order", "Order")
StockRecord = get_model("partner", "StockRecord")
SAME = {"sec-fetch-site": "same-origin"}
ADDRESS = {
    "name": "배나무댁",
    "phone": "010-1234-5678",
    "email": "buyer@example.org",
    "postcode": "04524",
    "road": "서울특별시 중구 세종대로 110",
    "detail": "101동 1203호",
}


@pytest.fixture
def honey(haean):
    stall = market.stall(haean)
    market.policy(stall, base_fee=3500, free_over=50_000)
    return market.product(stall, price=24_000, stock=5, title="감귤꽃 꿀", title_en="Blossom honey")


@pytest.fixture
def abalone(yesong):
    stall = market.stall(yesong)
    market.policy(stall, "chilled", base_fee=4000)
    return market.product(
        stall, price=34_000, stock=5, title="활전복", title_en="Abalone", storage="chilled"
    )


def fill(client, *things):
    for product, quantity in things:
        answer = client.post(
            f"/market/basket/add/{product.pk}/", {"quantity": quantity}, headers=SAME
        )
        assert answer.status_code == 302


def confirm(client):
    """Fill in the address, look at the review, give back what its button sends."""
    assert client.post("/market/checkout/", ADDRESS).status_code == 302
    html = client.get("/market/checkout/review/").content.decode()
    return {
        "basket": re.search(r'name="basket" value="([^"]+)"', html)[1],
        "total": re.search(r'name="total" value="(\d+)"', html)[1],
        "agree": "1",
    }


@pytest.mark.django_db(transaction=True)
def test_guest_finds_buys_pays_and_each_village_sees_its_part(
    client, honey, abalone, haean, yesong, manager_of, as_user, fake_stripe
):
    haean_manager, yesong_manager = manager_of(haean), manager_of(yesong)
    for words in ("꿀", "honey"):
        assert (
            honey.get_absolute_url() in client.get("/market/search/", {"q": words}).content.decode()
        )
    fill(client, (honey, 2), (abalone, 1))
    basket = client.get("/market/basket/").content.decode()
    assert "₩89,500" in basket

    sent = confirm(client)
    assert sent["total"] == "89500"
    first = client.post("/market/pay/order/", sent)
    second = client.post("/market/pay/order/", sent)
    assert first.url == second.url
    assert Order.objects.count() == 1
    assert PaymentAttempt.objects.count() == 1

    order = Order.objects.get()
    attempt = order.attempts.get()
    session = fake_stripe.world.sessions[attempt.session_id]
    assert session["amount_total"] == 89_500 == order.total
    fake_stripe.pay(attempt.session_id)
    fake_stripe.pay(attempt.session_id)
    assert len(fake_stripe.world.charges) == 1
    fake_stripe.deliver(client, "checkout.session.completed", {"id": attempt.session_id})
    for _ in range(2):
        answer = client.get(f"/market/pay/back/{order.number}/{order.signature}/")
        assert answer.url == order.get_absolute_url()

    order.refresh_from_db()
    assert order.status == "paid"
    parts = list(order.village_orders.all())
    assert [(p.village.slug, p.items, p.shipping, p.status) for p in parts] == [
        (haean.slug, 48_000, 3500, "paid"),
        (yesong.slug, 34_000, 4000, "paid"),
    ]
    page = client.get(order.get_absolute_url()).content.decode()
    assert "Haean Village" in page
    assert "Yesong Village" in page
    assert Delivery.objects.filter(dedupe_key=f"order:{order.number}:paid").count() == 1
    assert Activity.objects.filter(kind="order.paid").count() == 2
    assert Notification.objects.filter(kind="order.new").count() == 2
    assert StockRecord.objects.get(product=honey).num_allocated == 2

    for manager, village, own, other in (
        (haean_manager, haean, "Blossom honey", "Abalone"),
        (yesong_manager, yesong, "Abalone", "Blossom honey"),
    ):
        office = as_user(manager)
        part = next(p for p in parts if p.village_id == village.pk)
        html = office.get(f"/office/{village.slug}/stall/orders/{part.pk}/").content.decode()
        assert own in html  # lines keep the language of the order
        assert other not in html
        assert "89,500" not in html
        foreign = next(p for p in parts if p.village_id != village.pk)
        assert office.get(f"/office/{village.slug}/stall/orders/{foreign.pk}/").status_code == 404
        assert (
            office.get(f"/office/{foreign.village.slug}/stall/orders/{foreign.pk}/").status_code
            == 404
        )


@pytest.mark.django_db
def test_a_lower_stock_is_said_and_the_number_changed(client, honey, fake_stripe):
    fill(client, (honey, 5))
    sent = confirm(client)
    market.order((honey, 3))
    answer = client.post("/market/pay/order/", sent, follow=True)
    assert Order.objects.count() == 1
    assert "only 2 left" in answer.content.decode()


@pytest.mark.django_db
def test_a_changed_price_is_shown_before_it_is_paid(client, honey, fake_stripe, staff):
    from marketplace.goods.services import change_product

    fill(client, (honey, 1))
    sent = confirm(client)
    change_product(product=honey, acting_user=staff, price=30_000)
    answer = client.post("/market/pay/order/", sent)
    assert answer.url == "/market/checkout/review/"
    assert not Order.objects.exists()


@pytest.mark.django_db
def test_errors_keep_what_was_typed(client, honey):
    fill(client, (honey, 1))
    answer = client.post("/market/checkout/", {**ADDRESS, "postcode": "123"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "배나무댁" in html
    assert "five digits" in html


@pytest.mark.django_db
def test_adding_needs_our_own_page(client, honey):
    url = f"/market/basket/add/{honey.pk}/"
    assert client.post(url).status_code == 403
    assert client.post(url, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post(url, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(url, headers={"origin": "http://testserver"}).status_code == 302


@pytest.mark.django_db
def test_the_window_sets_no_cookie_and_a_get_writes_nothing(client, honey, person, as_user):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    shopper = as_user(person())
    for url in (
        "/market/",
        "/market/search/?q=꿀",
        "/market/shelves/honey/",
        "/market/stalls/yanggu-haean/",
        f"/market/goods/{honey.pk}/",
        "/market/basket/",
        "/market/orders/",
    ):
        answer = client.get(url)
        assert answer.status_code == 200, url
        if url != "/market/orders/":
            assert not answer.cookies, url
        with CaptureQueriesContext(connection) as queries:
            shopper.get(url)
        writes = [q["sql"] for q in queries if re.match(r"(INSERT|UPDATE|DELETE)", q["sql"])]
        assert not writes, url


@pytest.mark.django_db
def test_t4_lookup_gives_one_answer_for_either_wrong(client, honey):
    order = market.order(honey)
    right = {"number": order.number.lower(), "email": "Buyer@example.org"}
    assert client.post("/market/orders/", right).url == order.get_absolute_url()
    wrong_number = client.post("/market/orders/", {**right, "number": "0000000000"})
    wrong_mail = client.post("/market/orders/", {**right, "email": "x@example.org"})
    said = "We find no order with this number"
    assert said in wrong_number.content.decode()
    assert said in wrong_mail.content.decode()
    for _ in range(10):
        last = client.post("/market/orders/", right)
    assert last.status_code == 429
    assert client.get(f"/market/orders/{order.number}/wrong/").status_code == 404


@pytest.mark.django_db
def test_a_guest_keeps_the_basket_at_sign_in(client, honey, person):
    fill(client, (honey, 2))
    user = person("Okja")
    client.post("/accounts/login/", {"login": user.email, "password": "pass-1234"})
    assert "Blossom honey" in client.get("/market/basket/").content.decode()
    Basket = get_model("basket", "Basket")
    assert Basket.open.get(owner=user).num_items == 2
