"""Order, pay, come back, cancel."""

from django.urls import path

from marketplace.payments import views

app_name = "payments"
urlpatterns = [
    path("order/", views.place, name="place"),
    path("back/<slug:number>/<str:signature>/", views.back, name="back"),
    path("again/<slug:number>/<str:signature>/", views.pay, name="pay"),
    path("cancel/<slug:number>/<str:signature>/", views.cancel, name="cancel"),
    path("cancel/<slug:number>/<str:signature>/<int:seq>/", views.cancel_part, name="cancel-part"),
]
