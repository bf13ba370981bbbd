"""History written in bulk obeys the same rules; the counts read the source tables."""

from datetime import UTC, datetime, timedelta

from django.core.exceptions import ObjectDoesNotExist

import pytest

from learning import badges, selectors
from learning.bulk import HistoryRow, write_history
from learning.models import Certificate, Enrolment, QuizAttempt
from learning.services import progress
from villages.activity.models import Activity
from villages.portal.models import Resident

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 1, tzinfo=UTC)
SPAN = (START - timedelta(days=1), START + timedelta(days=30))


def row(key, lessons, count: int, **who) -> HistoryRow:
    at = {page.lesson_key: START + timedelta(days=n) for n, page in enumerate(lessons[:count])}
    return HistoryRow(course_key=key, started_at=START, read=at, passed=dict(at), **who)


@pytest.fixture
def history(key, first_lesson, second_lesson, resident_of, haean, toegye):
    lessons = [first_lesson, second_lesson]
    resident = Resident.objects.create(village=toegye, register_no=1, name="Mr Walk-in")
    rows = [row(key, lessons, n, user=resident_of(haean), village=haean) for n in (0, 1, 2, 2)]
    rows.append(row(key, lessons, 2, resident=resident, village=toegye))
    return write_history(rows)


def test_history_writes_what_it_says(history):
    assert (history.enrolments, history.attempts, history.certificates) == (5, 5, 3)


def test_history_is_what_evaluate_finds(history):
    for enrolment in Enrolment.objects.select_related("version"):
        standing = progress.evaluate(enrolment)
        assert enrolment.percent == standing.percent
        assert (enrolment.state == "completed") == standing.is_complete
        assert bool(enrolment.completed_at) == standing.is_complete


def test_a_certificate_of_history_is_genuine_and_follows_completion(history):
    for certificate in Certificate.objects.all():
        assert badges.verify(certificate.credential)["name"] == certificate.title_en
        owner = {"user": certificate.user, "resident": certificate.resident}
        assert Enrolment.objects.get(**owner).completed_at == certificate.issued_at


def test_history_leaves_its_papers_and_activity(history, as_user):
    attempt = QuizAttempt.objects.first()
    page = as_user(attempt.user).get(f"/learn/attempts/{attempt.pk}/")
    assert page.status_code == 200
    assert Activity.objects.filter(kind="certificate.issued").count() == 3


def test_completions_and_certificates_per_village_and_day(history, haean, toegye):
    for rows in (
        selectors.completions_by_village_day(*SPAN),
        selectors.certificates_by_village_day(*SPAN),
    ):
        found = {(entry["village"], entry["n"]) for entry in rows}
        assert found == {(haean.pk, 2), (toegye.pk, 1)}


def test_learners_per_village_and_day_count_people_not_lessons(history, haean, toegye):
    rows = selectors.learners_by_village_day(*SPAN)
    found = {(entry["village"], entry["day"].day): entry["n"] for entry in rows}
    assert found == {
        (haean.pk, 2): 3,
        (haean.pk, 3): 2,
        (toegye.pk, 2): 1,
        (toegye.pk, 3): 1,
    }


def test_t18_staff_are_in_no_statistics(history, haean):
    Enrolment.objects.filter(village=haean).first().user.__class__.objects.update(is_staff=True)
    rows = selectors.completions_by_village_day(*SPAN)
    assert haean.pk not in {entry["village"] for entry in rows}


def test_days_are_seoul_days(key, first_lesson, second_lesson, resident_of, haean):
    late = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    at = {page.lesson_key: late for page in (first_lesson, second_lesson)}
    write_history(
        [
            HistoryRow(
                course_key=key,
                started_at=late,
                read=at,
                passed=at,
                village=haean,
                user=resident_of(haean),
            )
        ]
    )
    assert [entry["day"].day for entry in selectors.completions_by_village_day(*SPAN)] == [3]


def test_enrolling_in_nothing_is_refused(learner):
    import uuid

    with pytest.raises(ObjectDoesNotExist):
        progress.enrol(user=learner, course_key=uuid.uuid4())
