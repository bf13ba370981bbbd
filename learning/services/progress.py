"""Enrol, read, complete. Evidence only grows; the percent is what `evaluate` finds."""

import logging
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from learning.choices import EnrolmentState
from learning.errors import EventConflict
from learning.evaluation import Evidence, Standing, weigh
from learning.models import (
    CourseVersion,
    Enrolment,
    LearningEvent,
    LessonPage,
    LessonProgress,
    QuizAttempt,
)
from learning.services.versions import freeze, latest_version
from villages.activity import services as activity
from villages.portal.models import Membership, Village

logger = logging.getLogger("invil.learning")


def village_of_learner(user) -> Village | None:
    """The village a learner counts for: that of the oldest hat worn today."""
    hat = (
        Membership.objects.current()
        .filter(user=user)
        .select_related("village")
        .order_by("since", "pk")
        .first()
    )
    return hat.village if hat else None


def evaluate(enrolment: Enrolment) -> Standing:
    """Judge an enrolment by its pinned version; reads its progress, writes nothing."""
    rows = list(enrolment.progress.all())
    return weigh(
        required=enrolment.version.required_lessons,
        rules=enrolment.version.rules["lessons"],
        evidence={
            str(row.lesson_key): Evidence(bool(row.read_at), bool(row.quiz_passed_at))
            for row in rows
        },
        done=frozenset(str(row.lesson_key) for row in rows if row.completed_at),
    )


@transaction.atomic
def enrol(*, user, course_key, at=None) -> Enrolment:
    """Start a course; a second call returns the same enrolment.

    Quizzes of the course passed before count at once. `DoesNotExist` where no version
    of the course was ever frozen and no course stands there.
    """
    found = _enrolment_of(user, course_key)
    if found:
        return found
    version = latest_version(course_key) or freeze(course_key)
    if version is None:
        raise CourseVersion.DoesNotExist
    at = at or timezone.now()
    village = village_of_learner(user)
    try:
        with transaction.atomic():
            enrolment = Enrolment.objects.create(
                user=user,
                course_key=course_key,
                village=village,
                version=version,
                started_at=at,
                last_active_at=at,
            )
    except IntegrityError:
        return _enrolment_of(user, course_key)
    activity.record("course.started", village=village, actor=user, ref=course_key, at=at)
    _carry_over(enrolment)
    return enrolment


def _enrolment_of(user, course_key) -> Enrolment | None:
    return (
        Enrolment.objects.filter(user=user, course_key=course_key)
        .exclude(state=EnrolmentState.WITHDRAWN)
        .select_related("version", "village")
        .first()
    )


def _carry_over(enrolment: Enrolment) -> None:
    passed = (
        QuizAttempt.objects.filter(
            user=enrolment.user,
            passed=True,
            quiz__lesson_key__in=enrolment.version.required_lessons,
        )
        .order_by("submitted_at")
        .values_list("quiz__lesson_key", "submitted_at")
    )
    first: dict = {}
    for lesson_key, at in passed:
        first.setdefault(lesson_key, at)
    LessonProgress.objects.bulk_create(
        LessonProgress(enrolment=enrolment, lesson_key=key, quiz_passed_at=at)
        for key, at in first.items()
    )


@transaction.atomic
def record_event(
    *,
    enrolment: Enrolment,
    lesson_key,
    verb: str,
    event_id: uuid.UUID | None = None,
    block_id: str = "",
    value: dict | None = None,
    at=None,
) -> bool:
    """Append what a learner did; False where this very event was here before.

    Raises `EventConflict` where the id came before with other content, or for another
    person: such an event is logged and changes nothing.
    """
    event_id = event_id or uuid.uuid4()
    twin = LearningEvent.objects.filter(pk=event_id).first()
    if twin is not None:
        same = (twin.enrolment_id, str(twin.lesson_key), twin.verb, twin.block_id, twin.value) == (
            enrolment.pk,
            str(lesson_key),
            verb,
            block_id,
            value or {},
        )
        if not same:
            logger.warning("Event %s came again with other content", event_id)
            raise EventConflict("This was sent before with other content.")
        return False
    LearningEvent.objects.create(
        id=event_id,
        enrolment=enrolment,
        lesson_key=lesson_key,
        verb=verb,
        block_id=block_id,
        value=value or {},
        received_at=at or timezone.now(),
    )
    return True


@transaction.atomic
def mark_read(
    *, enrolment: Enrolment, lesson: LessonPage, event_id: uuid.UUID | None = None, at=None
) -> Standing:
    """The learner read a lesson to its end; idempotent."""
    enrolment = _locked(enrolment)
    at = at or timezone.now()
    if event_id is None or record_event(
        enrolment=enrolment, lesson_key=lesson.lesson_key, verb="read", event_id=event_id, at=at
    ):
        row, _new = LessonProgress.objects.get_or_create(
            enrolment=enrolment, lesson_key=lesson.lesson_key
        )
        if row.read_at is None:
            row.read_at = at
            row.save(update_fields=["read_at"])
    return _refresh(enrolment, lesson.lesson_key, at)


@transaction.atomic
def mark_quiz_passed(*, enrolment: Enrolment, lesson_key, at=None) -> Standing:
    """A submitted paper passed; called inside the submission."""
    enrolment = _locked(enrolment)
    at = at or timezone.now()
    row, _new = LessonProgress.objects.get_or_create(enrolment=enrolment, lesson_key=lesson_key)
    if row.quiz_passed_at is None:
        row.quiz_passed_at = at
        row.save(update_fields=["quiz_passed_at"])
    return _refresh(enrolment, lesson_key, at)


def _locked(enrolment: Enrolment) -> Enrolment:
    return (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("version", "village", "user")
        .get(pk=enrolment.pk)
    )


def _refresh(enrolment: Enrolment, lesson_key, at) -> Standing:
    """Complete what the evidence completes, and keep the percent; never downwards."""
    rules = enrolment.version.rules["lessons"].get(str(lesson_key), ["read"])
    row = enrolment.progress.get(lesson_key=lesson_key)
    evidence = Evidence(bool(row.read_at), bool(row.quiz_passed_at))
    if row.completed_at is None and all(evidence.meets(demand) for demand in rules):
        row.completed_at = at
        row.save(update_fields=["completed_at"])
        _log("lesson.completed", enrolment, lesson_key, at)
    standing = evaluate(enrolment)
    enrolment.percent = max(enrolment.percent, standing.percent)
    enrolment.last_lesson_key = lesson_key
    enrolment.last_active_at = max(enrolment.last_active_at, at)
    if standing.is_complete and enrolment.state == EnrolmentState.ACTIVE:
        enrolment.state = EnrolmentState.COMPLETED
        enrolment.completed_at = at
        _log("course.completed", enrolment, enrolment.course_key, at)
    enrolment.save(
        update_fields=["percent", "last_lesson_key", "last_active_at", "state", "completed_at"]
    )
    return standing


def _log(kind: str, enrolment: Enrolment, ref, at) -> None:
    activity.record(kind, village=enrolment.village, actor=enrolment.user, ref=ref, at=at)
