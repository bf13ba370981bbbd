"""Who works for the platform: its staff, and the officers of counties and provinces.

A national administrator names and ends them. Officers read numbers at `/adoption/` and hold
no group; the staff's group follows `is_staff` whoever writes it.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from villages.accounts import second_step
from villages.accounts.models import User
from villages.activity import services as activity
from villages.core.templatetags.look import day
from villages.live import services as live
from villages.notifications import services as notifications
from villages.portal.choices import Appointed, RegionLevel
from villages.portal.errors import AppointmentRefused, InvitationGone, TooManyInvitations
from villages.portal.models import Appointment, OfficerPost, Region
from villages.portal.services import sync_staff

MOST_OPEN = 200
WRITES_STAFF = {"is_staff", "is_active"}


def account_written(user: User, *, fields, is_new: bool) -> None:
    """After an account was saved: its group follows. Nothing is asked where it cannot change."""
    if is_new and not user.is_staff:
        return
    if fields is not None and not WRITES_STAFF & set(fields):
        return
    sync_staff(user)


@transaction.atomic
def invite(
    *,
    kind: str,
    name: str,
    email: str,
    region: Region | None = None,
    since: date | None = None,
    until: date | None = None,
    acting_user,
) -> Appointment:
    """Hold a post ready for somebody and send the link by mail.

    Raises `AppointmentRefused` for an officer without a county or province, or for a last
    day before the first; `TooManyInvitations` where very many are open.
    """
    since = since or timezone.localdate()
    if kind == Appointed.STAFF:
        region = until = None
    elif region is None or region.level == RegionLevel.NATION:
        raise AppointmentRefused(_("Choose the officer's county or province."))
    if until and until < since:
        raise AppointmentRefused(_("The last day comes before the first."))
    if Appointment.objects.open().count() >= MOST_OPEN:
        raise TooManyInvitations(
            _("Many invitations are open. Take some back before you write more.")
        )
    appointment = Appointment.objects.create(
        kind=kind,
        name=name,
        email=email.lower(),
        region=region,
        since=since,
        until=until,
        created_by=acting_user,
    )
    _send(appointment)
    activity.record(
        "appointment.invited", actor=acting_user, ref=appointment.pk, data=_facts(appointment)
    )
    return appointment


def _facts(appointment: Appointment) -> dict:
    region = appointment.region
    return {"kind": appointment.kind, "region": region.code if region else ""}


def _send(appointment: Appointment) -> None:
    with translation.override(notifications.language_of(appointment.email)):
        words = {
            "name": appointment.name,
            "what": what_for(appointment),
            "link": f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"
            f"{appointment.get_absolute_url()}",
            "until": day(appointment.expires_on),
        }
        notifications.queue_mail(
            to=appointment.email,
            subject=_("INVIL invites you: %(what)s") % words,
            body=_(
                "Hello %(name)s,\n\nINVIL would like you to work as: %(what)s.\n"
                "Open this link, sign in or make an account, and press “Accept”:\n\n%(link)s\n\n"
                "The link is for you alone and holds until %(until)s."
            )
            % words,
            dedupe_key=f"appointment:{appointment.pk}",
        )


def what_for(appointment: Appointment) -> str:
    """“Officer: Gangwon, Yanggu”, or “Platform staff”, in the reader's language."""
    if appointment.region is None:
        return str(appointment.get_kind_display())
    return _("Officer: %(region)s") % {"region": appointment.region.full_name}


@transaction.atomic
def accept(*, code: str, user) -> Appointment:
    """Take the post that an invitation holds ready; once.

    Raises `InvitationGone` where it was used by another, taken back, or is past its day.
    """
    took = Appointment.objects.open().filter(code=code).update(used_by=user, used_at=timezone.now())
    appointment = (
        Appointment.objects.select_related("region__parent", "created_by").filter(code=code).first()
    )
    if appointment is None or (not took and appointment.used_by_id != user.pk):
        raise InvitationGone(_("This invitation no longer holds. Ask for a new one."))
    if not took:
        return appointment  # pressed twice
    if appointment.kind == Appointed.STAFF:
        name_staff(user=user, acting_user=appointment.created_by)
    else:
        name_officer(
            user=user,
            region=appointment.region,
            since=appointment.since,
            until=appointment.until,
            acting_user=appointment.created_by,
        )
    if appointment.created_by:
        notifications.notify(
            user=appointment.created_by,
            kind="appointment.accepted",
            url="/staff/people/",
            params={"name": appointment.name},
            dedupe_key=f"appointment:{appointment.pk}",
        )
    return appointment


def withdraw(*, appointment: Appointment, acting_user) -> None:
    """Take an open invitation back; a used one stays as it is."""
    if appointment.take_back():
        activity.record(
            "appointment.withdrawn", actor=acting_user, ref=appointment.pk, data=_facts(appointment)
        )


@transaction.atomic
def name_officer(
    *, user, region: Region, since: date | None = None, until: date | None = None, acting_user=None
) -> OfficerPost:
    """Give a post that is not over yet another last day, or make it."""
    since = since or timezone.localdate()
    running = OfficerPost.objects.filter(user=user, region=region).exclude(
        until__lt=timezone.localdate()
    )
    post = running.order_by("since", "pk").first()
    if post is None:
        try:
            with transaction.atomic():
                post = OfficerPost.objects.create(
                    user=user, region=region, since=since, until=until
                )
        except IntegrityError:  # the same post at the same moment, or one that ended today
            post = OfficerPost.objects.get(user=user, region=region, since=since)
    OfficerPost.objects.filter(pk=post.pk).update(since=min(post.since, since), until=until)
    post.refresh_from_db()
    live.rights_changed(user=user)
    activity.record(
        "officer.named",
        actor=acting_user,
        ref=user.pk,
        data={"region": region.code, "until": until.isoformat() if until else ""},
    )
    return post


@transaction.atomic
def end_officer(*, post: OfficerPost, last_day: date, acting_user) -> None:
    """Set the post's last day; yesterday ends it at once.

    Raises `AppointmentRefused` for a day further back: what was read then was read rightly.
    """
    if last_day < timezone.localdate() - timedelta(days=1):
        raise AppointmentRefused(_("Choose yesterday or a later day."))
    # A post that has not begun, or began today, ends before anybody used it tomorrow.
    since = min(post.since, last_day)
    OfficerPost.objects.filter(pk=post.pk).update(since=since, until=last_day)
    live.rights_changed(user=post.user)
    activity.record(
        "officer.ended",
        actor=acting_user,
        ref=post.user_id,
        data={"region": post.region.code, "until": last_day.isoformat()},
    )


@transaction.atomic
def name_staff(*, user, acting_user=None) -> None:
    """Take somebody onto the platform's staff; their group follows."""
    if User.objects.filter(pk=user.pk, is_staff=False).update(is_staff=True):
        user.is_staff = True
        sync_staff(user)
        live.rights_changed(user=user)
        activity.record("staff.named", actor=acting_user, ref=user.pk)


@transaction.atomic
def end_staff(*, user, acting_user) -> None:
    """Take somebody off the platform's staff; their group and open sockets follow.

    Raises `AppointmentRefused` for oneself and for national administrators.
    """
    if user.pk == acting_user.pk:
        raise AppointmentRefused(_("Another administrator must do this for you."))
    ended = User.objects.filter(pk=user.pk, is_staff=True, is_superuser=False)
    if not ended.update(is_staff=False):
        if user.is_superuser:
            raise AppointmentRefused(_("A national administrator is not taken off here."))
        return
    user.is_staff = False
    sync_staff(user)
    live.rights_changed(user=user)
    activity.record("staff.ended", actor=acting_user, ref=user.pk)


@transaction.atomic
def lift_second_step(*, user, reason: str, acting_user=None) -> None:
    """Take the second step of somebody who lost the phone off; they hear of it by mail.

    Staff set it up again before their desk opens. The operator at the machine has no
    account: `acting_user` is None then. Raises `AppointmentRefused` for oneself, and where
    the account has no second step.
    """
    if acting_user is not None and user.pk == acting_user.pk:
        raise AppointmentRefused(_("Another administrator must do this for you."))
    if not second_step.take_off(user):
        raise AppointmentRefused(_("This account has no second step."))
    activity.record(
        "second_step.lifted",
        actor=acting_user,
        ref=user.pk,
        data={"user": user.pk, "reason": reason},
    )
    notifications.notify(user=user, kind="second_step.lifted", url="/accounts/2fa/", params={})
