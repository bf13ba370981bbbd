"""People come and go: invite, accept, hand over, and see which office stands empty."""

from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from villages.accounts.models import User
from villages.activity import services as activity
from villages.core.templatetags.look import day
from villages.notifications import services as notifications
from villages.portal import hats, minimum
from villages.portal.choices import APPROVER_ROLES, WAGTAIL_ROLES, Role, VillageStatus
from villages.portal.errors import HandoverRefused, InvitationGone, TooManyInvitations
from villages.portal.models import (
    Handover,
    HandoverTask,
    Invitation,
    Membership,
    OfficerPost,
    Region,
    Village,
    WaitingHat,
)
from villages.portal.services import grant_role, remove_role, sync_access

MOST_OPEN_INVITATIONS = 60
LONGEST_HANDOVER = timedelta(days=180)


@transaction.atomic
def invite(*, village: Village, role: str, name: str, email: str = "", acting_user) -> Invitation:
    """Hold a hat ready for somebody; with an e-mail address a message goes out.

    Without one, the card with the QR code is printed. Raises `TooManyInvitations`.
    """
    if Invitation.objects.open().filter(village=village).count() >= MOST_OPEN_INVITATIONS:
        raise TooManyInvitations(
            _("Many invitations are open. Take some back before you write more.")
        )
    invitation = Invitation.objects.create(
        village=village, role=role, name=name, email=email.lower(), created_by=acting_user
    )
    if invitation.email:
        _send(invitation)
    activity.record(
        "person.invited",
        village=village,
        actor=acting_user,
        ref=invitation.pk,
        data={"role": role, "by": "mail" if email else "card"},
    )
    return invitation


def _send(invitation: Invitation) -> None:
    with translation.override(notifications.language_of(invitation.email)):
        words = {
            "village": invitation.village.name,
            "name": invitation.name,
            "role": invitation.get_role_display(),
            "link": address_of(invitation),
            "until": day(invitation.expires_on),
        }
        notifications.queue_mail(
            to=invitation.email,
            subject=_("%(village)s invites you: %(role)s") % words,
            body=_(
                "Hello %(name)s,\n\n%(village)s would like you to help as: %(role)s.\n"
                "Open this link, sign in or make an account, and press “Accept”:\n\n%(link)s\n\n"
                "The link is for you alone and holds until %(until)s."
            )
            % words,
            dedupe_key=f"invitation:{invitation.pk}",
        )


def address_of(invitation: Invitation) -> str:
    """The whole address, for a mail or a QR code."""
    origin = f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"
    return f"{origin}{invitation.get_absolute_url()}"


@transaction.atomic
def accept(*, code: str, user) -> Membership | WaitingHat:
    """Take the hat that an invitation holds ready, once; or the place where it waits.

    Raises `InvitationGone` where it was used, taken back, or is past its day, and
    `TooManyVillages`. The same person may press twice: that asks and gives nothing anew, so
    a hat taken off, or not agreed to, does not come back by an old card.
    """
    gone = _("This invitation no longer holds. Ask the village for a new one.")
    invitation = Invitation.objects.select_related("village", "created_by").filter(code=code)
    invitation = invitation.first()
    if invitation is None:
        raise InvitationGone(gone)
    village, role = invitation.village, invitation.role
    Village.objects.hold(village)
    took = Invitation.objects.open().filter(code=code).update(used_by=user, used_at=timezone.now())
    if not took:
        hat = Membership.objects.current().of(user, village).filter(role=role).first()
        hat = hat or WaitingHat.objects.open().filter(user=user, village=village, role=role).first()
        if hat is None or invitation.used_by_id != user.pk:
            raise InvitationGone(gone)
        return hat
    hat = hats.propose(user=user, village=village, role=role, acting_user=invitation.created_by)
    if invitation.created_by:
        notifications.notify(
            user=invitation.created_by,
            kind="invitation.accepted",
            village=invitation.village,
            url=f"/office/{invitation.village.slug}/members/",
            params={"name": invitation.name},
            dedupe_key=f"invitation:{invitation.pk}",
        )
    return hat


def withdraw(*, invitation: Invitation, acting_user) -> None:
    """Take an open invitation back; a used one stays as it is."""
    if invitation.take_back():
        activity.record(
            "person.uninvited", village=invitation.village, actor=acting_user, ref=invitation.pk
        )


@transaction.atomic
def lay_down(*, hat: Membership, is_sure: bool = True) -> None:
    """Somebody gives an own hat back; the managers are told.

    Raises `LastManager`: the office is handed over, not left; and `TooFewPeople` as
    `remove_role` does.
    """
    remove_role(membership=hat, acting_user=hat.user, is_sure=is_sure)
    managers = Membership.objects.current().filter(village=hat.village, role=Role.MANAGER)
    for manager in managers.exclude(user=hat.user).select_related("user"):
        notifications.notify(
            user=manager.user,
            kind="role.laid_down",
            village=hat.village,
            url=f"/office/{hat.village.slug}/members/",
            params={"village": hat.village.name_ko, "name": hat.user.name},
        )


@transaction.atomic
def start_handover(
    *,
    village: Village,
    leaver,
    successor,
    ends_on: date,
    note: str = "",
    acting_user,
    is_sure: bool = True,
) -> Handover:
    """Give the successor the hat today and set the leaver's last day.

    Raises `HandoverRefused` for a day in the past or too far off, for somebody who is
    no manager, or to oneself; `TooFewPeople` unless `is_sure`, where fewer than two could
    approve after the last day. The successor and the region's officers are told. The
    village's row is written first: no hat comes off while it is handed on.
    """
    today = timezone.localdate()
    if successor.pk == leaver.pk:
        raise HandoverRefused(_("Choose somebody else as the successor."))
    if not today <= ends_on <= today + LONGEST_HANDOVER:
        words = _("Choose a last day between today and half a year from now.")
        raise HandoverRefused(words, "last_day")
    Village.objects.hold(village)
    hat = Membership.objects.current().of(leaver, village).filter(role=Role.MANAGER).first()
    if hat is None:
        raise HandoverRefused(_("Only a manager can hand the office over."))
    if not is_sure:
        minimum.ask_first(village, without=hat, joining=successor)
    grant_role(user=successor, village=village, role=Role.MANAGER, acting_user=acting_user)
    # A successor who is leaving too would leave nobody.
    Membership.objects.of(successor, village).filter(role=Role.MANAGER).update(until=None)
    Membership.objects.filter(pk=hat.pk).update(until=ends_on)
    try:
        with transaction.atomic():
            handover = Handover.objects.create(
                village=village, leaver=leaver, successor=successor, ends_on=ends_on, note=note
            )
    except IntegrityError as twice:
        raise HandoverRefused(_("This handover has already begun.")) from twice
    Handover.objects.filter(village=village, leaver=successor, ended_at__isnull=True).update(
        ended_at=timezone.now()
    )
    activity.record(
        "handover.started", village=village, actor=acting_user, ref=handover.pk,
        data={"leaver": leaver.pk, "successor": successor.pk},
    )  # fmt: skip
    _tell_of_handover(handover)
    return handover


def _tell_of_handover(handover: Handover) -> None:
    """The successor goes to the office; the officers learn who, until when, and see the village."""
    village, successor = handover.village, handover.successor
    told = {"village": village.name_ko, "name": successor.name}
    lines = {successor: ("handover.started", village.get_office_url(), told)}
    until = {"leaver": handover.leaver.name, "day": handover.ends_on.isoformat()}
    for officer in officers_of(village.region):
        lines.setdefault(officer, ("handover.watched", sheet_of(village), told | until))
    for person, (kind, url, params) in lines.items():
        notifications.notify(
            user=person,
            kind=kind,
            village=village,
            url=url,
            params=params,
            dedupe_key=f"handover:{handover.pk}",
        )


def tick_handover(*, handover: Handover, done: list[str], note: str) -> None:
    """Keep which tasks are done, and the note."""
    Handover.objects.filter(pk=handover.pk, ended_at__isnull=True).update(
        done=[task for task in HandoverTask.values if task in done], note=note
    )


@transaction.atomic
def cancel_handover(*, handover: Handover, acting_user) -> None:
    """The leaver stays; the successor keeps the hat too."""
    ended = Handover.objects.filter(pk=handover.pk, ended_at__isnull=True).update(
        ended_at=timezone.now()
    )
    if not ended:
        return
    Membership.objects.of(handover.leaver, handover.village).filter(
        role=Role.MANAGER, until__gte=timezone.localdate()
    ).update(until=None)
    sync_access(handover.leaver)
    activity.record(
        "handover.cancelled", village=handover.village, actor=acting_user, ref=handover.pk
    )


def officers_of(region: Region) -> list[User]:
    """Who holds a post today for the county or for the province above it."""
    today = timezone.localdate()
    posts = OfficerPost.objects.filter(
        region__in=[region.pk, region.parent_id], since__lte=today, user__is_active=True
    ).exclude(until__lt=today)
    return [post.user for post in posts.select_related("user").order_by("pk")]


def with_manager_known(villages):
    """Each village with `has_manager`: whether somebody wears that hat today; no query more."""
    managers = Membership.objects.current().filter(
        village=OuterRef("pk"), role=Role.MANAGER, user__is_active=True
    )
    return villages.annotate(has_manager=Exists(managers))


def without_manager(villages):
    """Those of these villages in which nobody wears the manager's hat today."""
    return with_manager_known(villages).filter(has_manager=False)


def looking_for_manager():
    """Villages at work, or being set up, that have no manager; whoever is invited to set one
    up is awaited, not missing."""
    invited = Invitation.objects.open().filter(village=OuterRef("pk"), role=Role.MANAGER)
    awaited = Q(status=VillageStatus.OPENING) & Exists(invited)
    villages = Village.objects.exclude(awaited).exclude(status=VillageStatus.ARCHIVED)
    return without_manager(villages)


def sheet_of(village: Village) -> str:
    """The address of the village's numbers, where its officer sees what to do."""
    return reverse("adoption:village", args=[village.slug])


def close_expired_hats() -> int:
    """Take the rights of hats whose last day has passed; returns how many people changed.

    Runs every night: groups follow hats only when somebody writes them.
    """
    today = timezone.localdate()
    gone = Membership.objects.filter(
        role__in=WAGTAIL_ROLES, until__lt=today, until__gte=today - timedelta(days=14)
    ).values("user")
    people = User.objects.filter(pk__in=gone)
    for user in people:
        with transaction.atomic():
            sync_access(user)
    Handover.objects.filter(ended_at__isnull=True, ends_on__lt=today).update(
        ended_at=timezone.now()
    )
    return len(people)


def tell_of_vacancies() -> int:
    """Tell the officers of every village without a manager, once a month; how many were told."""
    told = 0
    month = timezone.localdate().strftime("%Y-%m")
    for village in without_manager(Village.objects.active().select_related("region")):
        for officer in officers_of(village.region):
            line = notifications.notify(
                user=officer,
                kind="village.vacant",
                village=village,
                url=sheet_of(village),
                params={"village": village.name_ko},
                dedupe_key=f"vacant:{village.pk}:{month}",
            )
            told += line is not None
    return told


def tell_of_lone_approvers() -> int:
    """Tell the manager of every village in which one person alone can approve, and its officers.

    Nobody approves their own text, so a village needs two. Once a month; how many were told.
    """
    told = 0
    month = timezone.localdate().strftime("%Y-%m")
    for village in _with_one_approver(Village.objects.active().select_related("region")):
        managers = Membership.objects.current().filter(
            village=village, role=Role.MANAGER, user__is_active=True
        )
        people = {
            hat.user: f"/office/{village.slug}/members/" for hat in managers.select_related("user")
        }
        people |= dict.fromkeys(officers_of(village.region), sheet_of(village))
        for person, url in people.items():
            line = notifications.notify(
                user=person,
                kind="village.one_approver",
                village=village,
                url=url,
                params={"village": village.name_ko},
                dedupe_key=f"one_approver:{village.pk}:{month}",
            )
            told += line is not None
    return told


def _with_one_approver(villages):
    approvers = Membership.objects.current().filter(role__in=APPROVER_ROLES, user__is_active=True)
    lone = approvers.values("village").annotate(n=Count("user", distinct=True)).filter(n=1)
    return villages.filter(pk__in=lone.values("village"))


def nightly() -> None:
    """What the night does for people: expired hats, empty offices, offices of one."""
    close_expired_hats()
    tell_of_vacancies()
    tell_of_lone_approvers()
