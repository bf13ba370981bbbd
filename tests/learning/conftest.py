"""A small course: two lessons with a quiz each, both languages, sentinels in the keys."""

import pytest

from learning.models import LessonPage, Quiz
from learning.services import attempts, progress
from learning.services.content import course_key_of, lesson_key_of, load_course

SENTINEL = "SENTINEL"


def both(text: str) -> dict:
    return {"ko": f"{text} 한글", "en": text}


def option(name: str, text: str, right: bool) -> dict:
    return {
        "id": f"{name}-{SENTINEL}-ID",
        "text": both(text),
        "right": right,
        "feedback": both(f"{SENTINEL}-FEEDBACK {text}"),
    }


def single(name: str) -> dict:
    return {
        "id": name,
        "kind": "single",
        "tag": name,
        "body": both(f"Question {name}"),
        "options": [option("a", "Yes", True), option("b", "No", False), option("c", "So", False)],
    }


def bank() -> list[dict]:
    return [
        single("one"),
        single("two"),
        single("three"),
        {
            "id": "four",
            "kind": "multi",
            "tag": "four",
            "body": both("All that fit"),
            "options": [
                option("a", "This", True),
                option("b", "That", True),
                option("c", "None", False),
            ],
        },
        {
            "id": "five",
            "kind": "truefalse",
            "tag": "five",
            "body": both("It rains"),
            "answer": True,
            "feedback": both(f"{SENTINEL}-FEEDBACK rain"),
        },
        {
            "id": "six",
            "kind": "order",
            "tag": "six",
            "body": both("In order"),
            "options": [{"id": name, "text": both(f"Step {name}")} for name in "abcd"],
        },
    ]


def lesson(name: str, order: int, **more) -> dict:
    return {
        "key": name,
        "order": order,
        "required": True,
        "minutes": 30,
        "title": both(f"L {name}"),
        "summary": both("About it"),
        "teacher_note": both(f"{SENTINEL}-NOTE"),
        "bank": bank(),
        "body": [
            {"step": both("Do this"), "title": both("First"), "icon": "phone"},
            {"tip": both("A tip")},
            {
                "practice": {
                    "question": both("Try?"),
                    "options": [
                        {"text": both("Right one"), "right": True, "feedback": both("Good so")},
                        {"text": both("Wrong one"), "right": False, "feedback": both("Oh no")},
                    ],
                }
            },
            {"task": both("At home")},
        ],
        **more,
    }


def course_data(name: str = "safe", lessons: list | None = None) -> dict:
    return {
        "course": {
            "key": name,
            "code": "T1",
            "level": 1,
            "minutes": 60,
            "title": both(f"Course {name}"),
            "summary": both("A course"),
            "outcomes": {"ko": ["하나"], "en": ["One"]},
            "digcomp": ["4.1"],
            "pass_percent": 80,
        },
        "lessons": lessons or [lesson("first", 1), lesson("second", 2)],
    }


@pytest.fixture
def course(db):
    """The loaded course's original page."""
    return load_course(course_data())


@pytest.fixture
def key(course):
    return course_key_of("safe")


@pytest.fixture
def first_lesson(course):
    return LessonPage.objects.get(lesson_key=lesson_key_of("safe", "first"), original__isnull=True)


@pytest.fixture
def second_lesson(course):
    return LessonPage.objects.get(lesson_key=lesson_key_of("safe", "second"), original__isnull=True)


@pytest.fixture
def quiz(first_lesson):
    return Quiz.objects.get(lesson_key=first_lesson.lesson_key)


@pytest.fixture
def learner(resident_of, haean):
    return resident_of(haean)


def right_answers(attempt) -> dict:
    """What to answer to get everything right."""
    answers: dict = {}
    for item in attempt.items.select_related("version__question"):
        opaque = {real: name for name, real in item.option_order}
        named = [opaque[real] for real in item.version.key]
        is_order = item.version.question.kind == "order"
        answers[item.position] = {name: n for n, name in enumerate(named, 1)} if is_order else named
    return answers


@pytest.fixture
def pass_quiz():
    def do(user, quiz):
        attempt = attempts.start_attempt(user=user, quiz=quiz)
        attempts.save_answers(attempt=attempt, answers=right_answers(attempt))
        return attempts.submit(attempt=attempt)

    return do


@pytest.fixture
def finish(pass_quiz, first_lesson, second_lesson, key):
    """Take somebody through the whole course."""

    def do(user):
        enrolment = progress.enrol(user=user, course_key=key)
        for page in (first_lesson, second_lesson):
            progress.mark_read(enrolment=enrolment, lesson=page)
            pass_quiz(user, Quiz.objects.get(lesson_key=page.lesson_key))
        enrolment.refresh_from_db()
        return enrolment

    return do
