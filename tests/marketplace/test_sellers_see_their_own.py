"""T1, T2, T5, S5: a seller works in the own stall and nowhere else."""

from oscar.core.loading import get_model

import pytest

from marketplace.orders.services import states
from tests.factories import market

StockRecord = get_model("partner", "StockRecord")
Product = get_model("catalogue", "Product")
NEW = {
    "title_ko": "시래기",
    "price": "9000",
    "stock": "4",
    "unit_ko": "500g 봉지",
    "origin_ko": "강원도 양구군",
    "storage": "ambient",
    "info_kind": "fresh",
}


@pytest.fixture
def honey(haean):
    return market.product(market.stall(haean), stock=10, title="꿀")


@pytest.fixture
def abalone(yesong):
    return market.product(market.stall(yesong), stock=10, title="전복")


@pytest.fixture
def paid(honey, abalone):
    order = market.order((honey, 1), (abalone, 2))
    states.mark_paid(order=order)
    return order


def part_of(order, village):
    return order.village_orders.get(village=village)


@pytest.mark.django_db
def test_t1_every_desk_address_with_anothers_key_is_not_found(
    paid, honey, abalone, haean, yesong, manager_of, as_user
):
    office = as_user(manager_of(haean))
    foreign = part_of(paid, yesong)
    base = f"/office/{haean.slug}/stall"
    assert office.get(f"{base}/orders/{foreign.pk}/").status_code == 404
    for step in ("prepare", "ship", "deliver", "cancel"):
        sent = {"carrier": "post", "tracking": "1", "reason": "x"}
        assert office.post(f"{base}/orders/{foreign.pk}/{step}/", sent).status_code == 404
    assert office.get(f"{base}/goods/{abalone.pk}/").status_code == 404
    assert office.get(f"{base}/goods/new/?like={abalone.pk}").status_code == 404
    for step in ("stock", "show"):
        assert office.post(f"{base}/goods/{abalone.pk}/{step}/", {"delta": 5}).status_code == 404
    assert office.get(f"/office/{yesong.slug}/stall/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.status == "paid"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["resident", "reporter", "editor", "tutor"])
def test_only_managers_and_sellers_have_the_desk(role, haean, honey, with_role, as_user):
    answer = as_user(with_role(role, haean)).get(f"/office/{haean.slug}/stall/")
    assert answer.status_code == 403


@pytest.mark.django_db
def test_unpaid_parts_are_nobodys_business_yet(honey, haean, manager_of, as_user):
    order = market.order(honey)
    office = as_user(manager_of(haean))
    url = f"/office/{haean.slug}/stall/orders/{part_of(order, haean).pk}/"
    assert office.get(url).status_code == 404


@pytest.mark.django_db
def test_a_seller_packs_sends_and_delivers(paid, haean, with_role, as_user):
    office = as_user(with_role("seller", haean))
    part = part_of(paid, haean)
    base = f"/office/{haean.slug}/stall"
    assert part.number in office.get(f"{base}/").content.decode()
    assert "1 order to send" in office.get(f"/office/{haean.slug}/").content.decode()
    office.post(f"{base}/orders/{part.pk}/prepare/")
    missing = office.post(f"{base}/orders/{part.pk}/ship/", {"carrier": "post", "tracking": ""})
    assert missing.status_code == 422
    office.post(f"{base}/orders/{part.pk}/ship/", {"carrier": "post", "tracking": "6012"})
    office.post(f"{base}/orders/{part.pk}/deliver/")
    part.refresh_from_db()
    paid.refresh_from_db()
    assert part.status == "delivered"
    assert paid.status == "paid"  # the other village has not sent yet
    assert part.parcels.get().tracking == "6012"


@pytest.mark.django_db
def test_goods_are_listed_changed_and_counted_in_the_office(haean, manager_of, as_user, client):
    market.product(market.stall(haean))
    office = as_user(manager_of(haean))
    base = f"/office/{haean.slug}/stall/goods"
    Category = get_model("catalogue", "Category")
    data = {**NEW, "category": Category.objects.get(slug="honey").pk}
    assert office.post(f"{base}/new/", {**data, "price": "9000.5"}).status_code == 422
    assert office.post(f"{base}/new/", data).status_code == 302
    greens = Product.objects.get(title_ko="시래기")
    assert "시래기" in client.get("/market/search/", {"q": "시래기"}).content.decode()
    office.post(f"{base}/{greens.pk}/", {**data, "price": "9500", "title_en": "Dried greens"})
    office.post(f"{base}/{greens.pk}/stock/", {"delta": "6", "expected": "4"})
    office.post(f"{base}/{greens.pk}/stock/", {"delta": "6", "expected": "4"})
    greens.refresh_from_db()
    assert (greens.price_won, greens.available_qty) == (9500, 10)
    office.post(f"{base}/{greens.pk}/show/", {"public": "0"})
    assert client.get(greens.get_absolute_url()).status_code == 404
    assert client.get("/market/search/", {"q": "Dried greens"}).content.decode().count("pcard") == 0


@pytest.mark.django_db
def test_t5_a_resting_or_suspended_stall_sells_nothing(honey, haean, client):
    from datetime import timedelta

    from django.utils import timezone

    stall = honey.partner
    stall.holiday_until = timezone.localdate() + timedelta(days=3)
    stall.save()
    assert "rests until" in client.get(honey.get_absolute_url()).content.decode()
    same = {"sec-fetch-site": "same-origin"}
    client.post(f"/market/basket/add/{honey.pk}/", headers=same)
    assert not get_model("basket", "Line").objects.exists()
    stall.status = "suspended"
    stall.save()
    assert client.get(honey.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_a_photo_is_cleaned_and_shown_and_a_bad_one_stops_the_step(haean, manager_of, as_user):
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile

    from PIL import Image

    market.product(market.stall(haean))
    office = as_user(manager_of(haean))
    url = f"/office/{haean.slug}/stall/goods/new/"
    shelf = get_model("catalogue", "Category").objects.get(slug="honey").pk
    bad = SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg")
    assert office.post(url, {**NEW, "category": shelf, "photos": bad}).status_code == 422
    assert not Product.objects.filter(title_ko="시래기").exists()
    file = io.BytesIO()
    Image.new("RGB", (900, 700), "green").save(file, "JPEG")
    good = SimpleUploadedFile("a.jpg", file.getvalue(), "image/jpeg")
    assert office.post(url, {**NEW, "category": shelf, "photos": good}).status_code == 302
    product = Product.objects.get(title_ko="시래기")
    assert product.image.collection == haean.collection


@pytest.mark.django_db
def test_a_manager_sets_fees_and_rest_and_a_seller_does_not(
    haean, manager_of, with_role, as_user, honey
):
    url = f"/office/{haean.slug}/stall/settings/"
    assert as_user(with_role("seller", haean)).get(url).status_code == 403
    office = as_user(manager_of(haean))
    assert office.get(url).status_code == 200
    seller = {
        "legal_name_ko": "해안마을 운영위원회",
        "representative": "김복순",
        "address": "강원도",
        "business_no": "000-00-00000",
        "mail_order_no": "2026-0",
        "phone": "033-000-0000",
    }
    fees = {
        f"{storage}_{fee}": "1000"
        for storage in ("ambient", "chilled", "frozen")
        for fee in ("base_fee", "jeju_extra", "island_extra")
    }
    assert office.post(url, {**seller, **fees, "business_no": "1"}).status_code == 422
    assert office.post(url, {**seller, **fees, "commission_bp": "0"}).status_code == 302
    assert market.order(honey).shipping_total == 1000
    honey.partner.refresh_from_db()
    assert honey.partner.commission_bp == 300


@pytest.mark.django_db
@pytest.mark.parametrize("tail", ["", "goods/"])
def test_the_fees_are_a_tab_of_managers_only(haean, honey, with_role, staff, as_user, tail):
    base = f"/office/{haean.slug}/stall/"
    offered = {
        user: f'href="{base}settings/"' in as_user(user).get(base + tail).content.decode()
        for user in (with_role("manager", haean), with_role("seller", haean), staff)
    }
    assert list(offered.values()) == [True, False, True]
    for user, is_offered in offered.items():
        answer = as_user(user).get(f"{base}settings/")
        assert (answer.status_code == 200) is is_offered
