"""The shop window."""

from django.urls import path

from marketplace.goods import views

app_name = "goods"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("shelves/<slug:slug>/", views.category, name="category"),
    path("stalls/<slug:slug>/", views.stall, name="stall"),
    path("goods/<int:pk>/", views.product, name="product"),
    path("goods/<int:pk>/card/", views.card, name="card"),
]
