"""What leaves the platform on paper, and the code on it that leads back."""

import pytest

from marketplace.orders.services import states
from tests.factories import market
from villages.core.qr import code_of

pytestmark = pytest.mark.django_db


def test_a_code_is_drawn_whole_and_says_its_address_only():
    code = code_of("https://invil.example/villages/yanggu-haean/")
    # The three finder patterns: a row of seven dark modules at three corners, none at the fourth.
    last = code.size - 7
    for place in ("M0 0h7", f"M{last} 0h7", f"M0 {code.size - 1}h7"):
        assert place in code.path
    assert f"M{last} {code.size - 1}h7" not in code.path
    assert code.path != code_of("https://invil.example/villages/yanggu-toegye/").path


def test_the_card_names_village_price_unit_and_maker(client, haean):
    stall = market.stall(haean)
    honey = market.product(stall, stock=3, title="토종꿀")
    url = f"/market/goods/{honey.pk}/card/"
    text = client.get(url, headers={"Accept-Language": "ko"}).content.decode()
    for words in ("토종꿀", haean.name_ko, honey.unit, f"{honey.price_won:,}원", 'class="qr"'):
        assert words in text
    assert client.get("/market/goods/999999/card/").status_code == 404


@pytest.fixture
def part(haean):
    order = market.order((market.product(market.stall(haean), stock=5, title="꿀"), 2))
    states.mark_paid(order=order)
    return order.village_orders.get()


def test_the_slip_says_to_whom_what_and_how_many(part, haean, manager_of, as_user):
    text = (
        as_user(manager_of(haean))
        .get(f"/office/{haean.slug}/stall/orders/{part.pk}/slip/")
        .content.decode()
    )
    address = part.order.shipping_address
    for words in (part.number, address.first_name, address.line1, "꿀", "<b>2</b>", 'class="qr"'):
        assert words in text
    # No price lies in the parcel: it may be a present.
    assert "₩" not in text.split("<main", 1)[1].split("</main>")[0]


def test_nobody_else_reads_a_slip(part, haean, toegye, manager_of, as_user, client):
    url = f"/office/{haean.slug}/stall/orders/{part.pk}/slip/"
    assert client.get(url).status_code == 302
    neighbour = as_user(manager_of(toegye))
    assert neighbour.get(url).status_code == 404
    foreign = f"/office/{toegye.slug}/stall/orders/{part.pk}/slip/"
    assert neighbour.get(foreign).status_code == 404


@pytest.fixture
def committee(haean):
    """The page of the village's committee, to be read by everybody."""
    page = haean.page.get_children().get(slug="committee").specific
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("asked", ["", "?print"])
def test_a_page_carries_its_paper_and_shows_it_when_asked(client, haean, committee, asked):
    url = f"/villages/{haean.slug}/committee/"
    text = client.get(url + asked).content.decode()
    assert f'media="{"all" if asked else "print"}"' in text
    assert ('class="paperbar"' in text) is bool(asked)
    head, foot = text.split('class="paper__head"')[1].split('class="paper__foot"')
    assert haean.name_ko in head
    assert 'class="qr"' in foot
    assert f"{url}</p>" in foot
