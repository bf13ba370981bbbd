"""Freeze what a course asks for."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from learning.choices import EnrolmentState
from learning.evaluation import QUIZ, READ
from learning.models import CoursePage, CourseVersion, Enrolment, LessonPage, Quiz


def latest_version(course_key) -> CourseVersion | None:
    """The version a new learner begins with."""
    return CourseVersion.objects.filter(course_key=course_key).order_by("-n").first()


@transaction.atomic
def freeze(course_key) -> CourseVersion | None:
    """Write version n+1 where the course's structure changed; else return the latest.

    A lesson still in draft is required too, but without a rule: nobody gets a
    certificate for a course that is not all there. Learners who were waiting for just
    such a lesson move up; nobody else is touched.
    """
    course = CoursePage.objects.filter(course_key=course_key, original__isnull=True).first()
    if course is None:
        return None
    lessons = LessonPage.objects.filter(course_key=course_key, original__isnull=True).order_by(
        "order", "pk"
    )
    quizzes = set(
        Quiz.objects.filter(
            is_open=True, lesson_key__in=[lesson.lesson_key for lesson in lessons]
        ).values_list("lesson_key", flat=True)
    )
    required = [str(lesson.lesson_key) for lesson in lessons if lesson.is_required]
    rules = {
        "pass_percent": course.pass_percent,
        "lessons": {
            str(lesson.lesson_key): [READ, QUIZ] if lesson.lesson_key in quizzes else [READ]
            for lesson in lessons
            if lesson.live
        },
    }
    last = latest_version(course_key)
    if last and last.required_lessons == required and last.rules == rules:
        return last
    new = CourseVersion.objects.create(
        course_key=course_key,
        n=last.n + 1 if last else 1,
        required_lessons=required,
        rules=rules,
        hours=hours_of(course.minutes),
    )
    if last and set(last.required_lessons) == set(required):
        _move_up(last, new)
    return new


def hours_of(minutes: int) -> Decimal:
    """Minutes in hours, one decimal."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _move_up(old: CourseVersion, new: CourseVersion) -> None:
    waited_for = set(old.required_lessons) - set(old.rules["lessons"])
    if waited_for & set(new.rules["lessons"]):
        Enrolment.objects.filter(version=old, state=EnrolmentState.ACTIVE).update(version=new)
