"""Addresses of the style guide and the app shell."""

from django.urls import path

from villages.core.styleguide import views

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/broken/", views.broken, name="styleguide-broken"),
    path("offline/", views.offline, name="offline"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
