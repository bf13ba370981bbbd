"""The catalogue, a course, a lesson. One address for all languages; no write on GET."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from learning import access, selectors, structured
from learning.choices import Level
from learning.services import progress


def wanted(request: HttpRequest) -> str | None:
    """The language asked for by `?in=`, else the reader's."""
    return request.GET.get("in") or None


def suffix(request: HttpRequest) -> str:
    """Keeps a language asked for while one goes on to the next page."""
    return f"?in={request.GET['in']}" if request.GET.get("in") in ("ko", "en") else ""


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """All courses, by level; open to everybody."""
    cards = selectors.catalogue(request.user)
    begun = [card for card in cards if card.enrolment and card.enrolment.state == "active"]
    begun.sort(key=lambda card: card.enrolment.last_active_at, reverse=True)
    levels = [
        (level, [card for card in cards if card.page.level == level.value]) for level in Level
    ]
    ctx = {
        "levels": [(level, found) for level, found in levels if found],
        "going_on": selectors.continue_card(begun[0]) if begun else None,
    }
    return render(request, "learning/catalogue.html", ctx)


@require_safe
def course(request: HttpRequest, course: str) -> HttpResponse:
    """What a course is, its lessons, and how far one is."""
    versions = access.get_course_versions(course)
    if versions[0].slug != course:
        return _to_original(versions, course)
    screen = selectors.course_screen(versions, user=request.user, language=wanted(request))
    ctx = {
        "screen": screen,
        "structured": structured.course_data(screen.page),
        "suffix": suffix(request),
        "certificate": selectors.certificate_in(screen, request.user),
    }
    return render(request, "learning/course.html", ctx)


def _to_original(versions: list, slug: str) -> HttpResponse:
    asked = next(page for page in versions if page.slug == slug)
    return redirect(f"{versions[0].door_path()}?in={asked.content_language}")


@login_required
@require_POST
def start(request: HttpRequest, course: str) -> HttpResponse:
    """Enrol, and go to the first lesson."""
    versions = access.get_course_versions(course)
    progress.enrol(user=request.user, course_key=versions[0].course_key)
    screen = selectors.course_screen(versions, user=request.user)
    place = screen.continue_at
    return redirect((place.url if place else screen.url) + suffix(request))


@require_safe
def lesson(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    """A lesson in the reader's language; an answered practice question says what it thinks."""
    screen = _lesson_screen(request, course, lesson)
    ctx = {
        "screen": screen,
        "suffix": suffix(request),
        "practice_block": request.GET.get("practice", ""),
        "practice_answer": request.GET.get("answer", ""),
        "event_id": uuid.uuid4(),
    }
    return render(request, "learning/lesson.html", ctx)


def _lesson_screen(request: HttpRequest, course: str, lesson: str) -> selectors.LessonScreen:
    versions = access.get_course_versions(course)
    return selectors.lesson_screen(
        versions,
        access.get_lesson_versions(versions[0], lesson),
        user=request.user,
        language=wanted(request),
    )


@login_required
@require_POST
def practice(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    """A practice answer: kept as an event of a learner, then shown with its feedback."""
    versions = access.get_course_versions(course)
    page = access.get_lesson_versions(versions[0], lesson)[0]
    block = request.POST.get("practice", "")[:40]
    answer = request.POST.get("answer", "")[:4]
    enrolment = selectors.enrolments_of(request.user).filter(course_key=page.course_key).first()
    if enrolment and answer:
        progress.record_event(
            enrolment=enrolment,
            lesson_key=page.lesson_key,
            verb="practised",
            block_id=block,
            value={"answer": answer},
        )
    target = reverse("learning:lesson", args=[course, lesson])
    language = f"&in={request.GET['in']}" if suffix(request) else ""
    return redirect(f"{target}?practice={block}&answer={answer}{language}#practice-{block}")


@login_required
@require_POST
def read(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    """“I have read it”: on to the quiz, to the next lesson, or to the end of the course."""
    versions = access.get_course_versions(course)
    page = access.get_lesson_versions(versions[0], lesson)[0]
    enrolment = progress.enrol(user=request.user, course_key=page.course_key)
    progress.mark_read(enrolment=enrolment, lesson=page)
    screen = _lesson_screen(request, course, lesson)
    if screen.quiz and not screen.is_done:
        target = reverse("learning:quiz", args=[course, lesson])
    elif screen.following:
        target = screen.following.url
    else:
        target = screen.course.url
    return redirect(target + suffix(request))
