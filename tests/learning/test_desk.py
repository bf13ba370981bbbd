"""The desk “Learning”: names stay inside the village."""

import pytest

from learning.services import progress
from tests.learning.conftest import SENTINEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(learner, key):
    return progress.enrol(user=learner, course_key=key)


def desk(village) -> str:
    return f"/office/{village.slug}/learning/"


@pytest.mark.parametrize("role", ["manager", "tutor"])
def test_manager_and_tutor_see_the_learners(enrolment, with_role, haean, as_user, learner, role):
    page = as_user(with_role(role, haean)).get(desk(haean))
    assert learner.name in page.content.decode()


@pytest.mark.parametrize("role", ["editor", "seller", "reporter"])
def test_other_desks_get_403(enrolment, with_role, haean, as_user, role):
    assert as_user(with_role(role, haean)).get(desk(haean)).status_code == 403


def test_residents_get_403_and_strangers_404(enrolment, learner, person, haean, as_user):
    assert as_user(learner).get(desk(haean)).status_code == 403
    assert as_user(person()).get(desk(haean)).status_code == 404


def test_another_villages_tutor_sees_nothing(enrolment, with_role, toegye, haean, as_user, learner):
    client = as_user(with_role("tutor", toegye))
    assert client.get(desk(haean)).status_code == 404
    assert learner.name not in client.get(desk(toegye)).content.decode()
    assert client.get(f"{desk(toegye)}{enrolment.pk}/").status_code == 404


def test_the_tutors_note_is_for_the_desk_alone(
    course, first_lesson, with_role, haean, learner, as_user
):
    url = f"{desk(haean)}lessons/{first_lesson.lesson_key}/"
    assert SENTINEL in as_user(with_role("tutor", haean)).get(url).content.decode()
    assert as_user(learner).get(url).status_code == 403


def test_a_learner_is_shown_with_what_is_still_to_do(enrolment, with_role, haean, as_user):
    page = as_user(with_role("tutor", haean)).get(
        f"{desk(haean)}{enrolment.pk}/", headers={"accept-language": "en"}
    )
    assert "Pass the quiz of" in page.content.decode()
