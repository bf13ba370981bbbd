"""Learning of the past: people of every village in the first course, some with certificates."""

import random
from datetime import timedelta

from django.utils import timezone

from learning.bulk import HistoryRow, write_history
from learning.choices import QuestionKind
from learning.models import Enrolment, LessonPage, Quiz
from learning.services import attempts, progress
from learning.services.certificates import issue_certificate
from learning.services.content import course_key_of
from villages.portal.choices import Role
from villages.portal.models import Membership

COURSE = "staying-safe"
LIVE = timedelta(days=30)
LIVE_PEOPLE = 24


def write_learning(loading) -> None:
    """Enrolments, lessons, papers and certificates of three years, in bulk."""
    key = course_key_of(COURSE)
    if Enrolment.objects.filter(course_key=key).exists():
        return
    lessons = list(
        LessonPage.objects.filter(course_key=key, content_language="ko", is_required=True)
        .live()
        .order_by("order")
        .values_list("lesson_key", flat=True)
    )
    hats = Membership.objects.filter(
        village__in=loading.villages,
        user__is_demo=True,
        role__in=(Role.RESIDENT, Role.REPORTER),
        user__email__contains=".",
    ).select_related("user", "village")
    rows, fresh, seen = [], [], set()
    for hat in hats.order_by("village__slug", "user_id"):
        if hat.user_id in seen or not hat.user.email.startswith(hat.village.slug):
            continue
        seen.add(hat.user_id)
        rows += _row(hat, key, lessons)
        if not rows or rows[-1].user.pk != hat.user_id:
            fresh.append(hat.user)
    for start in loading.progress.over("Learning of three years", range(0, len(rows), 200)):
        write_history(rows[start : start + 200])
    rng = random.Random("learning now")
    some = rng.sample(fresh, k=min(len(fresh), LIVE_PEOPLE))
    for user in loading.progress.over("Learning of this month", some):
        _learn_now(user, key, rng)


def _row(hat, key, lessons: list) -> list[HistoryRow]:
    rng = random.Random(f"learn {hat.user.email}")
    if rng.random() < 0.3:
        return []
    age = int((1 - rng.random() ** 0.6) * 1050) + LIVE.days + 2
    at = timezone.now() - timedelta(days=age, hours=rng.randint(1, 8))
    done = len(lessons) if rng.random() < 0.45 else rng.randint(1, max(len(lessons) - 1, 1))
    read, passed = {}, {}
    for number, lesson in enumerate(lessons[:done]):
        moment = at + timedelta(days=number * 2, hours=1)
        if moment > timezone.now() - LIVE:
            break
        read[lesson] = moment
        passed[lesson] = moment + timedelta(minutes=25)
    return [
        HistoryRow(
            course_key=key,
            started_at=at,
            village=hat.village,
            user=hat.user,
            read=read,
            passed=passed,
        )
    ]


def _learn_now(user, key, rng: random.Random) -> None:
    """Read and be examined as everybody is: by the services, on a paper graded here."""
    begun = timezone.now() - timedelta(days=rng.randint(2, LIVE.days - 2))
    enrolment = progress.enrol(user=user, course_key=key, at=begun)
    lessons = LessonPage.objects.filter(
        course_key=key, content_language="ko", is_required=True
    ).live()
    for lesson in lessons.order_by("order")[: rng.choice((1, 2, 2, 3, 6))]:
        progress.mark_read(enrolment=enrolment, lesson=lesson, at=begun + timedelta(hours=1))
        quiz = Quiz.objects.filter(lesson_key=lesson.lesson_key).first()
        if quiz is not None:
            attempt = attempts.start_attempt(user=user, quiz=quiz)
            attempts.save_answers(attempt=attempt, answers=_right_answers(attempt))
            attempts.submit(attempt=attempt)
    enrolment.refresh_from_db()
    if progress.evaluate(enrolment).is_complete:
        issue_certificate(enrolment=enrolment)


def _right_answers(attempt) -> dict[int, object]:
    answers: dict[int, object] = {}
    for item in attempt.items.select_related("version__question"):
        opaque = {name: sign for sign, name in item.option_order}
        right = [opaque[name] for name in item.version.key]
        if item.version.question.kind == QuestionKind.ORDER:
            answers[item.position] = {sign: n for n, sign in enumerate(right, start=1)}
        else:
            answers[item.position] = right
    return answers
