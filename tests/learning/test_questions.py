"""T9, T11, T13: banks and versions."""

from django.db.models import ProtectedError

import pytest

from learning.errors import QuizNotReady
from learning.models import Question
from learning.services import attempts
from learning.services.content import load_course, question_text
from learning.services.questions import open_quiz, write_question
from tests.learning.conftest import both, course_data, single

pytestmark = pytest.mark.django_db


def test_t11_a_changed_question_is_a_new_version_and_old_papers_keep_theirs(quiz, learner):
    attempt = attempts.start_attempt(user=learner, quiz=quiz)
    item = attempt.items.filter(version__question__kind="single").first()
    entry = single(item.version.question.ref) | {"body": both("Changed")}
    question = write_question(bank=quiz.bank, text=question_text(entry))
    item.refresh_from_db()
    assert question.live_version.n == 2
    assert item.version.n == 1
    assert item.version.body_en != "Changed"


def test_the_same_words_make_no_new_version(quiz):
    question = write_question(bank=quiz.bank, text=question_text(single("one")))
    assert question.live_version.n == 1


def test_a_version_cannot_be_changed(quiz):
    version = Question.objects.filter(bank=quiz.bank).first().live_version
    version.body_en = "Other"
    with pytest.raises(TypeError):
        version.save()


def test_t13_an_answered_question_cannot_be_deleted(quiz, learner):
    attempt = attempts.start_attempt(user=learner, quiz=quiz)
    with pytest.raises(ProtectedError):
        attempt.items.first().version.question.delete()


@pytest.mark.parametrize("draw", [0, 7])
def test_t9_a_quiz_that_draws_nothing_or_too_much_does_not_open(quiz, draw):
    quiz.draw = draw
    with pytest.raises(QuizNotReady):
        open_quiz(quiz)


def test_a_key_that_is_no_option_is_refused(quiz):
    text = question_text(single("new") | {"options": single("x")["options"][1:]})
    with pytest.raises(QuizNotReady):
        write_question(bank=quiz.bank, text=text)


def test_loading_twice_changes_nothing(course):
    from learning.models import CoursePage, CourseVersion, LessonPage, QuestionVersion

    def count() -> list[int]:
        return [
            model.objects.count()
            for model in (CoursePage, LessonPage, QuestionVersion, CourseVersion)
        ]

    before = count()
    load_course(course_data())
    assert count() == before
