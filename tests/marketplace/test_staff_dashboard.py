"""The market's desk: every address of it as staff and as everybody else."""

import re

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from oscar.core.loading import get_model

import pytest

from marketplace.orders.services import states
from marketplace.payments.models import PaymentAttempt, Refund
from tests.factories import market

pytestmark = pytest.mark.django_db
DESK = "staff/shop/"
# What Oscar's dashboard has; an address of each of its sections, by the number of a real thing.
OSCARS = (
    "catalogue/",
    "catalogue/products/{product}/",
    "catalogue/products/{product}/delete/",
    "catalogue/products/create/goods/",
    "catalogue/products/bulk-action/",
    "catalogue/categories/{shelf}/delete/",
    "catalogue/categories/create/",
    "catalogue/product-types/",
    "catalogue/attribute-option-group/",
    "catalogue/option/",
    "catalogue/stock-alerts/",
    "orders/statistics/",
    "orders/{order}/lines/{line}/",
    "orders/{order}/shipping-address/",
    "orders/{order}/notes/1/",
    "users/",
    "users/{user}/",
    "users/{user}/password-reset/",
    "users/alerts/",
    "partners/",
    "partners/{stall}/",
    "partners/{stall}/delete/",
    "partners/{stall}/users/{user}/update/",
    "offers/",
    "offers/new/metadata/",
    "vouchers/",
    "vouchers/create/",
    "vouchers/sets/",
    "ranges/",
    "reviews/",
    "comms/",
    "pages/",
    "pages/create/",
    "reports/",
    "shipping/weight-based/",
    "login/",
    "logout/",
)
FOREIGN = re.compile(r'(?:src|href|action)="((?:https?:)?//(?!localhost:8000/)[^"]+)"')


def routes(resolver=None, prefix="") -> list[str]:
    """Every route below the desk."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += routes(entry, route)
        elif isinstance(entry, URLPattern) and route.startswith(DESK):
            found.append(route)
    return found


@pytest.fixture
def world(haean, staff):
    """A stall with goods on a shelf, and an order of them with money that went astray."""
    stall = market.stall(haean)
    product = market.product(stall)
    order = market.order((product, 2))
    states.mark_paid(order=order)
    attempt = PaymentAttempt.objects.create(
        order=order, n=1, key="a", amount=order.total, currency="krw", state="held"
    )
    Refund.objects.create(attempt=attempt, kind="cancel", amount=1, key="r", state="failed")
    return {
        "order": order.number,
        "number": order.number,
        "line": order.lines.get().pk,
        "product": product.pk,
        "pk": product.categories.get().pk,
        "shelf": product.categories.get().pk,
        "stall": stall.pk,
        "user": staff.pk,
        "slug": haean.slug,
        "rest": "nothing/of/the/kind/",
    }


def addresses(world) -> list[str]:
    """Every address of the desk, and the closed ones of Oscar's dashboard."""
    own = [re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(world[m[1]]), route) for route in routes()]
    return [f"/{one}" for one in own] + [f"/{DESK}{one.format(**world)}" for one in OSCARS]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_breaks_and_nothing_comes_from_elsewhere(world, staff, as_user, method, language):
    client, seen = as_user(staff), {}
    for url in addresses(world):
        answer = getattr(client, method)(url, headers={"accept-language": language})
        seen[url] = answer.status_code
        assert FOREIGN.findall(answer.content.decode()) == [], url
    assert set(seen.values()) <= {200, 302, 404, 405, 422}, seen
    if method == "get":
        assert sum(status == 200 for status in seen.values()) == 7, seen


PERSONAS = ("editor", "manager", "seller", "resident", "committee")


@pytest.mark.parametrize("persona", [*PERSONAS, "officer", "shopper", "stranger"])
def test_nobody_else_comes_in(
    persona, world, haean, with_role, officer_of, person, client, as_user
):
    if persona in PERSONAS:
        browser = as_user(with_role(persona, haean))
    elif persona == "stranger":
        browser = client
    else:
        browser = as_user(officer_of(haean.region) if persona == "officer" else person("Okja"))
    for url in addresses(world):
        for method in ("get", "post"):
            answer = getattr(browser, method)(url)
            led = answer.status_code == 302 and answer.url.startswith("/accounts/login/")
            assert (
                led
                if persona == "stranger"
                else answer.status_code == 404 or (answer.status_code == 405)
            ), (method, url, answer.status_code)


# --- doors of Oscar's that would break what holds


@pytest.mark.parametrize("tail", [tail for tail in OSCARS if "log" not in tail[:5]])
def test_a_closed_door_tells_why_and_leads_on(tail, world, staff, as_user):
    answer = as_user(staff).get(f"/{DESK}{tail.format(**world)}")
    assert answer.status_code == 404
    body = answer.content.decode()
    way = re.search(r'<a class="btn btn--main" href="([^"]+)"', body)
    assert as_user(staff).get(way[1], follow=True).status_code == 200


def everything(world) -> tuple:
    """What must still stand after an attempt: order, parts, stock, shelf, goods, account."""
    models = (("order", "Order"), ("order", "Line"), ("partner", "StockRecord"),
              ("partner", "Partner"), ("catalogue", "Product"), ("catalogue", "Category"),
              ("accounts", "User"))  # fmt: skip
    return tuple(list(get_model(*one).objects.order_by("pk").values()) for one in models)


ATTEMPTS = {
    "the order's state": ("orders/{order}/", {"order_action": "change_order_statuses",
                                              "new_status": "cancelled"}),
    "a line's state": ("orders/{order}/", {"line_action": "change_line_statuses",
                                           "selected_line": "{line}", "new_status": "x"}),
    "many orders at once": ("orders/", {"action": "change_order_statuses", "new_status": "paid",
                                        "selected_order": "{order}"}),
    "where it goes": ("orders/{order}/shipping-address/", {"line1": "Elsewhere"}),
    "the stock": ("catalogue/products/{product}/", {"stockrecords-0-num_in_stock": "0"}),
    "goods away": ("catalogue/products/{product}/delete/", {}),
    "a shelf with goods": ("catalogue/categories/{shelf}/delete/", {}),
    "a shelf without an address": ("catalogue/categories/create/", {"name": "꿀", "slug": "꿀"}),
    "the stall": ("partners/{stall}/delete/", {}),
    "an account's address and password": (
        "partners/{stall}/users/{user}/update/",
        {"email": "mine@invil.example", "password1": "other-1234", "password2": "other-1234"}),
    "an account shut": ("users/", {"action": "make_inactive", "selected_user": "{user}"}),
}  # fmt: skip


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_staff_cannot_go_round_the_services(attempt, world, staff, as_user):
    client = as_user(staff)
    tail, data = ATTEMPTS[attempt]
    before = everything(world)
    sent = {key: value.format(**world) for key, value in data.items()}
    answer = client.post(f"/{DESK}{tail.format(**world)}", sent)
    assert answer.status_code in (404, 405)
    assert everything(world) == before


# --- orders


def test_an_order_is_found_by_all_a_caller_can_say(world, staff, as_user):
    order = get_model("order", "Order").objects.get(number=world["order"])
    part = order.village_orders.get()
    states.ship(part=part, carrier="post", tracking="6078912345678", acting_user=staff)
    other = market.order(
        market.product(part.partner, title="차"),
        contact=market.Contact("Somebody", "02-345-6789"),
        address=None,
    )
    client = as_user(staff)
    for said in (order.number, f"{order.number[:5].lower()} {order.number[5:]}", part.number,
                 "배나무", "010-1234-5678", "buyer@example.org", "6078912345678"):  # fmt: skip
        body = client.get("/staff/shop/orders/", {"q": said}).content.decode()
        assert order.number in body, said
        assert other.number not in body, said


def test_an_order_shows_its_parts_money_and_the_way_to_the_stall(world, staff, as_user, haean):
    body = as_user(staff).get(f"/staff/shop/orders/{world['order']}/").content.decode()
    order = get_model("order", "Order").objects.get(number=world["order"])
    stall = f"/office/{haean.slug}/stall/orders/{order.village_orders.get().pk}/"
    assert f'href="{stall}"' in body
    assert as_user(staff).get(stall).status_code == 200
    assert "Pay it back there by hand." in body


def test_an_order_nobody_tried_to_pay_says_so_only_while_it_waits(haean, staff, as_user):
    order = market.order((market.product(market.stall(haean)), 1))
    page = f"/staff/shop/orders/{order.number}/"
    assert "Nobody has tried to pay yet." in as_user(staff).get(page).content.decode()
    states.mark_paid(order=order)
    body = as_user(staff).get(page).content.decode()
    assert "Nothing was paid through the payment service." in body
    assert "Nobody has tried" not in body


def test_the_desk_says_whose_money_needs_a_person(world, staff, as_user):
    market.order(market.product(title="차"))
    client = as_user(staff)
    home = client.get("/staff/shop/", headers={"accept-language": "en"}).content.decode()
    assert "The money of 1 order needs a person" in home
    found = client.get("/staff/shop/orders/?state=trouble")
    assert [order.number for order in found.context["orders"]] == [world["order"]]


def test_lists_cost_the_same_with_many_orders(world, staff, as_user, django_assert_max_num_queries):
    for _ in range(12):
        market.order(market.product())
    client = as_user(staff)
    client.get("/staff/shop/orders/")
    with django_assert_max_num_queries(10):
        client.get("/staff/shop/orders/")
    with django_assert_max_num_queries(10):
        client.get("/staff/shop/stalls/")


# --- stalls


def test_a_stall_shows_what_it_sells_and_has_to_send(world, staff, as_user, haean, toegye):
    market.stall(toegye)
    found = as_user(staff).get("/staff/shop/stalls/").context["stalls"]
    shown = {stall.village.slug: (stall.on_sale, stall.to_send) for stall in found}
    assert shown == {haean.slug: (1, 1), toegye.slug: (0, 0)}


def test_a_stall_is_found_by_its_village(world, staff, as_user, haean, toegye):
    market.stall(toegye)
    found = as_user(staff).get("/staff/shop/stalls/", {"q": "퇴계"}).context["stalls"]
    assert [stall.village for stall in found] == [toegye]


def test_a_resting_stall_says_until_when(world, staff, as_user, haean):
    haean.stall.holiday_until = timezone.localdate()
    haean.stall.save()
    body = as_user(staff).get("/staff/shop/stalls/", headers={"accept-language": "en"})
    assert "Rests until" in body.content.decode()
