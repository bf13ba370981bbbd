"""Write questions and open quizzes; a changed question is a new version."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from learning.choices import QuestionKind
from learning.errors import QuizNotReady
from learning.models import Question, QuestionBank, QuestionVersion, Quiz


@dataclass(frozen=True)
class QuestionText:
    """What a question says: options `[{"id", "ko", "en"}]`, `key` the right ids."""

    ref: str
    kind: str
    body_ko: str
    body_en: str
    options: list[dict]
    key: list[str]
    feedback: dict = field(default_factory=dict)
    tag: str = ""


@transaction.atomic
def write_question(*, bank: QuestionBank, text: QuestionText) -> Question:
    """Save a question; a new version only where the words or the key changed.

    Papers already begun keep the version they drew. Raises `QuizNotReady` where the
    key names an option that is not there, or has the wrong length for its kind.
    """
    _check(text)
    question, _new = Question.objects.get_or_create(
        bank=bank, ref=text.ref, defaults={"kind": text.kind, "tag": text.tag}
    )
    said = {
        "body_ko": text.body_ko,
        "body_en": text.body_en,
        "options": text.options,
        "key": text.key,
        "feedback": text.feedback,
    }
    live = question.live_version
    if live is None or any(getattr(live, name) != value for name, value in said.items()):
        last = question.versions.aggregate(n=Max("n"))["n"] or 0
        question.live_version = QuestionVersion.objects.create(
            question=question, n=last + 1, **said
        )
    question.kind, question.tag, question.is_retired = text.kind, text.tag, False
    question.save()
    return question


def _check(text: QuestionText) -> None:
    ids = [option["id"] for option in text.options]
    known = set(text.key) <= set(ids) and len(set(ids)) == len(ids) and len(ids) >= 2
    length = {
        QuestionKind.SINGLE: len(text.key) == 1,
        QuestionKind.TRUEFALSE: len(text.key) == 1,
        QuestionKind.MULTI: len(text.key) >= 1,
        QuestionKind.ORDER: sorted(text.key) == sorted(ids),
    }
    if not known or not length[QuestionKind(text.kind)]:
        raise QuizNotReady(
            _("The right answers of “%(ref)s” are not complete.") % {"ref": text.ref}
        )


@transaction.atomic
def open_quiz(quiz: Quiz) -> Quiz:
    """Let learners take a quiz; raises `QuizNotReady` where it draws too much or nothing."""
    have = quiz.bank.questions.filter(is_retired=False, live_version__isnull=False).count()
    if not 0 < quiz.draw <= have:
        raise QuizNotReady(
            _("The quiz draws %(draw)s questions, the bank holds %(have)s.")
            % {"draw": quiz.draw, "have": have}
        )
    quiz.is_open = True
    quiz.save(update_fields=["is_open"])
    return quiz


def retire_question(question: Question) -> None:
    """Draw a question no more; one that was answered is never deleted."""
    question.is_retired = True
    question.save(update_fields=["is_retired"])
