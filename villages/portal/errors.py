"""Refusals of the portal's services."""

from villages.core.errors import DomainError


class LastManager(DomainError):
    """A village keeps at least one manager."""

    code = "last_manager"


class TooManyVillages(DomainError):
    """Nobody edits pages in more than five villages."""

    code = "too_many_villages"
