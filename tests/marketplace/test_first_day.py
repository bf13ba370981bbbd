"""What a market finds on a platform's first day: its shelves."""

from types import SimpleNamespace

from oscar.core.loading import get_model

import pytest

from invil.demo import market as demo_market
from invil.demo.records import keys_of
from marketplace.goods.services import put_category
from marketplace.goods.shelves import remove_shelf
from tests.factories import market
from villages.portal.establishing import establish

pytestmark = pytest.mark.django_db
Category = get_model("catalogue", "Category")


def test_the_first_village_can_put_something_on_sale(haean, with_role, as_user):
    establish()
    market.stall(haean)
    seller = as_user(with_role("seller", haean))
    body = seller.get(f"/office/{haean.slug}/stall/goods/new/").content.decode()
    shelf = Category.objects.get(slug="honey")
    assert f'<option value="{shelf.pk}">' in body
    assert all(one.name and one.name_ko for one in Category.objects.all())


def test_a_second_start_brings_nothing_back(staff):
    establish()
    remove_shelf(shelf=Category.objects.get(slug="craft"), acting_user=staff)
    before = Category.objects.count()
    establish()
    assert Category.objects.count() == before


def test_the_demo_keeps_for_its_own_only_what_it_put_up(db):
    honey = put_category(slug="honey", name_ko="꿀", name_en="Honey")
    progress = SimpleNamespace(over=lambda _words, rows: rows)
    demo_market.load_goods(SimpleNamespace(villages=[], progress=progress))
    own = keys_of("catalogue.Category")
    assert str(honey.pk) not in own
    assert len(own) == Category.objects.count() - 1
