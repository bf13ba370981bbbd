"""/staff/ and /staff/villages/…: the desks of the platform's staff."""

from django.urls import path

from villages.office.views import importing, register

app_name = "register"
urlpatterns = [
    path("", register.home, name="home"),
    path("villages/", register.listing, name="villages"),
    path("villages/new/", register.new, name="new"),
    path("villages/import/", importing.upload, name="import"),
    path("villages/import/<int:pk>/", importing.progress, name="import-list"),
    path("villages/<slug:slug>/", register.village, name="village"),
]
