"""T1, T2: nothing that leaves the server before submission tells what is right."""

import pytest

from learning.services import attempts
from tests.learning.conftest import SENTINEL, right_answers
from villages.finder.models import SearchDoc

pytestmark = pytest.mark.django_db


def pages(course, first_lesson) -> list[str]:
    base = course.door_path()
    return [
        "/learn/",
        base,
        f"{base}?in=en",
        f"{base}first/",
        f"{base}first/?in=en",
        "/",
        f"{base}second/",
        "/verify/",
        "/me/",
        f"{base}first/quiz/",
    ]


def test_t1_no_page_tells_key_or_feedback_or_note(
    course, first_lesson, quiz, learner, client, as_user
):
    attempt = attempts.start_attempt(user=learner, quiz=quiz)
    signed_in = as_user(learner)
    urls = [*pages(course, first_lesson), f"/learn/attempts/{attempt.pk}/"]
    for who in (client, signed_in):
        for url in urls:
            assert SENTINEL not in who.get(url).content.decode(), url


def test_t1_saving_tells_nothing_either(quiz, learner, as_user):
    attempt = attempts.start_attempt(user=learner, quiz=quiz)
    answer = as_user(learner).post(f"/learn/attempts/{attempt.pk}/", {"item": "1"}, follow=True)
    assert SENTINEL not in answer.content.decode()


def test_t1_pages_and_search_never_hold_the_key(course, first_lesson):
    assert SENTINEL not in str(first_lesson.body.get_prep_value())
    assert not [doc for doc in SearchDoc.objects.all() if SENTINEL in doc.text]


def test_feedback_comes_after_submission(quiz, learner, as_user):
    attempt = attempts.start_attempt(user=learner, quiz=quiz)
    attempts.save_answers(attempt=attempt, answers=right_answers(attempt))
    answer = as_user(learner).post(
        f"/learn/attempts/{attempt.pk}/", {"hand_in": "1", "anyway": "1"}, follow=True
    )
    assert f"{SENTINEL}-FEEDBACK" in answer.content.decode()


def test_t2_option_names_differ_from_try_to_try_and_from_the_ids(quiz, learner):
    names = []
    for _try in range(2):
        attempt = attempts.start_attempt(user=learner, quiz=quiz)
        names.append({name for item in attempt.items.all() for name, _id in item.option_order})
        attempts.submit(attempt=attempt)
    assert not names[0] & names[1]
    assert not any(SENTINEL in name for name in names[0] | names[1])


def test_t2_a_reload_shows_the_same_paper(quiz, learner, as_user):
    attempt = attempts.start_attempt(user=learner, quiz=quiz)
    one, two = (
        [(item.version_id, item.option_order) for item in found.items.all()]
        for found in (attempt, attempts.start_attempt(user=learner, quiz=quiz))
    )
    assert one == two


def test_order_question_is_never_shown_in_the_right_order(quiz, person):
    for _n in range(5):
        attempt = attempts.start_attempt(user=person(), quiz=quiz)
        for item in attempt.items.filter(version__question__kind="order"):
            assert [real for _name, real in item.option_order] != item.version.key
