"""`/adoption/…`: the officers' numbers."""

from django.urls import path, re_path

from invil.adoption import views

app_name = "adoption"
urlpatterns = [
    path("", views.home, name="home"),
    path("history/", views.history, name="history"),
    path("villages/<slug:slug>/", views.village, name="village"),
    path("evidence/<slug:slug>/<slug:key>/", views.evidence, name="evidence"),
    re_path(r"^(?P<code>\d{2,10})/$", views.region, name="region"),
    re_path(r"^(?P<code>\d{2,10})/months\.csv$", views.months_file, name="months-file"),
    re_path(
        r"^(?P<code>\d{2,10})/villages\.(?P<ending>csv|xlsx)$",
        views.villages_file,
        name="villages-file",
    ),
]
