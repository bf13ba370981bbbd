"""Papers: start, save, hand in. Graded here from the stored key, never from the request."""

import hashlib
import random
import secrets
from datetime import timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.choices import EnrolmentState, QuestionKind
from learning.errors import AttemptClosed, AttemptsExhausted, BadAnswer, CoolingDown, QuizNotReady
from learning.grading import passes, points_for
from learning.models import (
    AttemptGrant,
    AttemptItem,
    Enrolment,
    LessonPage,
    Quiz,
    QuizAttempt,
)
from learning.services import progress
from villages.activity import services as activity
from villages.core.errors import Conflict

GRACE = timedelta(seconds=30)


def start_attempt(*, user, quiz: Quiz) -> QuizAttempt:
    """The open paper, or a new one.

    Two tabs get the same paper: the number and the open paper are unique in the
    database, so of many starts at once one inserts and the others read it. Raises
    `AttemptsExhausted` and `CoolingDown`.
    """
    for _try in range(5):
        left = _open_attempt(user, quiz)
        if left and _is_late(left):
            submit(attempt=left)
        try:
            with transaction.atomic():
                return _open_attempt(user, quiz) or _insert_attempt(user, quiz)
        except IntegrityError:
            continue
    raise Conflict(_("That was pressed many times at once. Please try again."))


def _open_attempt(user, quiz: Quiz) -> QuizAttempt | None:
    return QuizAttempt.objects.filter(user=user, quiz=quiz, submitted_at=None).first()


def _insert_attempt(user, quiz: Quiz) -> QuizAttempt:
    ready_at, used = readiness(user=user, quiz=quiz)
    if ready_at is not None:
        raise CoolingDown(_("The next try is possible in a little while."), ready_at)
    now = timezone.now()
    attempt = QuizAttempt.objects.create(
        user=user,
        quiz=quiz,
        n=used + 1,
        seed=secrets.token_hex(16),
        started_at=now,
        deadline_at=now + timedelta(minutes=quiz.time_limit_min) if quiz.time_limit_min else None,
        max=quiz.draw,
        rule_snapshot={"pass_percent": quiz.pass_percent, "multi": quiz.multi_rule},
    )
    AttemptItem.objects.bulk_create(_draw(attempt, quiz))
    return attempt


def readiness(*, user, quiz: Quiz) -> tuple:
    """When the next try may begin (None: now) and how many were used.

    Raises `AttemptsExhausted`.
    """
    tries = list(
        QuizAttempt.objects.filter(user=user, quiz=quiz)
        .order_by("-n")
        .values_list("n", "submitted_at", "passed")
    )
    used = tries[0][0] if tries else 0
    allowed = quiz.attempts_max
    if allowed and used >= allowed:
        allowed += AttemptGrant.objects.filter(user=user, quiz=quiz).count()
    if allowed and used >= allowed:
        raise AttemptsExhausted(_("All tries are used. Your tutor can give you one more."))
    if tries and quiz.cooldown_min and tries[0][1] and not tries[0][2]:
        ready_at = tries[0][1] + timedelta(minutes=quiz.cooldown_min)
        if ready_at > timezone.now():
            return ready_at, used
    return None, used


def _draw(attempt: QuizAttempt, quiz: Quiz) -> list[AttemptItem]:
    """Unseen questions first, each subject once before any twice; the seed settles the rest."""
    # Not for secrets: the seed itself is one, and makes the same paper again.
    dice = random.Random(attempt.seed)  # noqa: S311
    questions = list(
        quiz.bank.questions.filter(is_retired=False, live_version__isnull=False)
        .select_related("live_version")
        .order_by("pk")
    )
    if len(questions) < quiz.draw:
        raise QuizNotReady(_("This quiz is being changed. Please come back later."))
    seen = dict(
        AttemptItem.objects.filter(attempt__user=attempt.user_id, attempt__quiz=quiz)
        .values_list("version__question")
        .annotate(n=Count("pk"))
    )
    dice.shuffle(questions)
    questions.sort(key=lambda question: seen.get(question.pk, 0))
    tags: set[str] = set()
    first, rest = [], []
    for question in questions:
        (rest if question.tag and question.tag in tags else first).append(question)
        tags.add(question.tag)
    drawn = (first + rest)[: quiz.draw]
    dice.shuffle(drawn)
    return [
        AttemptItem(
            attempt=attempt,
            version=question.live_version,
            position=position,
            option_order=_shuffled(question, attempt.seed, position, dice),
        )
        for position, question in enumerate(drawn, start=1)
    ]


def _shuffled(question, seed: str, position: int, dice: random.Random) -> list[list[str]]:
    ids = [option["id"] for option in question.live_version.options]
    if question.kind != QuestionKind.TRUEFALSE:
        given = list(ids)
        dice.shuffle(ids)
        if question.kind == QuestionKind.ORDER and ids == given:
            ids = [*ids[1:], ids[0]]
    return [[_opaque(seed, position, name), name] for name in ids]


def _opaque(seed: str, position: int, name: str) -> str:
    return hashlib.sha256(f"{seed}:{position}:{name}".encode()).hexdigest()[:10]


def _is_late(attempt: QuizAttempt) -> bool:
    return attempt.deadline_at is not None and timezone.now() > attempt.deadline_at + GRACE


@transaction.atomic
def save_answers(*, attempt: QuizAttempt, answers: dict[int, object]) -> None:
    """Keep answers, one or all: position to opaque names, or to `{opaque: number}`.

    Raises `AttemptClosed` after submission or past the time, `BadAnswer` for a shape no
    form sends. Locks the paper, so no answer slips in behind its grading.
    """
    attempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if not attempt.is_open or _is_late(attempt):
        raise AttemptClosed(_("This paper is handed in. Its answers stay as they are."))
    items = {item.position: item for item in _items(attempt)}
    changed = []
    for position, response in answers.items():
        if position not in items:
            raise BadAnswer(_("This question is not on your paper."))
        item = items[position]
        item.response = _checked(item, response)
        changed.append(item)
    AttemptItem.objects.bulk_update(changed, ["response"])


def _items(attempt: QuizAttempt):
    return attempt.items.select_related("version__question")


def _checked(item: AttemptItem, response: object):
    names = {opaque for opaque, _name in item.option_order}
    kind = item.version.question.kind
    if kind == QuestionKind.ORDER:
        places = {str(n): n for n in range(1, len(names) + 1)}
        if (
            not isinstance(response, dict)
            or not set(response) <= names
            or not {str(value) for value in response.values()} <= set(places)
        ):
            raise BadAnswer(_("This answer does not fit the question."))
        return {key: places[str(value)] for key, value in response.items()}
    fits = isinstance(response, list) and set(response) <= names
    if not fits or (kind != QuestionKind.MULTI and len(response) > 1):
        raise BadAnswer(_("This answer does not fit the question."))
    return sorted(set(response))


def answer_of(item: AttemptItem) -> list[str]:
    """A stored response as real option ids; empty where it is not (fully) answered."""
    real = dict(item.option_order)
    if item.version.question.kind != QuestionKind.ORDER:
        return [real[opaque] for opaque in item.response or []]
    numbers = item.response or {}
    if sorted(numbers.values()) != list(range(1, len(real) + 1)):
        return []
    return [real[opaque] for opaque in sorted(numbers, key=numbers.get)]


@transaction.atomic
def submit(*, attempt: QuizAttempt) -> QuizAttempt:
    """Grade what is saved, by the key of the drawn versions; idempotent.

    Of many submissions one grades: the paper's row is locked. A pass is evidence for
    the lesson in the same transaction.
    """
    attempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if not attempt.is_open:
        return attempt
    rule = attempt.rule_snapshot
    items = list(_items(attempt))
    for item in items:
        item.points = points_for(
            kind=item.version.question.kind,
            key=item.version.key,
            answer=answer_of(item),
            rule=rule.get("multi", "all"),
        )
    AttemptItem.objects.bulk_update(items, ["points"])
    attempt.score = sum((item.points for item in items), Decimal(0))
    attempt.max = len(items)
    attempt.passed = passes(attempt.score, attempt.max, rule["pass_percent"])
    attempt.submitted_at = timezone.now()
    attempt.save(update_fields=["score", "max", "passed", "submitted_at"])
    if attempt.passed:
        _count_pass(attempt)
    return attempt


def _count_pass(attempt: QuizAttempt) -> None:
    quiz, user, at = attempt.quiz, attempt.user, attempt.submitted_at
    course_key = (
        LessonPage.objects.filter(lesson_key=quiz.lesson_key)
        .values_list("course_key", flat=True)
        .first()
    )
    enrolment = (
        Enrolment.objects.filter(user=user, course_key=course_key)
        .exclude(state=EnrolmentState.WITHDRAWN)
        .select_related("village")
        .first()
    )
    village = enrolment.village if enrolment else progress.village_of_learner(user)
    first = not QuizAttempt.objects.filter(
        user=user, quiz=quiz, passed=True, n__lt=attempt.n
    ).exists()
    if first:
        activity.record("quiz.passed", village=village, actor=user, ref=quiz.lesson_key, at=at)
    if enrolment:
        progress.mark_quiz_passed(enrolment=enrolment, lesson_key=quiz.lesson_key, at=at)


@transaction.atomic
def grant_attempt(*, user, quiz: Quiz, village, acting_user) -> AttemptGrant:
    """A tutor gives one more try; the log says who did."""
    grant = AttemptGrant.objects.create(user=user, quiz=quiz, granted_by=acting_user)
    activity.record(
        "quiz.granted",
        village=village,
        actor=acting_user,
        ref=quiz.lesson_key,
        data={"user": user.pk},
    )
    return grant
