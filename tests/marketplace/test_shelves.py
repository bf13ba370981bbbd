"""The shelves of the market: put up, named anew, taken away while they are empty."""

from oscar.core.loading import get_model

import pytest

from marketplace.goods.errors import ShelfInUse, ShelfName
from marketplace.goods.services import put_category, set_public
from marketplace.goods.shelves import open_shelf, remove_shelf, rename_shelf
from tests.factories import market
from villages.activity.models import Activity
from villages.finder.selectors import search

pytestmark = pytest.mark.django_db
SHELVES = "/staff/shop/shelves/"
Category = get_model("catalogue", "Category")


@pytest.fixture
def honey(haean):
    """Honey on its shelf."""
    return market.product(market.stall(haean))


def test_a_new_shelf_can_be_chosen_at_the_stall(haean, with_role, staff, as_user):
    answer = as_user(staff).post(SHELVES, {"name_ko": "버섯", "name_en": "Mushrooms"})
    assert answer.url == SHELVES
    market.stall(haean)
    seller = as_user(with_role("seller", haean))
    body = seller.get(f"/office/{haean.slug}/stall/goods/new/").content.decode()
    shelf = Category.objects.get(slug="mushrooms")
    assert f'<option value="{shelf.pk}">' in body


def test_its_page_in_the_market_opens(staff, client):
    shelf = open_shelf(name_ko="산나물", name_en="Wild greens", acting_user=staff)
    assert shelf.get_absolute_url() == "/market/shelves/wild-greens/"
    assert client.get(shelf.get_absolute_url()).status_code == 200


def test_a_name_without_latin_letters_gives_no_address_and_is_refused(staff, as_user):
    answer = as_user(staff).post(
        SHELVES, {"name_ko": "꿀", "name_en": "꿀"}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 422
    assert "Latin letters" in answer.content.decode()
    assert not Category.objects.exists()


@pytest.mark.parametrize("names", [("꿀", "Nectar"), ("벌꿀", "honey"), ("벌꿀", "Honey!")])
def test_no_two_shelves_of_one_name(honey, staff, names):
    with pytest.raises(ShelfName):
        open_shelf(name_ko=names[0], name_en=names[1], acting_user=staff)


def test_a_shelf_with_goods_stays(honey, staff, as_user):
    shelf = honey.categories.get()
    body = as_user(staff).get(SHELVES).content.decode()
    assert f"{SHELVES}{shelf.pk}/remove/" not in body
    assert as_user(staff).post(f"{SHELVES}{shelf.pk}/remove/").url == SHELVES
    assert honey.categories.get() == shelf


def test_hidden_goods_hold_it_too(honey, staff):
    set_public(product=honey, is_public=False, acting_user=staff)
    with pytest.raises(ShelfInUse):
        remove_shelf(shelf=honey.categories.get(), acting_user=staff)


def test_an_empty_one_goes(staff, as_user):
    shelf = put_category(slug="tea", name_ko="차", name_en="Tea")
    as_user(staff).post(f"{SHELVES}{shelf.pk}/remove/")
    assert not Category.objects.filter(pk=shelf.pk).exists()
    assert Activity.objects.filter(kind="shelf.removed", actor=staff).exists()


def test_a_new_name_is_found_and_the_address_stays(honey, staff, as_user):
    shelf = honey.categories.get()
    as_user(staff).post(f"{SHELVES}{shelf.pk}/", {"name_ko": "벌꿀가게", "name_en": "Bee things"})
    shelf.refresh_from_db()
    assert (shelf.name_ko, shelf.name, shelf.slug) == ("벌꿀가게", "Bee things", "honey")
    assert [doc.ref for doc in search("벌꿀가게", kinds=["product"])] == [str(honey.pk)]


def test_the_same_name_may_be_saved_again(honey, staff):
    shelf = honey.categories.get()
    assert rename_shelf(shelf=shelf, name_ko="꿀", name_en="Honey", acting_user=staff) == shelf


def test_without_a_shelf_staff_hear_what_it_hinders(staff, as_user):
    body = as_user(staff).get(SHELVES, headers={"accept-language": "en"}).content.decode()
    assert "no village can put anything on sale" in body


@pytest.mark.parametrize(("language", "other"), [("en", "꿀"), ("ko", "Honey")])
def test_each_stands_there_in_the_other_language_too(honey, staff, as_user, language, other):
    shelf = honey.categories.get()
    shelf.name_ko, shelf.name = "꿀", "Honey"
    shelf.save()
    body = as_user(staff).get(SHELVES, headers={"accept-language": language}).content.decode()
    assert f"<p>{other}</p>" in body
