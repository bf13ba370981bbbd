"""Refusals of the community's services."""

from villages.core.errors import DomainError


class ThreadClosed(DomainError):
    """Nobody replies in a closed thread."""

    code = "closed"
