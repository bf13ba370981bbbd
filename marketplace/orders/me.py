"""My orders, as a part of `/me/`."""

from django.utils.translation import gettext_lazy as _

from marketplace.orders.selectors import orders_of
from villages.accounts.me import Section, register_section


def my_orders(user) -> dict | None:
    """The last orders of a person; two queries."""
    orders = list(orders_of(user)[:5])
    return {"orders": orders} if orders else None


def register() -> None:
    """Called once, when the app is ready."""
    register_section(
        Section(
            "orders", _("My orders"), "shopping-basket", "orders/_me_section.html", my_orders, 20
        )
    )
