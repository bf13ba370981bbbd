"""A paper for the page and back from the form. Only opaque option names cross the wire."""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from learning.choices import QuestionKind
from learning.errors import BadAnswer
from learning.grading import percent_of
from learning.models import AttemptItem, Quiz, QuizAttempt
from learning.models.quiz import words
from learning.services.attempts import answer_of


@dataclass(frozen=True)
class Choice:
    """One option as the page shows it; `number` is the place given to it, for `order`."""

    name: str
    text: str
    is_chosen: bool = False
    number: int | None = None


@dataclass(frozen=True)
class Asked:
    """One question of an open paper: no key, no feedback."""

    position: int
    kind: str
    body: str
    choices: list[Choice]
    is_answered: bool

    @property
    def numbers(self) -> range:
        """The places to choose from, for `order`."""
        return range(1, len(self.choices) + 1)


@dataclass(frozen=True)
class Marked:
    """One question of a paper handed in, with what was right."""

    position: int
    kind: str
    body: str
    is_right: bool
    given: list[str]
    right: list[str]
    feedback: list[str]


@dataclass(frozen=True)
class Result:
    """A paper handed in."""

    percent: int
    pass_percent: int
    right_count: int
    marked: list[Marked] = field(default_factory=list)


@dataclass(frozen=True)
class QuizScreen:
    """A quiz before one begins: the earlier papers, and how many are left."""

    quiz: Quiz
    papers: list[QuizAttempt]
    open_paper: QuizAttempt | None
    best: QuizAttempt | None


def quiz_screen(quiz: Quiz, *, user) -> QuizScreen:
    """A quiz with this person's papers; one query."""
    papers = list(QuizAttempt.objects.filter(quiz=quiz, user=user).order_by("-n"))
    for paper in papers:
        paper.percent = percent_of(paper.score, paper.max)
    done = [paper for paper in papers if not paper.is_open]
    return QuizScreen(
        quiz,
        done,
        next((paper for paper in papers if paper.is_open), None),
        max(done, key=lambda paper: paper.percent, default=None),
    )


def paper_of(items: list[AttemptItem]) -> list[Asked]:
    """The questions of an open paper, in the reader's language."""
    return [_asked(item) for item in items]


def _asked(item: AttemptItem) -> Asked:
    kind = item.version.question.kind
    texts = {option["id"]: words(option) for option in item.version.options}
    given = item.response or ()
    numbers = given if isinstance(given, dict) else {}
    choices = [
        Choice(opaque, texts[real], opaque in given, numbers.get(opaque))
        for opaque, real in item.option_order
    ]
    return Asked(item.position, kind, item.version.body, choices, bool(answer_of(item)))


def posted_answers(post: QueryDict, items: list[AttemptItem]) -> dict[int, object]:
    """The answers in a form; only the questions that the form carried.

    A form names them by `item`, so a question with nothing ticked is an answer taken
    back, and one that was not on the form stays as it is. Raises `BadAnswer`.
    """
    kinds = {str(item.position): item for item in items}
    answers: dict[int, object] = {}
    for sent in post.getlist("item"):
        item = kinds.get(sent)
        if item is None:
            raise BadAnswer(_("This question is not on your paper."))
        position = item.position
        if item.version.question.kind == QuestionKind.ORDER:
            names = [name for name, _real in item.option_order]
            answers[position] = {
                name: number for name in names if (number := post.get(f"q{position}-{name}"))
            }
        else:
            answers[position] = post.getlist(f"q{position}")
    return answers


def result_of(attempt: QuizAttempt, items: list[AttemptItem]) -> Result:
    """A graded paper with the right answers and what we say to them."""
    marked = [_marked(item) for item in items]
    return Result(
        percent=percent_of(attempt.score, attempt.max),
        pass_percent=attempt.rule_snapshot["pass_percent"],
        right_count=sum(entry.is_right for entry in marked) if marked else int(attempt.score),
        marked=marked,
    )


def _marked(item: AttemptItem) -> Marked:
    version = item.version
    texts = {option["id"]: words(option) for option in version.options}
    answer = answer_of(item)
    said = [version.feedback.get(""), *(version.feedback.get(name) for name in answer)]
    return Marked(
        position=item.position,
        kind=version.question.kind,
        body=version.body,
        is_right=item.points == 1,
        given=[texts[name] for name in answer],
        right=[texts[name] for name in version.key],
        feedback=[words(entry) for entry in said if entry],
    )
