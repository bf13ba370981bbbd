"""Write historic learning in bulk, under the same rules as the live services."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from learning import badges
from learning.choices import EnrolmentState, Method
from learning.evaluation import QUIZ, Evidence, lesson_is_done, weigh
from learning.grading import percent_of
from learning.models import (
    Certificate,
    CourseVersion,
    Enrolment,
    LessonProgress,
    Quiz,
    QuizAttempt,
)
from learning.services.certificates import badge_of, blank_certificate, titles_of
from learning.services.versions import latest_version
from villages.activity.models import Activity

BATCH = 500


@dataclass(frozen=True)
class HistoryRow:
    """One person in one course: which lessons were read when, and which quizzes passed.

    Exactly one of `user` and `resident`. `read` and `passed` map lesson keys to times;
    `score` is the right answers in each passed quiz, raised to the pass mark.
    A certificate is written where the course is complete and `has_certificate`.
    """

    course_key: object
    started_at: datetime
    village: object = None
    user: object = None
    resident: object = None
    read: dict = field(default_factory=dict)
    passed: dict = field(default_factory=dict)
    score: int = 5
    has_certificate: bool = True


@dataclass
class Written:
    """How many rows of each kind were written."""

    enrolments: int = 0
    progress: int = 0
    attempts: int = 0
    certificates: int = 0


@transaction.atomic
def write_history(rows: list[HistoryRow]) -> Written:
    """Write enrolments, progress, papers, certificates and their activity.

    States and percents come from the very rules `evaluate` uses; nothing is written for
    a lesson or quiz that its version does not know. Papers of history keep the score,
    not the questions. No notification is sent.
    """
    history = _History(rows)
    history.write()
    return history.written


class _History:
    def __init__(self, rows: list[HistoryRow]) -> None:
        self.rows = rows
        self.written = Written()
        keys = {row.course_key for row in rows}
        self.versions: dict[object, CourseVersion] = {key: latest_version(key) for key in keys}
        self.titles = {key: titles_of(key) for key in keys}
        self.quizzes = {str(quiz.lesson_key): quiz for quiz in Quiz.objects.all()}
        self.activity: list[Activity] = []

    def write(self) -> None:
        pairs = [(row, *self._enrolment(row)) for row in self.rows]
        Enrolment.objects.bulk_create([pair[1] for pair in pairs], batch_size=BATCH)
        progress = [entry for pair in pairs for entry in self._progress(pair[0], pair[1], pair[2])]
        LessonProgress.objects.bulk_create(progress, batch_size=BATCH)
        attempts = [entry for pair in pairs for entry in self._attempts(pair[0])]
        QuizAttempt.objects.bulk_create(attempts, batch_size=BATCH)
        certificates = self._certificates(pairs)
        Activity.objects.bulk_create(self.activity, batch_size=BATCH)
        self.written = Written(len(pairs), len(progress), len(attempts), len(certificates))

    def _enrolment(self, row: HistoryRow) -> tuple[Enrolment, dict]:
        version = self.versions[row.course_key]
        rules = version.rules["lessons"]
        read = {str(key): at for key, at in row.read.items()}
        passed = {str(key): at for key, at in row.passed.items()}
        done = {}
        for key in rules:
            evidence = Evidence(key in read, key in passed)
            if lesson_is_done(rules[key], evidence):
                done[key] = max(at for at in (read.get(key), passed.get(key)) if at)
        known = {
            key: (read.get(key), passed.get(key), done.get(key))
            for key in rules
            if key in read or key in passed
        }
        standing = weigh(
            required=version.required_lessons,
            rules=rules,
            done=frozenset(done),
            evidence={key: Evidence(bool(r), bool(p)) for key, (r, p, _d) in known.items()},
        )
        times = [at for entry in known.values() for at in entry if at] or [row.started_at]
        finished = standing.is_complete
        last = max(known, key=lambda key: max(at for at in known[key] if at)) if known else None
        return (
            Enrolment(
                user=row.user,
                resident=row.resident,
                course_key=row.course_key,
                village=row.village,
                version=version,
                percent=standing.percent,
                state=EnrolmentState.COMPLETED if finished else EnrolmentState.ACTIVE,
                last_lesson_key=last,
                started_at=row.started_at,
                last_active_at=max(times),
                completed_at=max(done[key] for key in version.required_lessons)
                if finished
                else None,
            ),
            known,
        )

    def _progress(self, row: HistoryRow, enrolment: Enrolment, known: dict) -> list:
        self._log("course.started", row, row.course_key, row.started_at)
        if enrolment.completed_at:
            self._log("course.completed", row, row.course_key, enrolment.completed_at)
        for key, (_read, passed, done) in known.items():
            if passed:
                self._log("quiz.passed", row, key, passed)
            if done:
                self._log("lesson.completed", row, key, done)
        return [
            LessonProgress(
                enrolment=enrolment,
                lesson_key=key,
                read_at=read,
                quiz_passed_at=passed,
                completed_at=done,
            )
            for key, (read, passed, done) in known.items()
        ]

    def _attempts(self, row: HistoryRow) -> list[QuizAttempt]:
        if row.user is None:
            return []
        rules = self.versions[row.course_key].rules["lessons"]
        return [
            QuizAttempt(
                user=row.user,
                quiz=quiz,
                n=1,
                seed="",
                started_at=at,
                submitted_at=at,
                score=_score(row, quiz),
                max=quiz.draw,
                passed=True,
                rule_snapshot={"pass_percent": quiz.pass_percent, "multi": quiz.multi_rule},
                method=Method.HISTORY,
            )
            for key, at in row.passed.items()
            if (quiz := self.quizzes.get(str(key))) and QUIZ in rules.get(str(key), ())
        ]

    def _certificates(self, pairs: list) -> list[Certificate]:
        certificates = []
        for row, enrolment, _known in pairs:
            if not (enrolment.completed_at and row.has_certificate):
                continue
            name = row.user.get_full_name() if row.user else row.resident.name
            if not name:
                continue
            certificate = blank_certificate(
                enrolment,
                name=name,
                titles=self.titles[row.course_key],
                at=enrolment.completed_at,
            )
            certificate.user, certificate.resident = row.user, row.resident
            certificate.score = self._percent(row)
            certificates.append((row, certificate))
        made = Certificate.objects.bulk_create([c for _row, c in certificates], batch_size=BATCH)
        for row, certificate in certificates:
            certificate.credential = badges.issue(badge_of(certificate))
            self._log("certificate.issued", row, certificate.pk, certificate.issued_at)
        Certificate.objects.bulk_update(made, ["credential"], batch_size=BATCH)
        return made

    def _percent(self, row: HistoryRow) -> int | None:
        quizzes = [quiz for key in row.passed if (quiz := self.quizzes.get(str(key)))]
        reached = [percent_of(_score(row, quiz), quiz.draw) for quiz in quizzes]
        return percent_of(Decimal(sum(reached)), 100 * len(reached)) if reached else None

    def _log(self, kind: str, row: HistoryRow, ref, at) -> None:
        self.activity.append(
            Activity(kind=kind, village=row.village, actor=row.user, ref=str(ref), at=at)
        )


def _score(row: HistoryRow, quiz: Quiz) -> Decimal:
    """What the row says, within the quiz and never below what passes."""
    needed = -(-quiz.draw * quiz.pass_percent // 100)
    return Decimal(max(needed, min(row.score, quiz.draw)))
