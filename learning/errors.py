"""Refusals of learning's services."""

from villages.core.errors import Conflict, DomainError


class NotComplete(DomainError):
    """A certificate needs every required lesson."""

    code = "not_complete"


class NoName(DomainError):
    """A certificate needs a name to be written on."""

    code = "no_name"


class AttemptsExhausted(DomainError):
    """Every try is used; a tutor can give one more."""

    code = "exhausted"


class CoolingDown(DomainError):
    """The next try is allowed at `ready_at`."""

    code = "cooldown"

    def __init__(self, message: str, ready_at) -> None:
        super().__init__(message)
        self.ready_at = ready_at


class AttemptClosed(Conflict):
    """The paper was handed in; it takes no more answers."""


class BadAnswer(DomainError):
    """The answer has a shape no form of ours sends."""

    code = "bad_answer"


class QuizNotReady(DomainError):
    """A quiz draws more than its bank holds, or nothing at all."""

    code = "quiz_not_ready"


class EventConflict(Conflict):
    """The same event came with other content."""
