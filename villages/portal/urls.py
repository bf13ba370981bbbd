"""Addresses below a village that are no pages."""

from django.urls import path

from villages.portal import circular_views, event_views, shelf_views, views
from villages.portal.feeds import event_calendar

app_name = "village"
urlpatterns = [
    path("villages/<slug:village>/stories-and-albums/", views.stories, name="stories"),
    path("villages/<slug:village>/bulletin/", views.bulletin, name="bulletin"),
    path("village-maps/<slug:scheme>/<slug:village>.svg", views.village_map, name="map"),
    path("news/", views.invil_news, name="invil-news"),
    path("villages/<slug:village>/reporters/<int:pk>/", views.reporter, name="reporter"),
    path("villages/<slug:village>/fund/", views.fund_book, name="fund"),
    path("villages/<slug:village>/fund/<int:number>/ask/", views.ask_about, name="fund-ask"),
    path("villages/<slug:village>/circulars/", circular_views.listing, name="circulars"),
    path("villages/<slug:village>/circulars/<int:pk>/", circular_views.circular, name="circular"),
    path("villages/<slug:village>/reminders/<int:pk>/", event_views.reminder, name="reminder"),
    path("villages/<slug:village>/reminders/<int:pk>.ics", event_calendar, name="event-calendar"),
    path("villages/<slug:village>/disclosure/", shelf_views.ask, name="disclosure-ask"),
    path("villages/<slug:village>/disclosure/<int:pk>/", shelf_views.mine, name="disclosure"),
    path(
        "villages/<slug:village>/disclosure/files/<int:pk>/",
        shelf_views.shelf_file,
        name="shelf-file",
    ),
]
