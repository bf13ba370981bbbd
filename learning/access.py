"""Who may: fetches the object and decides, 404 before 403. The only place that does."""

from django.http import Http404

from learning.choices import EnrolmentState
from learning.models import (
    AttemptItem,
    Certificate,
    CoursePage,
    Enrolment,
    LessonPage,
    Quiz,
    QuizAttempt,
)
from learning.services.certificates import normal_code
from villages.portal import access as portal
from villages.portal.choices import Role
from villages.portal.models import Village

DESK_ROLES = frozenset({Role.MANAGER, Role.TUTOR})


def get_course_versions(slug: str) -> list[CoursePage]:
    """The live versions of a course by any version's address, the original first; or 404."""
    keys = CoursePage.objects.filter(slug=slug, live=True).values("course_key")
    found = CoursePage.objects.live().filter(course_key__in=keys).select_related("cover")
    versions = sorted(found, key=lambda page: page.original_id is not None)
    if not versions:
        raise Http404
    return versions


def get_lesson_versions(course: CoursePage, slug: str) -> list[LessonPage]:
    """The live versions of a lesson of this very course, the original first; or 404."""
    keys = LessonPage.objects.live().filter(slug=slug, course_key=course.course_key)
    found = LessonPage.objects.live().filter(
        course_key=course.course_key, lesson_key__in=keys.values("lesson_key")
    )
    versions = sorted(found, key=lambda page: page.original_id is not None)
    if not versions:
        raise Http404
    return versions


def get_quiz(lesson_key) -> Quiz:
    """The open quiz of a lesson; 404 where it has none."""
    quiz = Quiz.objects.select_related("bank").filter(lesson_key=lesson_key, is_open=True).first()
    if quiz is None:
        raise Http404
    return quiz


def get_quiz_in(enrolment: Enrolment, lesson_key: str) -> Quiz:
    """The open quiz of a lesson of this enrolment's course, else 404."""
    if lesson_key not in enrolment.version.rules["lessons"]:
        raise Http404
    return get_quiz(lesson_key)


def get_own_attempt(user, pk: int) -> QuizAttempt:
    """The person's own paper; 404 for anybody else's, so nobody learns that it is there."""
    attempt = QuizAttempt.objects.select_related("quiz").filter(pk=pk, user=user).first()
    if attempt is None:
        raise Http404
    return attempt


def items_of(attempt: QuizAttempt) -> list[AttemptItem]:
    """The questions of a paper in their order."""
    return list(attempt.items.select_related("version__question"))


def get_own_enrolment(user, course_key) -> Enrolment:
    """The person's enrolment in a course, else 404."""
    enrolment = (
        Enrolment.objects.filter(user=user, course_key=course_key)
        .exclude(state=EnrolmentState.WITHDRAWN)
        .select_related("version", "village", "user")
        .first()
    )
    if enrolment is None:
        raise Http404
    return enrolment


def get_own_certificate(user, code: str) -> Certificate:
    """The person's own certificate, else 404."""
    certificate = Certificate.objects.filter(user=user, code=normal_code(code) or "").first()
    if certificate is None:
        raise Http404
    return certificate


def get_certificate_by_code(code: str) -> Certificate | None:
    """Whoever has the code may ask; None for unknown and for malformed alike."""
    return Certificate.objects.filter(code=normal_code(code) or "").first()


def get_village_for_desk(user, slug: str) -> Village:
    """The village whose learning desk this person works at."""
    return portal.get_village_for_role(user, slug, *DESK_ROLES)


def get_enrolment_for_desk(user, slug: str, pk: int) -> tuple[Village, Enrolment]:
    """An enrolment of the desk's own village; 404 for any other."""
    village = get_village_for_desk(user, slug)
    enrolment = (
        Enrolment.objects.filter(pk=pk, village=village, user__isnull=False)
        .select_related("version", "user")
        .first()
    )
    if enrolment is None:
        raise Http404
    return village, enrolment


def get_lesson_for_desk(user, slug: str, lesson_key) -> tuple[Village, list[LessonPage]]:
    """A lesson with its tutor's note, for somebody at the learning desk."""
    village = get_village_for_desk(user, slug)
    lessons = list(LessonPage.objects.live().filter(lesson_key=lesson_key).order_by("pk"))
    if not lessons:
        raise Http404
    return village, lessons
