"""Goods on the village homes and on the national home; one list each."""

from marketplace.goods import selectors
from villages.portal.panels import Panel, register_home_panel, register_village_panel


def village_goods(village, request) -> dict | None:
    """The goods of the season of one village."""
    goods = selectors.goods_of(village, limit=4)
    return {"goods": goods, "village": village} if goods else None


def season_goods(request) -> dict | None:
    """The goods of the season of the whole country."""
    goods = selectors.in_season(limit=8) or selectors.newest(limit=8)
    return {"goods": goods} if goods else None


def register() -> None:
    """Called once, when the app is ready."""
    register_village_panel(
        Panel(
            "goods",
            "goods/_village_panel.html",
            village_goods,
            {"commerce": 10, "experience": 40, "*": 25},
        )
    )
    register_home_panel(Panel("goods", "goods/_home_panel.html", season_goods, {"*": 20}))
