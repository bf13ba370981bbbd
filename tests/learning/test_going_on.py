"""A learner who comes back is led on: the course begun last, the next lesson, how far one is."""

import re

import pytest

from learning.models import Quiz
from learning.services import progress
from learning.services.content import course_key_of, load_course
from tests.learning.conftest import course_data

pytestmark = pytest.mark.django_db
PAGES = ("/learn/", "/me/")


def panel(client, url: str) -> str:
    """The panel's HTML, or nothing."""
    found = re.search(
        r'aria-labelledby="go-on".*?</section>', client.get(url).content.decode(), re.S
    )
    return found[0] if found else ""


@pytest.mark.parametrize("url", PAGES)
def test_the_next_lesson_and_the_share_done(url, learner, as_user, key, first_lesson, pass_quiz):
    client = as_user(learner)
    enrolment = progress.enrol(user=learner, course_key=key)
    assert 'href="/learn/safe/first/"' in panel(client, url)
    assert "0 % done" in panel(client, url)
    progress.mark_read(enrolment=enrolment, lesson=first_lesson)
    pass_quiz(learner, Quiz.objects.get(lesson_key=first_lesson.lesson_key))
    shown = panel(client, url)
    assert 'href="/learn/safe/second/"' in shown
    assert "Course safe" in shown
    assert "50 % done" in shown


@pytest.mark.parametrize("url", PAGES)
def test_the_course_touched_last_stands_there(url, learner, as_user, key, course):
    load_course(course_data("other"))
    for name in ("safe", "other"):
        progress.enrol(user=learner, course_key=course_key_of(name))
    assert "Course other" in panel(as_user(learner), url)


@pytest.mark.parametrize("url", PAGES)
def test_who_has_finished_or_not_begun_sees_none(url, learner, as_user, course, finish):
    assert panel(as_user(learner), url) == ""
    finish(learner)
    assert panel(as_user(learner), url) == ""


def test_a_stranger_sees_none(client, course):
    assert panel(client, "/learn/") == ""
