"""The market's desk. Whatever Oscar's dashboard had here beside it is closed, and says why."""

from django.urls import path

from marketplace.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("orders/", views.orders, name="orders"),
    path("orders/statistics/", views.closed, {"rest": "orders/statistics/"}),
    path("orders/<slug:number>/", views.order, name="order"),
    path("stalls/", views.stalls, name="stalls"),
    path("stalls/<slug:slug>/", views.stall, name="stall"),
    path("stalls/<slug:slug>/share/", views.set_share, name="share"),
    path("shelves/", views.shelves, name="shelves"),
    path("shelves/<int:pk>/", views.shelf, name="shelf"),
    path("shelves/<int:pk>/remove/", views.remove_shelf, name="remove-shelf"),
    path("<path:rest>", views.closed, name="closed"),
]
