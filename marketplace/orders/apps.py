"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    """See the package docstring."""

    name = "marketplace.orders"
    label = "orders"

    def ready(self) -> None:
        """Name the notifications; show my orders under /me/."""
        from marketplace.goods import merging
        from marketplace.orders.export import export_part
        from marketplace.orders.me import register
        from marketplace.orders.selectors import count_unfinished
        from villages.activity.words import register_words
        from villages.notifications.kinds import register_kind
        from villages.portal.export import register_part

        merging.register(count_unfinished)
        register_words(
            {
                "order.placed": _("An order came in"),
                "order.paid": _("An order was paid"),
                "order.prepared": _("Packing of an order began"),
                "order.shipped": _("A parcel was sent"),
                "order.delivered": _("A parcel arrived"),
                "order.cancelled": _("An order was cancelled"),
                "order.refunded": _("Money went back to a buyer"),
                "order.expired": _("An order was not paid in time"),
                "order.late_payment": _("A payment came too late and went back"),
            }
        )
        register_kind("order.new", _("New order %(number)s: please pack it."))
        register_kind("order.cancelled", _("Order %(number)s is cancelled."))
        register()
        register_part(_("Goods and orders"), export_part)
