"""T14, T15: evidence only grows; the percent comes from a frozen version."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.errors import EventConflict
from learning.evaluation import Evidence, weigh
from learning.models import CourseVersion, Enrolment, LearningEvent, LessonPage
from learning.services import attempts, progress
from learning.services.content import course_key_of, load_course
from tests.learning.conftest import course_data, lesson
from villages.activity.models import Activity

pytestmark = pytest.mark.django_db
KEYS = ["a", "b", "c"]
RULES = {key: ["read", "quiz"] for key in KEYS}


@given(st.dictionaries(st.sampled_from([*KEYS, "other"]), st.tuples(st.booleans(), st.booleans())))
def test_t15_percent_is_0_to_100_and_complete_means_100(evidence):
    standing = weigh(
        required=KEYS,
        rules=RULES,
        evidence={key: Evidence(*value) for key, value in evidence.items()},
    )
    assert 0 <= standing.percent <= 100
    assert standing.is_complete == (standing.percent == 100) == (not standing.missing)


@given(st.permutations([(key, what) for key in KEYS for what in ("read", "quiz")]))
def test_t14_evidence_in_any_order_gives_the_same_standing(order):
    seen: dict[str, set] = {}
    for key, what in order:
        seen.setdefault(key, set()).add(what)
    evidence = {key: Evidence("read" in got, "quiz" in got) for key, got in seen.items()}
    assert weigh(required=KEYS, rules=RULES, evidence=evidence).is_complete


def test_a_lesson_still_in_draft_keeps_the_course_open():
    standing = weigh(
        required=["a", "b"], rules={"a": ["read"]}, evidence={"a": Evidence(is_read=True)}
    )
    assert (standing.percent, standing.is_complete) == (50, False)
    assert [one.what for one in standing.missing] == ["soon"]


def test_starting_a_course_enrols_once_for_the_own_village(learner, haean, key):
    one = progress.enrol(user=learner, course_key=key)
    two = progress.enrol(user=learner, course_key=key)
    assert one == two
    assert one.village == haean


def test_opening_a_lesson_writes_nothing(course, learner, as_user):
    as_user(learner).get(f"{course.door_path()}first/")
    assert not Enrolment.objects.exists()
    assert not LearningEvent.objects.exists()


def test_a_lesson_is_done_when_read_and_its_quiz_passed(
    learner, key, first_lesson, quiz, pass_quiz
):
    enrolment = progress.enrol(user=learner, course_key=key)
    standing = progress.mark_read(enrolment=enrolment, lesson=first_lesson)
    assert standing.percent == 0
    pass_quiz(learner, quiz)
    assert progress.evaluate(enrolment).percent == 50


def test_the_whole_course_by_forms_alone(course, learner, as_user, quiz, finish):
    client = as_user(learner)
    base = course.door_path()
    assert client.post(f"{base}start/").url == f"{base}first/"
    assert client.post(f"{base}first/read/").url == f"{base}first/quiz/"
    assert "/learn/attempts/" in client.post(f"{base}first/quiz/").url
    enrolment = finish(learner)
    assert (enrolment.state, enrolment.percent) == ("completed", 100)


def test_activity_is_logged_with_the_village(finish, learner, haean):
    finish(learner)
    kinds = Activity.objects.filter(actor=learner, village=haean).values_list("kind", flat=True)
    assert sorted(kinds) == [
        "course.completed",
        "course.started",
        "lesson.completed",
        "lesson.completed",
        "quiz.passed",
        "quiz.passed",
    ]


def test_a_quiz_passed_before_enrolling_counts(learner, key, quiz, pass_quiz):
    pass_quiz(learner, quiz)
    enrolment = progress.enrol(user=learner, course_key=key)
    assert enrolment.progress.get().quiz_passed_at


def test_t14_the_same_event_again_has_no_effect(learner, key, first_lesson):
    enrolment = progress.enrol(user=learner, course_key=key)
    event = uuid.uuid4()
    for _n in range(3):
        progress.mark_read(enrolment=enrolment, lesson=first_lesson, event_id=event)
    assert LearningEvent.objects.count() == 1


def test_t14_the_same_id_with_other_content_is_refused(learner, key, first_lesson):
    enrolment = progress.enrol(user=learner, course_key=key)
    event = {
        "enrolment": enrolment,
        "lesson_key": first_lesson.lesson_key,
        "event_id": uuid.uuid4(),
    }
    progress.record_event(**event, verb="read")
    with pytest.raises(EventConflict):
        progress.record_event(**event, verb="practised")


def test_t15_a_new_lesson_leaves_a_finished_learner_finished(finish, learner, key):
    enrolment = finish(learner)
    load_course(
        course_data(lessons=[lesson(n, i) for i, n in enumerate(("first", "second", "x"), 1)])
    )
    enrolment.refresh_from_db()
    assert CourseVersion.objects.filter(course_key=key).count() == 2
    assert progress.evaluate(enrolment).is_complete


def test_t15_unpublishing_a_lesson_changes_no_standing(finish, learner, first_lesson):
    enrolment = finish(learner)
    first_lesson.unpublish()
    assert progress.evaluate(enrolment).percent == 100


def test_learners_who_waited_for_a_draft_move_up_when_it_comes(learner):
    key = course_key_of("slow")
    lessons = [lesson("one", 1), lesson("two", 2, draft=True, bank=[])]
    load_course(course_data("slow", lessons))
    enrolment = progress.enrol(user=learner, course_key=key)
    load_course(course_data("slow", [lesson("one", 1), lesson("two", 2)]))
    enrolment.refresh_from_db()
    assert enrolment.version.n == 2
    assert LessonPage.objects.live().filter(course_key=key).count() == 4


def test_practice_tells_right_from_wrong_without_script(
    course, first_lesson, key, learner, as_user
):
    block = next(b for b in first_lesson.body if b.block_type == "practice")
    enrolment = progress.enrol(user=learner, course_key=key)
    page = as_user(learner).post(
        f"{course.door_path()}first/practice/?in=ko",
        {"practice": block.id, "answer": "2"},
        follow=True,
    )
    assert "Oh no 한글" in page.content.decode()
    assert enrolment.events.get().value == {"answer": "2"}


def test_practice_feedback_is_shown_to_strangers_too(course, client):
    english = LessonPage.objects.get(content_language="en", slug="first")
    block = next(b for b in english.body if b.block_type == "practice")
    page = client.get(
        f"{course.door_path()}first/", {"in": "en", "practice": block.id, "answer": "1"}
    )
    assert "Good so" in page.content.decode()
    assert not page.cookies


def test_switching_the_language_keeps_progress(course, learner, as_user, first_lesson, key):
    as_user(learner).post(f"{course.door_path()}first/read/?in=en")
    row = Enrolment.objects.get(user=learner).progress.get()
    assert row.lesson_key == first_lesson.lesson_key
    assert row.read_at


def test_two_attempts_of_one_quiz_log_one_pass(learner, key, quiz, pass_quiz):
    progress.enrol(user=learner, course_key=key)
    pass_quiz(learner, quiz)
    pass_quiz(learner, quiz)
    assert Activity.objects.filter(kind="quiz.passed").count() == 1
    assert attempts.readiness(user=learner, quiz=quiz) == (None, 2)
