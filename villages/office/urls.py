"""/office/…"""

from django.urls import path

from villages.office.views import (
    approvals,
    fund,
    handover,
    home,
    members,
    posting,
    reports,
    settings,
)

app_name = "office"
urlpatterns = [
    path("", home.index, name="index"),
    path("<slug:village>/", home.home, name="home"),
    path("<slug:village>/post/", posting.post, name="post"),
    path("<slug:village>/post/<slug:kind>/", posting.post, name="post-kind"),
    path("<slug:village>/pages/", posting.texts, name="texts"),
    path("<slug:village>/pages/<int:pk>/", posting.text, name="text"),
    path("<slug:village>/pages/<int:pk>/edit/", posting.edit, name="edit"),
    path("<slug:village>/pages/<int:pk>/send/", posting.send, name="send"),
    path("<slug:village>/pages/<int:pk>/withdraw/", posting.withdraw, name="withdraw"),
    path("<slug:village>/approvals/", approvals.listing, name="approvals"),
    path("<slug:village>/approvals/<int:pk>/", approvals.decide, name="approval"),
    path("<slug:village>/members/", members.members, name="members"),
    path("<slug:village>/members/<int:pk>/remove/", members.remove, name="remove-hat"),
    path("<slug:village>/invitations/<int:pk>/", members.card, name="invitation"),
    path("<slug:village>/invitations/<int:pk>/withdraw/", members.withdraw, name="uninvite"),
    path("<slug:village>/settings/", settings.edit, name="settings"),
    path("<slug:village>/export/", settings.export, name="export"),
    path("<slug:village>/start/", settings.start, name="start"),
    path("<slug:village>/fund/", fund.book, name="fund"),
    path("<slug:village>/fund/questions/<int:pk>/", fund.answer, name="fund-answer"),
    path("<slug:village>/fund/<int:number>/take-back/", fund.take_back, name="fund-take-back"),
    path("<slug:village>/handover/", handover.handover, name="handover"),
    path("<slug:village>/handover/cancel/", handover.cancel, name="handover-cancel"),
    path("<slug:village>/reports/", reports.queue, name="reports"),
    path("<slug:village>/reports/<int:pk>/", reports.decide, name="report"),
]
