"""The market's doors under `/market/`. Assembly only."""

from django.urls import include, path
from django.views.generic import RedirectView

to_me = RedirectView.as_view(url="/me/")
# Names that Oscar's staff screens ask for.
customer = ([path("", to_me, name="summary")], "customer")

urlpatterns = [
    path("", include("marketplace.goods.urls")),
    path("basket/", include("marketplace.orders.urls.basket")),
    path("checkout/", include("marketplace.orders.urls.checkout")),
    path("orders/", include("marketplace.orders.urls.orders")),
    path("pay/", include("marketplace.payments.urls")),
    path("account/", include(customer)),
    path("home/", RedirectView.as_view(pattern_name="goods:home"), name="home"),
]
