"""T3 to T8: papers are started, saved, handed in and graded by the server alone."""

from datetime import timedelta

from django.utils import timezone

import pytest
import time_machine

from learning.errors import AttemptClosed, AttemptsExhausted, CoolingDown
from learning.models import QuizAttempt
from learning.services import attempts, progress
from tests.learning.conftest import right_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(quiz, learner):
    return attempts.start_attempt(user=learner, quiz=quiz)


def url(attempt) -> str:
    return f"/learn/attempts/{attempt.pk}/"


def form_of(attempt, answers: dict) -> dict:
    """The form a browser would send."""
    data: dict = {"item": [str(position) for position in answers]}
    for position, response in answers.items():
        if isinstance(response, dict):
            data |= {f"q{position}-{name}": str(n) for name, n in response.items()}
        else:
            data[f"q{position}"] = response
    return data


def test_right_paper_passes_by_the_form(attempt, learner, as_user):
    form = form_of(attempt, right_answers(attempt)) | {"hand_in": "1"}
    answer = as_user(learner).post(url(attempt), form)
    attempt.refresh_from_db()
    assert answer.status_code == 302
    assert (attempt.passed, attempt.score, attempt.max) == (True, 5, 5)


def test_t3_score_and_passed_in_the_request_are_ignored(attempt, learner, as_user):
    form = {
        "hand_in": "1",
        "anyway": "1",
        "score": "5",
        "passed": "true",
        "correct": "5",
        "user": "1",
        "village": "1",
    }
    as_user(learner).post(url(attempt), form)
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.score) == (False, 0)


def test_t4_two_tabs_get_the_same_open_paper(attempt, quiz, learner):
    assert attempts.start_attempt(user=learner, quiz=quiz) == attempt
    assert QuizAttempt.objects.count() == 1


def test_t4_the_database_refuses_a_second_open_paper(attempt, quiz, learner):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        QuizAttempt.objects.create(user=learner, quiz=quiz, n=2, seed="x")


def test_t5_answers_are_kept_one_by_one_and_survive_a_reload(attempt, learner, as_user):
    answers = right_answers(attempt)
    first = {1: answers[1]}
    as_user(learner).post(url(attempt), form_of(attempt, first))
    second = {2: answers[2]}
    as_user(learner).post(url(attempt), form_of(attempt, second))
    kept = {item.position: item.response for item in attempt.items.all()}
    assert kept[1]
    assert kept[2]
    assert kept[3] is None


def test_t5_submission_is_idempotent(attempt):
    attempts.save_answers(attempt=attempt, answers=right_answers(attempt))
    once = attempts.submit(attempt=attempt)
    again = attempts.submit(attempt=attempt)
    assert once.submitted_at == again.submitted_at


def test_t5_a_save_after_submission_is_409(attempt, learner, as_user):
    attempts.submit(attempt=attempt)
    with pytest.raises(AttemptClosed):
        attempts.save_answers(attempt=attempt, answers={})
    assert as_user(learner).post(url(attempt), {"item": "1"}).status_code == 409


def test_t6_somebody_elses_paper_is_404(attempt, person, manager_of, haean, as_user):
    assert as_user(person()).get(url(attempt)).status_code == 404
    assert as_user(manager_of(haean)).post(url(attempt), {"hand_in": "1"}).status_code == 404


@pytest.mark.parametrize("item", ["99", "x", "²", "-1", "9" * 5000])
def test_t6_a_question_of_no_paper_is_400(attempt, learner, as_user, item):
    assert as_user(learner).post(url(attempt), {"item": item}).status_code == 400


@pytest.mark.parametrize("value", ["nonsense", "²", "99", "0"])
def test_t6_an_answer_no_form_sends_is_400(attempt, learner, as_user, value):
    for item in attempt.items.select_related("version__question"):
        name = f"q{item.position}"
        if item.version.question.kind == "order":
            name = f"{name}-{item.option_order[0][0]}"
        form = {"item": str(item.position), name: value}
        assert as_user(learner).post(url(attempt), form).status_code == 400


def test_t6_two_answers_to_one_choice_are_400(attempt, learner, as_user):
    item = attempt.items.filter(version__question__kind="single").first()
    names = [name for name, _real in item.option_order]
    form = {"item": str(item.position), f"q{item.position}": names}
    assert as_user(learner).post(url(attempt), form).status_code == 400


def test_unanswered_questions_are_pointed_out_before_handing_in(attempt, learner, as_user):
    answer = as_user(learner).post(url(attempt), {"hand_in": "1"})
    attempt.refresh_from_db()
    assert answer.status_code == 422
    assert attempt.is_open


def test_t7_used_tries_get_a_friendly_page_and_no_new_paper(quiz, learner, as_user, course):
    quiz.attempts_max = 1
    quiz.save()
    attempts.submit(attempt=attempts.start_attempt(user=learner, quiz=quiz))
    answer = as_user(learner).post(f"{course.door_path()}first/quiz/")
    assert answer.status_code == 409
    assert QuizAttempt.objects.filter(user=learner).count() == 1


def test_t7_a_tutor_grants_one_more_try(quiz, learner, with_role, haean, as_user, course):
    quiz.attempts_max = 1
    quiz.save()
    enrolment = progress.enrol(user=learner, course_key=course.course_key)
    attempts.submit(attempt=attempts.start_attempt(user=learner, quiz=quiz))
    with pytest.raises(AttemptsExhausted):
        attempts.start_attempt(user=learner, quiz=quiz)
    as_user(with_role("tutor", haean)).post(
        f"/office/{haean.slug}/learning/{enrolment.pk}/", {"lesson": str(quiz.lesson_key)}
    )
    assert attempts.start_attempt(user=learner, quiz=quiz).n == 2


def test_t7_the_next_try_waits_for_the_cooldown(quiz, learner):
    quiz.cooldown_min = 10
    quiz.save()
    attempts.submit(attempt=attempts.start_attempt(user=learner, quiz=quiz))
    with pytest.raises(CoolingDown):
        attempts.start_attempt(user=learner, quiz=quiz)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert attempts.start_attempt(user=learner, quiz=quiz).n == 2


def test_t8_after_the_time_only_what_was_saved_is_graded(quiz, learner):
    quiz.time_limit_min = 5
    quiz.save()
    attempt = attempts.start_attempt(user=learner, quiz=quiz)
    answers = right_answers(attempt)
    attempts.save_answers(attempt=attempt, answers={1: answers[1]})
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        with pytest.raises(AttemptClosed):
            attempts.save_answers(attempt=attempt, answers=answers)
        assert attempts.submit(attempt=attempt).score == 1


def test_a_new_try_draws_the_unseen_question_first(quiz, learner):
    seen = []
    for _try in range(2):
        attempt = attempts.start_attempt(user=learner, quiz=quiz)
        seen.append({item.version.question_id for item in attempt.items.all()})
        attempts.submit(attempt=attempt)
    assert len(seen[0] | seen[1]) == 6


def test_saving_and_handing_in_stay_within_their_queries(
    attempt, learner, as_user, django_assert_max_num_queries
):
    answers = right_answers(attempt)
    with django_assert_max_num_queries(10):
        attempts.save_answers(attempt=attempt, answers=answers)
    with django_assert_max_num_queries(14):
        attempts.submit(attempt=attempt)
