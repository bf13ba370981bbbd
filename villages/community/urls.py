"""/villages/<slug>/board/…"""

from django.urls import path

from villages.community import views

app_name = "community"
urlpatterns = [
    path("villages/<slug:village>/board/", views.board, name="board"),
    path("villages/<slug:village>/board/new/", views.new_thread, name="new"),
    path("villages/<slug:village>/board/<int:thread>/", views.thread, name="thread"),
    path("villages/<slug:village>/board/<int:thread>/reply/", views.reply, name="reply"),
    path("talk/posts/<int:post>/edit/", views.edit, name="edit"),
    path("talk/posts/<int:post>/take-back/", views.take_back, name="take-back"),
    path("talk/posts/<int:post>/thanks/", views.thank, name="thank"),
    path("talk/posts/<int:post>/report/", views.report, name="report"),
]
