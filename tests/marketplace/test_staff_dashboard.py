"""The shop's dashboard is for the platform's staff, every section of it."""

from django.urls import reverse

import pytest

# Oscar's own lists, of offers and of others, have no order.
pytestmark = pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")

SECTIONS = (
    "dashboard:index",
    "dashboard:order-list",
    "dashboard:order-stats",
    "dashboard:catalogue-product-list",
    "dashboard:catalogue-category-list",
    "dashboard:catalogue-class-list",
    "dashboard:catalogue-attribute-option-group-list",
    "dashboard:catalogue-option-list",
    "dashboard:stock-alert-list",
    "dashboard:partner-list",
    "dashboard:users-index",
    "dashboard:user-alert-list",
    "dashboard:offer-list",
    "dashboard:voucher-list",
    "dashboard:voucher-set-list",
    "dashboard:range-list",
    "dashboard:reviews-list",
    "dashboard:comms-list",
    "dashboard:page-list",
    "dashboard:shipping-method-list",
    "dashboard:reports-index",
)


@pytest.mark.parametrize("section", SECTIONS)
def test_staff_open_every_section(staff, as_user, section):
    assert as_user(staff).get(reverse(section)).status_code == 200


@pytest.mark.parametrize("section", SECTIONS)
def test_a_manager_opens_none(manager_of, haean, as_user, section):
    assert as_user(manager_of(haean)).get(reverse(section)).status_code == 403


def test_a_stranger_is_led_to_the_one_login(db, client):
    answer = client.get(reverse("dashboard:order-list"), follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/")
