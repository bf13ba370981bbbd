"""The order's page, and finding it again."""

from django.urls import path

from marketplace.orders.views import order as views

app_name = "orders"
urlpatterns = [
    path("", views.lookup, name="lookup"),
    path("mine/", views.mine, name="mine"),
    path("<slug:number>/<str:signature>/", views.detail, name="detail"),
    path("<slug:number>/<str:signature>/again/", views.again, name="again"),
]
