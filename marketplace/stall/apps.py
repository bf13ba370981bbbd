"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StallConfig(AppConfig):
    """See the package docstring."""

    name = "marketplace.stall"
    label = "stall"

    def ready(self) -> None:
        """Put the stall's desk into every village office."""
        from marketplace.orders.access import SELLERS
        from marketplace.stall.waiting import waiting
        from villages.office.desks import Desk, register_desk

        register_desk(
            Desk(
                "stall",
                _("Stall: orders and goods"),
                "store",
                "stall:orders",
                frozenset(SELLERS),
                20,
                waiting,
                works_at_rest=True,
            )
        )
