"""The desk “Learning”: the own village's learners, and the tutors' notes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from learning import access, selectors
from learning.services.attempts import grant_attempt

PAGE_LENGTH = 40


@login_required
@never_cache
def learners(request: HttpRequest, village: str) -> HttpResponse:
    """Who learns what, how far, and when last."""
    place = access.get_village_for_desk(request.user, village)
    listing = Paginator(selectors.learners_of(place), PAGE_LENGTH).get_page(request.GET.get("page"))
    titles = selectors.titles_by_key()
    rows = [(row, titles.get(row.course_key, "")) for row in listing.object_list]
    ctx = {"village": place, "listing": listing, "rows": rows}
    return render(request, "learning/desk.html", ctx)


@login_required
@never_cache
def learner(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """One learner in one course: what is still to do; give one more try."""
    place, enrolment = access.get_enrolment_for_desk(request.user, village, pk)
    if request.method == "POST":
        quiz = access.get_quiz_in(enrolment, request.POST.get("lesson", ""))
        grant_attempt(user=enrolment.user, quiz=quiz, village=place, acting_user=request.user)
        messages.success(request, _("One more try is given."))
        return redirect("learning:learner", place.slug, enrolment.pk)
    ctx = {
        "village": place,
        "enrolment": enrolment,
        **selectors.learner_screen(enrolment),
    }
    return render(request, "learning/desk_learner.html", ctx)


@login_required
@never_cache
def lesson_note(request: HttpRequest, village: str, lesson_key) -> HttpResponse:
    """What a tutor should know about a lesson."""
    place, lessons = access.get_lesson_for_desk(request.user, village, lesson_key)
    lesson = selectors.pick(lessons)
    ctx = {"village": place, "lesson": lesson, "address": lessons[0].door_path()}
    return render(request, "learning/desk_note.html", ctx)
