"""/staff/ and /staff/villages/…: the desks of the platform's staff."""

from django.urls import path

from villages.office.views import accounts, holidays, importing, merging, news, register, staff

app_name = "register"
urlpatterns = [
    path("", register.home, name="home"),
    path("news/", news.desk, name="news"),
    path("news/<int:pk>/", news.feature, name="news-feature"),
    path("holidays/", holidays.listing, name="holidays"),
    path("holidays/<int:pk>/remove/", holidays.remove, name="holiday-remove"),
    path("accounts/", accounts.listing, name="accounts"),
    path("accounts/<int:pk>/letter/", accounts.letter, name="password-letter"),
    path("people/", staff.people, name="people"),
    path("people/invitations/<int:pk>/withdraw/", staff.withdraw, name="appointment-withdraw"),
    path("people/officers/<int:pk>/end/", staff.end_officer, name="officer-end"),
    path("people/lost-phone/", staff.lost_phone, name="lost-phone"),
    path("people/staff/<int:pk>/end/", staff.end_staff, name="staff-end"),
    path("villages/", register.listing, name="villages"),
    path("villages/new/", register.new, name="new"),
    path("villages/import/", importing.upload, name="import"),
    path("villages/import/<int:pk>/", importing.progress, name="import-list"),
    path("villages/<slug:slug>/", register.village, name="village"),
    path("villages/<slug:slug>/merge/", merging.merge, name="merge"),
]
