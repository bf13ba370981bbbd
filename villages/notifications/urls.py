"""/me/inbox/…"""

from django.urls import path

from villages.notifications import views

app_name = "notifications"
urlpatterns = [
    path("<int:pk>/", views.open_line, name="open"),
    path("read/", views.read_all, name="read-all"),
]
