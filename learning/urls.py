"""/learn/…, /verify/…, /office/<slug>/learning/…"""

from django.urls import path

from learning.views import certificates, courses, office, quiz

app_name = "learning"
urlpatterns = [
    path("learn/", courses.catalogue, name="catalogue"),
    path("learn/certificates/", certificates.mine, name="certificates"),
    path("learn/certificates/<str:code>/", certificates.certificate, name="certificate"),
    path(
        "learn/certificates/<str:code>/credential.jwt", certificates.credential, name="credential"
    ),
    path("learn/attempts/<int:pk>/", quiz.attempt, name="attempt"),
    path("learn/<str:course>/", courses.course, name="course"),
    path("learn/<str:course>/start/", courses.start, name="start"),
    path("learn/<str:course>/certificate/", certificates.issue, name="issue-certificate"),
    path("learn/<str:course>/<str:lesson>/", courses.lesson, name="lesson"),
    path("learn/<str:course>/<str:lesson>/read/", courses.read, name="read"),
    path("learn/<str:course>/<str:lesson>/practice/", courses.practice, name="practice"),
    path("learn/<str:course>/<str:lesson>/quiz/", quiz.quiz, name="quiz"),
    path("verify/", certificates.verify_form, name="verify-form"),
    path("verify/keys.json", certificates.keys, name="verify-keys"),
    path("verify/revoked/<int:listing>/", certificates.status_list, name="status-list"),
    path("verify/<str:code>/", certificates.verify, name="verify"),
    path("office/<slug:village>/learning/", office.learners, name="desk"),
    path("office/<slug:village>/learning/<int:pk>/", office.learner, name="learner"),
    path(
        "office/<slug:village>/learning/lessons/<uuid:lesson_key>/",
        office.lesson_note,
        name="lesson-note",
    ),
]
