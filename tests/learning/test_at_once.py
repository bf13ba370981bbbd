"""T4, T25: twenty at once leave one paper, one result, one certificate; on both databases."""

import threading

from django.db import connection

import pytest

from learning.errors import AttemptsExhausted
from learning.models import Certificate, QuizAttempt
from learning.services import attempts, certificates
from tests.learning.conftest import right_answers
from villages.activity.models import Activity
from villages.core.errors import DomainError

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]
MANY = 20


def at_once(job, count: int = MANY) -> list:
    """Run one job many times behind a barrier; what each gave or was refused with."""
    barrier, results = threading.Barrier(count), []

    def run():
        barrier.wait()
        try:
            results.append(job())
        except DomainError as refusal:
            results.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_t4_twenty_starts_give_one_open_paper(quiz, learner):
    found = at_once(lambda: attempts.start_attempt(user=learner, quiz=quiz))
    assert {type(result) for result in found} == {QuizAttempt}
    assert len({result.pk for result in found}) == 1


def test_t4_starting_and_handing_in_at_once_never_passes_the_limit(quiz, learner):
    quiz.attempts_max = 3
    quiz.save()

    def try_it():
        return attempts.submit(attempt=attempts.start_attempt(user=learner, quiz=quiz))

    found = at_once(try_it)
    assert QuizAttempt.objects.filter(user=learner).count() <= 3
    assert all(isinstance(result, QuizAttempt | AttemptsExhausted) for result in found)


def test_t4_twenty_submissions_give_one_result(quiz, learner):
    attempt = attempts.start_attempt(user=learner, quiz=quiz)
    attempts.save_answers(attempt=attempt, answers=right_answers(attempt))
    found = at_once(lambda: attempts.submit(attempt=attempt))
    assert len({result.submitted_at for result in found}) == 1
    assert Activity.objects.filter(kind="quiz.passed").count() == 1


def test_t25_twenty_presses_give_one_certificate(finish, learner):
    enrolment = finish(learner)
    found = at_once(lambda: certificates.issue_certificate(enrolment=enrolment))
    assert len({result.code for result in found}) == 1
    assert Certificate.objects.count() == 1
