"""`/open-data/…`: what anybody may take."""

from django.urls import path, re_path

from invil.adoption import views

app_name = "open-data"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    re_path(r"^(?P<key>[a-z-]+)\.(?P<ending>csv|json)$", views.dataset_file, name="file"),
    re_path(r"^(?P<key>[a-z-]+)\.schema\.json$", views.schema, name="schema"),
]
