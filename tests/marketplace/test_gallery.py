"""A product's photos: six at most, the first in lists, what is on them in words."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

import pytest
from PIL import Image

from marketplace.goods import gallery
from media.services import store_picture
from tests.factories import market

pytestmark = pytest.mark.django_db
WORDS = {
    "title_ko": "감귤꽃 꿀",
    "price": 24_000,
    "unit_ko": "600g 병",
    "origin_ko": "강원도 양구군",
    "storage": "ambient",
    "info_kind": "processed",
}


def photo(name: str = "a.jpg", colour: str = "green") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (900, 700), colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def bad() -> SimpleUploadedFile:
    return SimpleUploadedFile("b.jpg", b"<html>", "image/jpeg")


@pytest.fixture
def honey(haean):
    """A product of Haean without a photo."""
    return market.product(market.stall(haean))


@pytest.fixture
def office(haean, manager_of, as_user):
    """The desk of Haean's manager."""
    return as_user(manager_of(haean))


@pytest.fixture
def save(office, honey, haean):
    """Send the product's form: `save(photos=[...])`."""

    def send(**data):
        shelf = honey.categories.get().pk
        url = f"/office/{haean.slug}/stall/goods/{honey.pk}/"
        return office.post(url, {**WORDS, "category": shelf, **data})

    return send


def with_photos(product, count: int) -> list[int]:
    """Give a product photos; the numbers of their pictures in order."""
    rows = gallery.arrange(
        product=product, acting_user=None, uploads=[photo() for _ in range(count)]
    )
    return [row.image_id for row in rows]


def order_of(product) -> list[int]:
    product.refresh_from_db()
    return [row.image_id for row in gallery.photos_of(product)]


def test_several_photos_at_once_go_into_the_village_s_collection(save, honey, haean):
    assert save(photos=[photo("a.jpg"), photo("b.jpg", "red")]).status_code == 302
    honey.refresh_from_db()
    rows = gallery.photos_of(honey)
    assert [row.image.collection for row in rows] == [haean.collection] * 2
    assert honey.image == rows[0].image


def test_what_is_put_on_sale_comes_with_its_photos_in_order(office, honey, haean):
    url = f"/office/{haean.slug}/stall/goods/new/"
    shelf = honey.categories.get().pk
    files = [photo(), photo("b.jpg", "red")]
    answer = office.post(
        url, {**WORDS, "title_ko": "시래기", "stock": 3, "category": shelf, "photos": files}
    )
    assert answer["location"].endswith("#photos")
    made = type(honey).objects.get(title_ko="시래기")
    assert len(order_of(made)) == 2


def test_another_photo_is_made_the_first_and_lists_follow(save, honey):
    one, two, three = with_photos(honey, 3)
    save(first=three)
    assert order_of(honey) == [three, one, two]
    assert honey.image_id == three


def test_a_photo_is_taken_away_and_the_next_one_stands_first(save, honey):
    one, two = with_photos(honey, 2)
    save(first=one, **{f"remove_{one}": "on"})
    assert order_of(honey) == [two]
    assert honey.image_id == two


def test_the_last_photo_can_go(save, honey):
    (one,) = with_photos(honey, 1)
    save(**{f"remove_{one}": "on"})
    assert order_of(honey) == []
    assert honey.image is None


def test_what_is_on_a_photo_is_said_in_the_reader_s_language(save, honey, client):
    one, _two = with_photos(honey, 2)
    save(**{f"alt_ko_{one}": "벌통 옆 꿀병", f"alt_en_{one}": "A jar beside the hives"})
    english = client.get(honey.get_absolute_url(), headers={"accept-language": "en"})
    assert 'alt="A jar beside the hives"' in english.content.decode()
    with translation.override("ko"):
        assert gallery.photos_of(honey)[0].words == "벌통 옆 꿀병"


def test_words_of_a_shared_picture_stay_as_they_are(save, honey, yesong):
    shared = store_picture(upload=photo(), collection=yesong.collection, title="x", alt_text="Bay")
    honey.image = shared
    honey.save()
    save(**{f"alt_en_{shared.pk}": "Mine"})
    shared.refresh_from_db()
    assert shared.alt_text == "Bay"
    assert honey.photos.get().alt_en == "Mine"


def test_a_seventh_photo_is_refused_beside_the_field(save, honey):
    with_photos(honey, 5)
    answer = save(photos=[photo(), photo()], title_ko="새 이름")
    assert answer.status_code == 422
    assert answer.context["form"].errors["photos"]
    assert len(order_of(honey)) == 5


def test_a_bad_upload_loses_no_words_and_changes_nothing(save, honey):
    one, two = with_photos(honey, 2)
    answer = save(
        photos=[photo(), bad()],
        title_ko="새 이름",
        first=two,
        **{f"alt_ko_{one}": "벌통", f"remove_{one}": "on"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors["photos"]
    assert "새 이름" in page
    assert 'value="벌통"' in page
    assert f'value="{two}" checked' in page
    assert order_of(honey) == [one, two]
    assert honey.title_ko == "감귤꽃 꿀"


def test_pictures_of_another_product_are_not_heard(save, honey, haean):
    other = market.product(market.stall(haean), title="다른 꿀")
    (theirs,) = with_photos(other, 1)
    (mine,) = with_photos(honey, 1)
    save(first=theirs, **{f"remove_{theirs}": "on", f"alt_ko_{theirs}": "가로챔"})
    assert order_of(honey) == [mine]
    assert order_of(other) == [theirs]
    assert other.photos.get().alt_ko == ""


def test_another_village_s_product_is_not_found(office, haean, yesong):
    foreign = market.product(market.stall(yesong))
    url = f"/office/{haean.slug}/stall/goods/{foreign.pk}/"
    assert office.post(url, {**WORDS, "photos": photo()}).status_code == 404
    assert order_of(foreign) == []


def test_a_resident_may_not_touch_the_photos(honey, haean, resident_of, as_user):
    url = f"/office/{haean.slug}/stall/goods/{honey.pk}/"
    answer = as_user(resident_of(haean)).post(url, {**WORDS, "photos": photo()})
    assert answer.status_code == 403
    assert order_of(honey) == []


def test_each_thumbnail_leads_to_its_large_photo(honey, client):
    with_photos(honey, 3)
    page = client.get(honey.get_absolute_url()).content.decode()
    for number in (1, 2, 3):
        assert f'href="#photo-{number}"' in page
        assert f'id="photo-{number}"' in page


def test_a_single_photo_has_no_thumbnails(honey, client):
    with_photos(honey, 1)
    page = client.get(honey.get_absolute_url()).content.decode()
    assert 'id="photo-1"' in page
    assert "#photo-1" not in page


def test_six_photos_cost_no_more_queries_than_one(honey, client, django_assert_max_num_queries):
    with_photos(honey, 6)
    client.get(honey.get_absolute_url())
    with django_assert_max_num_queries(14):
        client.get(honey.get_absolute_url())


def test_a_first_picture_deleted_elsewhere_gives_its_place_to_the_next(honey):
    one, two = with_photos(honey, 2)
    honey.photos.get(image=one).image.delete()
    assert order_of(honey) == [two]
    assert honey.image_id == two


def test_a_photograph_fills_its_frame_and_a_cut_out_stands_in_it(honey, client, haean):
    with_photos(honey, 1)
    assert "shot--full" in client.get(honey.get_absolute_url()).content.decode()
    file = io.BytesIO()
    Image.new("RGBA", (700, 700)).save(file, "PNG")
    cut_out = SimpleUploadedFile("c.png", file.getvalue(), "image/png")
    honey.image = store_picture(upload=cut_out, collection=haean.collection, title="x")
    honey.photos.all().delete()
    honey.save()
    assert "shot--full" not in client.get(honey.get_absolute_url()).content.decode()


def test_photos_of_refused_goods_are_asked_for_again(save):
    answer = save(photos=[photo()], price="cheap")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Photos that do not stand here did not stay" in shown
    assert 'name="files_chosen" value="photos"' in shown


def test_photos_are_gone_too_where_words_of_another_photo_are_refused(save, honey):
    one, _two = with_photos(honey, 2)
    answer = save(photos=[photo()], **{f"alt_ko_{one}": "꿀" * 201})
    assert "did not stay" in answer.context["form"].errors["photos"][0]


def test_goods_are_not_saved_without_the_photos_unawares(save, honey):
    answer = save(price=9_000, files_chosen="photos")
    assert answer.status_code == 422
    assert save(price=9_000, files_chosen="photos", without_file="on").status_code == 302
    honey.refresh_from_db()
    assert honey.price_won == 9_000
