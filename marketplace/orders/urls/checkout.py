"""From the basket to the order."""

from django.urls import path

from marketplace.orders.views import checkout as views

app_name = "checkout"
urlpatterns = [
    path("", views.address, name="index"),
    path("review/", views.review, name="review"),
]
