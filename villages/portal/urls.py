"""Addresses below a village that are no pages."""

from django.urls import path

from villages.portal import views

app_name = "village"
urlpatterns = [
    path("villages/<slug:village>/fund/", views.fund_book, name="fund"),
    path("villages/<slug:village>/fund/<int:number>/ask/", views.ask_about, name="fund-ask"),
]
