"""The basket."""

from django.urls import path

from marketplace.orders.views import basket as views

app_name = "basket"
urlpatterns = [
    path("", views.summary, name="summary"),
    path("add/<int:pk>/", views.add, name="add"),
    path("change/", views.change, name="change"),
]
