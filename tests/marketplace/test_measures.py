"""What a thing costs by the kilogram or litre, read from its unit."""

import pytest

from marketplace.goods.measures import unit_price
from marketplace.goods.selectors import mixed


@pytest.mark.parametrize(
    ("price", "unit", "won", "per"),
    [
        (21000, "5 kg box", 4200, "1 kg"),
        (27000, "600 g bottle", 4500, "100 g"),
        (12000, "500 ml x 2", 12000, "1 L"),
        (22000, "500ml 4병", 11000, "1 L"),
        (42000, "1kg 세트", 42000, "1 kg"),
        (90000, "1.2 kg bottle", 75000, "1 kg"),
    ],
)
def test_a_measured_unit_has_its_price(price, unit, won, per):
    found = unit_price(price, unit)
    assert (found.won, found.per) == (won, per)


@pytest.mark.parametrize("unit", ["", "1 piece", "300장", "0 kg"])
def test_what_has_no_measure_has_none(unit):
    assert unit_price(1000, unit) is None


class Thing:
    """What `mixed` looks at."""

    def __init__(self, pk: int, partner_id: int, specialty: str) -> None:
        self.pk, self.partner_id, self.specialty = pk, partner_id, specialty


def test_the_window_shows_each_villages_fruit_once_before_it_repeats():
    goods = [Thing(1, 1, "pear"), Thing(2, 1, "pear"), Thing(3, 2, "pear"), Thing(4, 1, "honey")]
    assert [thing.pk for thing in mixed(goods, 3)] == [1, 3, 4]
    assert [thing.pk for thing in mixed(goods, 4)] == [1, 3, 4, 2]
