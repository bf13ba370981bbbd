"""/talk/…: the boards all villages share."""

from django.urls import path

from villages.community import views

app_name = "talk"
urlpatterns = [
    path("", views.talk_index, name="index"),
    path("<slug:board>/", views.board, name="board"),
    path("<slug:board>/new/", views.new_thread, name="new"),
    path("<slug:board>/<int:thread>/", views.thread, name="thread"),
    path("<slug:board>/<int:thread>/reply/", views.reply, name="reply"),
]
