"""Among the raw data of `/staff/admin/`: what services keep in step is only looked at."""

from oscar.core.loading import get_model

import pytest

from marketplace.orders.services import states
from tests.factories import market

pytestmark = pytest.mark.django_db
TABLES = ("order/order", "order/line", "partner/partner", "partner/stockrecord",
          "catalogue/product", "catalogue/category")  # fmt: skip


@pytest.fixture
def root(person, as_user):
    """A national administrator, at the keyboard."""
    return as_user(person("Root", is_staff=True, is_superuser=True))


@pytest.fixture
def paid(haean):
    """An order that is paid."""
    order = market.order((market.product(market.stall(haean)), 2))
    states.mark_paid(order=order)
    return order


def first(table: str):
    return get_model(*table.split("/")).objects.order_by("pk").first()


@pytest.mark.parametrize("table", TABLES)
def test_a_national_administrator_reads_it(table, paid, root):
    assert root.get(f"/staff/admin/{table}/").status_code == 200
    assert root.get(f"/staff/admin/{table}/{first(table).pk}/change/").status_code == 200


@pytest.mark.parametrize("table", TABLES)
def test_and_changes_adds_and_deletes_nothing(table, paid, root):
    row = first(table)
    before = type(row).objects.filter(pk=row.pk).values().get()
    here = f"/staff/admin/{table}/"
    everyone = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    root.post(here, everyone)
    for url in (f"{here}{row.pk}/change/", f"{here}add/", f"{here}{row.pk}/delete/"):
        assert root.post(url, {"post": "yes", "status": "cancelled"}).status_code == 403
    assert type(row).objects.filter(pk=row.pk).values().get() == before
