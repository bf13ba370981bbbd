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
        from marketplace.goods.shelves import ensure_shelves
        from villages.activity.words import register_words
        from villages.finder.kinds import register_kind
        from villages.notifications import kinds
        from villages.portal.establishing import register_step

        register()
        register_step(ensure_shelves)
        register_kind("product", _("Goods"))
        kinds.register_kind(
            "stall.suspended", _("The platform stopped the sales of %(village)s: %(reason)s")
        )
        kinds.register_kind("stall.reopened", _("The stall of %(village)s sells again."))
        register_words(
            {
                "stall.delivery": _("Delivery fees were set"),
                "goods.listed": _("Something new is on sale"),
                "goods.changed": _("Goods were changed"),
                "goods.stock": _("The stock was counted"),
                "goods.shown": _("Goods are in the market again"),
                "goods.hidden": _("Goods were taken out of the market"),
                "stall.suspended": _("The platform stopped the sales of a stall"),
                "stall.reopened": _("A stall sells again"),
                "stall.share": _("The platform's share of a stall was set"),
                "shelf.opened": _("The market has a new shelf"),
                "shelf.renamed": _("A shelf of the market has another name"),
                "shelf.removed": _("An empty shelf was taken out of the market"),
            }
        )
