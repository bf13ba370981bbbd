"""Refusals of the portal's services."""

from django.utils.translation import gettext as _

from villages.core.errors import DomainError


class LastManager(DomainError):
    """A village keeps at least one manager."""

    code = "last_manager"


class TooManyVillages(DomainError):
    """Nobody edits pages in more than five villages."""

    code = "too_many_villages"


class InvitationGone(DomainError):
    """An invitation that was used, taken back, or is past its last day."""

    code = "invitation_gone"


class TooManyInvitations(DomainError):
    """A village keeps a bounded number of invitations open."""

    code = "too_many_invitations"


class TooFewPeople(DomainError):
    """So few could approve afterwards, that whoever acts must say it is meant so."""

    code = "too_few_people"

    def __init__(self, left: int) -> None:
        self.left = left
        super().__init__(_("Afterwards fewer than two people can put texts on the portal."))


class HatRefused(DomainError):
    """A waiting hat that this person, now, cannot answer or take back."""

    code = "hat_refused"


class AppointmentRefused(DomainError):
    """Nobody is named, or sent away, like this."""

    code = "appointment_refused"


class HandoverRefused(DomainError):
    """The office cannot be handed over like this."""

    code = "handover_refused"


class ChangedMeanwhile(DomainError):
    """Somebody else has written a newer version of the same text."""

    code = "changed_meanwhile"


class PhotoUnsaid(DomainError):
    """The first photo of a text has no words yet: it does not go out so."""

    code = "photo_unsaid"


class PictureUnagreed(DomainError):
    """Nobody has said yet that the people on a picture agreed: its page does not go out."""

    code = "picture_unagreed"


class AddressTaken(DomainError):
    """Another village has, or had, this address."""

    code = "address_taken"


class FundRefused(DomainError):
    """A line or a question that the fund's book does not take."""

    code = "fund_refused"


class RoomTaken(DomainError):
    """Somebody else has the village centre at that time."""

    code = "room_taken"


class ShelfRefused(DomainError):
    """A document, a request or an answer that the shelf does not take."""

    code = "shelf_refused"


class MergeRefused(DomainError):
    """Two villages cannot be merged now."""

    code = "merge_refused"
