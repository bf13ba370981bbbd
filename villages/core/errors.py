"""The errors of the domain: a code for machines, a sentence for people."""

from django.core.exceptions import PermissionDenied


class ClosedDoor(PermissionDenied):
    """A page is closed, and there is a reason that may be told: it stands on the page (403)."""


class DomainError(Exception):
    """A rule said no. `message` is shown to the person, in their language.

    Views turn it into a form error or a page; nothing swallows it.
    """

    code = "refused"

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class Conflict(DomainError):
    """Someone else was first; the person sees the newer state."""

    code = "conflict"


class RateLimited(DomainError):
    """Too many tries in too short a time."""

    code = "rate_limited"
