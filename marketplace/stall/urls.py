"""The stall desk under `/office/<village>/stall/`."""

from django.urls import path

from marketplace.stall.views import goods, orders, sale, settings

app_name = "stall"
urlpatterns = [
    path("", orders.listing, name="orders"),
    path("orders/<int:pk>/", orders.detail, name="order"),
    path("orders/<int:pk>/slip/", orders.slip, name="slip"),
    path("orders/<int:pk>/prepare/", orders.prepare, name="prepare"),
    path("orders/<int:pk>/ship/", orders.ship, name="ship"),
    path("orders/<int:pk>/deliver/", orders.deliver, name="deliver"),
    path("orders/<int:pk>/cancel/", orders.cancel, name="cancel"),
    path("settings/", settings.settings, name="settings"),
    path("sale/", sale.sell, name="sale"),
    path("goods/", goods.listing, name="goods"),
    path("goods/new/", goods.create, name="new-goods"),
    path("goods/<int:pk>/", goods.edit, name="edit-goods"),
    path("goods/<int:pk>/stock/", goods.stock, name="stock"),
    path("goods/<int:pk>/show/", goods.show, name="show"),
]
