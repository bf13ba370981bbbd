"""The quiz of a lesson and its papers. Everything but the answers comes from the server."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learning import access, selectors
from learning.errors import AttemptClosed, AttemptsExhausted, BadAnswer, CoolingDown
from learning.papers import paper_of, posted_answers, quiz_screen, result_of
from learning.services import attempts, progress
from villages.core.errors import DomainError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    """What the quiz asks for; POST begins, or goes on with the paper already open."""
    versions = access.get_course_versions(course)
    lessons = access.get_lesson_versions(versions[0], lesson)
    found = access.get_quiz(lessons[0].lesson_key)
    refusal, status = None, 200
    if request.method == "POST":
        try:
            progress.enrol(user=request.user, course_key=lessons[0].course_key)
            paper = attempts.start_attempt(user=request.user, quiz=found)
            return redirect("learning:attempt", paper.pk)
        except DomainError as problem:
            refusal, status = problem, 409
    else:
        refusal = _refusal(request.user, found)
    ctx = {
        "screen": quiz_screen(found, user=request.user),
        "course": selectors.pick(versions),
        "course_url": versions[0].door_path(),
        "lesson": selectors.pick(lessons),
        "lesson_url": f"{versions[0].door_path()}{lessons[0].slug}/",
        "refusal": refusal,
    }
    return render(request, "learning/quiz.html", ctx, status=status)


def _refusal(user, found) -> DomainError | None:
    try:
        ready_at, _used = attempts.readiness(user=user, quiz=found)
    except AttemptsExhausted as problem:
        return problem
    if ready_at:
        return CoolingDown(_("The next try is possible in a little while."), ready_at)
    return None


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper: its questions while it is open, the result afterwards."""
    found = access.get_own_attempt(request.user, pk)
    if request.method == "POST":
        return _take(request, found)
    return _show(request, found)


def _take(request: HttpRequest, found) -> HttpResponse:
    if not found.is_open and "hand_in" in request.POST:
        return redirect("learning:attempt", found.pk)
    items = access.items_of(found)
    try:
        attempts.save_answers(attempt=found, answers=posted_answers(request.POST, items))
    except BadAnswer as problem:
        return HttpResponseBadRequest(problem.message)
    except AttemptClosed as problem:
        if "hand_in" in request.POST:
            attempts.submit(attempt=found)
            return redirect("learning:attempt", found.pk)
        return _show(request, access.get_own_attempt(request.user, found.pk), problem, 409)
    if "hand_in" not in request.POST:
        messages.success(request, _("Your answers are kept. You can go on later."))
        return redirect("learning:attempt", found.pk)
    items = access.items_of(found)
    if "anyway" not in request.POST and any(not attempts.answer_of(item) for item in items):
        return _show(request, found, None, 422, is_checked=True)
    attempts.submit(attempt=found)
    return redirect("learning:attempt", found.pk)


def _show(
    request: HttpRequest,
    found,
    problem: DomainError | None = None,
    status: int = 200,
    *,
    is_checked: bool = False,
) -> HttpResponse:
    items = access.items_of(found)
    ctx = {
        "attempt": found,
        "problem": problem,
        "is_checked": is_checked,
        **selectors.place_of_quiz(found.quiz, user=request.user),
    }
    if found.is_open:
        ctx["paper"] = paper_of(items)
        return render(request, "learning/attempt.html", ctx, status=status)
    ctx["result"] = result_of(found, items)
    return render(request, "learning/result.html", ctx, status=status)
