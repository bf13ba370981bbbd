"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoodsConfig(AppConfig):
    """See the package docstring."""

    name = "marketplace.goods"
    label = "goods"

    def ready(self) -> None:
        """Show goods on the portals; let lists follow the stock."""
        from marketplace.goods import receivers  # noqa: F401
        from marketplace.goods.panels import register
        from villages.activity.words import register_words
        from villages.finder.kinds import register_kind

        register()
        register_kind("product", _("Goods"))
        register_words(
            {
                "stall.delivery": _("Delivery fees were set"),
                "goods.listed": _("Something new is on sale"),
                "goods.changed": _("Goods were changed"),
                "goods.stock": _("The stock was counted"),
                "goods.shown": _("Goods are in the market again"),
                "goods.hidden": _("Goods were taken out of the market"),
                "shelf.opened": _("The market has a new shelf"),
                "shelf.renamed": _("A shelf of the market has another name"),
                "shelf.removed": _("An empty shelf was taken out of the market"),
            }
        )
