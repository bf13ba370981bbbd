"""Hats that a manager gives: at once, or after the committee's yes for an editor or a seller.

Everybody else who gives hats (staff, opening, import, merging, handover) calls
`services.grant_role`: nobody is asked there.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.activity import services as activity
from villages.notifications import services as notifications
from villages.portal.access import is_platform_staff
from villages.portal.choices import AGREED_ROLES, HatState, Role, VillageStatus
from villages.portal.errors import HatRefused, TooManyVillages
from villages.portal.models import Membership, Village, WaitingHat
from villages.portal.services import check_room_for, grant_role

REMIND_AFTER, REMIND_AGAIN = timedelta(days=3), timedelta(days=7)


@transaction.atomic
def propose(*, user, village: Village, role: str, acting_user) -> Membership | WaitingHat:
    """Give the hat at once, or let it wait where the committee must agree; both are told.

    Returns the hat, or the row that waits; a second call returns the same. Holds the
    village's row. Raises `TooManyVillages` before anybody is asked.
    """
    Village.objects.hold(village)
    if not needs_a_yes(village=village, role=role, giver=acting_user, user=user):
        return grant_role(user=user, village=village, role=role, acting_user=acting_user)
    columns = {"user": user, "village": village, "role": role}
    worn = Membership.objects.current().filter(**columns).first()
    if worn is not None:
        return worn
    check_room_for(**columns)
    waiting, new = WaitingHat.objects.get_or_create(
        **columns, state=HatState.WAITING, defaults={"asked_by": acting_user}
    )
    if not new:
        return waiting
    activity.record("role.proposed", village=village, actor=acting_user, ref=waiting.pk,
                    data={"role": role, "user": user.pk})  # fmt: skip
    for person in _committee_for(waiting):
        _tell(waiting, person, "hat.waiting", f"approvals/hats/{waiting.pk}/")
    _tell(waiting, user, "hat.asked")
    return waiting


def needs_a_yes(*, village: Village, role: str, giver, user=None) -> bool:
    """Whether the committee is asked before this hat holds; `user` where it is known already.

    Only for an editor or a seller, only when the giver is not of the platform's staff, and
    only while somebody else of the committee is there to say it. One query at most.
    """
    if role not in AGREED_ROLES or (giver is not None and is_platform_staff(giver)):
        return False
    return bool(_committee_of(village) - {one.pk for one in (giver, user) if one is not None})


@transaction.atomic
def agree(*, waiting: WaitingHat, acting_user) -> WaitingHat:
    """A member of the committee says yes: the hat holds from now on.

    Whoever meanwhile looks after five villages or has closed the account gets none: the row
    comes back as lapsed, with the reason. Raises `HatRefused` for one's own case, in a
    village that rests, and where it was answered already. Holds the village's row.
    """
    _check_answer(waiting, acting_user)
    return _give(waiting, acting_user, kind="role.agreed")


@transaction.atomic
def refuse(*, waiting: WaitingHat, reason: str, acting_user) -> None:
    """A member of the committee says no, with a reason that the manager and the person read.

    Raises `HatRefused` as `agree` does, and without a reason.
    """
    if not reason.strip():
        raise HatRefused(_("Write why. The person and the manager read it."), "reason_missing")
    _check_answer(waiting, acting_user)
    _close(waiting, HatState.REFUSED, acting_user, reason)
    activity.record("role.refused", village=waiting.village, actor=acting_user, ref=waiting.pk,
                    data={"role": waiting.role, "reason": waiting.reason[:300]})  # fmt: skip
    _tell(waiting, waiting.user, "hat.refused")
    _tell(waiting, waiting.asked_by, "hat.refused", "members/")


@transaction.atomic
def give_at_once(*, waiting: WaitingHat, acting_user) -> WaitingHat:
    """A manager gives the hat where nobody of the committee is left to agree; the log says so.

    Comes back lapsed as from `agree`. Raises `HatRefused` while somebody can agree, in a
    village that rests, and for one's own hat where another manager could give it.
    """
    _hold_working(waiting.village)
    if _committee_for(waiting):
        raise HatRefused(_("The committee can still answer. Please wait for it."))
    if acting_user.pk == waiting.user_id and _managers(waiting).exclude(pk=acting_user.pk):
        raise HatRefused(_("This is about yourself. Let another manager give it."))
    return _give(waiting, acting_user, kind="role.unasked")


@transaction.atomic
def take_back(*, waiting: WaitingHat, acting_user) -> None:
    """The manager asks no more. Raises `HatRefused` where it was answered already."""
    Village.objects.hold(waiting.village)
    _close(waiting, HatState.TAKEN_BACK, acting_user)
    activity.record("role.unproposed", village=waiting.village, actor=acting_user,
                    ref=waiting.pk, data={"role": waiting.role})  # fmt: skip
    _tell(waiting, waiting.user, "hat.taken_back")


@transaction.atomic
def lapse(*, waiting: WaitingHat, reason: str) -> bool:
    """Nothing comes of it, and why; False where it was answered meanwhile."""
    try:
        _close(waiting, HatState.LAPSED, None, reason)
    except HatRefused:
        return False
    _lapsed(waiting)
    return True


def waiting_in(village: Village) -> list[WaitingHat]:
    """What waits, the oldest first; `is_alone` where nobody of the committee can answer.

    One query, one more where something waits.
    """
    rows = list(
        WaitingHat.objects.open().filter(village=village).select_related("user", "asked_by")
    )
    committee = _committee_of(village) if rows else set()
    for row in rows:
        row.is_alone = not committee - {row.user_id, row.asked_by_id}
    return rows


def waiting_for(member, village: Village) -> list[WaitingHat]:
    """What this member of the committee can answer, the oldest first; one query."""
    rows = WaitingHat.objects.open().filter(village=village).exclude(user=member)
    # An answer is never the asker's; where nobody asks any more, anybody else may say it.
    rows = rows.filter(Q(asked_by__isnull=True) | ~Q(asked_by=member))
    return list(rows.select_related("user", "asked_by"))


def my_hats(user) -> dict | None:
    """A person's own hats that wait, for `/me/`."""
    rows = WaitingHat.objects.open().filter(user=user).select_related("village")
    return {"lines": list(rows)} if rows else None


def nightly() -> None:
    """What the night does for waiting hats: settle, tell who may go on, remind."""
    settle()
    tell_where_nobody_can_agree()
    remind_due()


def settle() -> int:
    """Close what needs no answer any more: the account is closed, or the hat is worn already."""
    worn = Membership.objects.current().filter(
        user=OuterRef("user"), village=OuterRef("village"), role=OuterRef("role")
    )
    rows = WaitingHat.objects.filter(Exists(worn) | Q(user__is_active=False))
    rows = rows.filter(state=HatState.WAITING).select_related("user", "asked_by", "village")
    return sum(lapse(waiting=row, reason=_no_account(row)) for row in rows)


def tell_where_nobody_can_agree() -> int:
    """Tell the managers, once a hat, that the committee's last member has gone; how many."""
    told = 0
    for row in _in_working_villages():
        if _committee_for(row):
            continue
        for manager in _managers(row):
            told += _tell(row, manager, "hat.alone", "members/", key="alone") is not None
    return told


def remind_due() -> int:
    """Remind who can agree after three days, then every week; how many were reminded."""
    now, told = timezone.now(), 0
    due = Q(reminded_at__isnull=True, asked_at__lt=now - REMIND_AFTER)
    due |= Q(reminded_at__lt=now - REMIND_AGAIN)
    for row in _in_working_villages().filter(due):
        # Two clocks at once: the second finds another time there.
        if not WaitingHat.objects.filter(
            pk=row.pk, state=HatState.WAITING, reminded_at=row.reminded_at
        ).update(reminded_at=now):
            continue
        key = f"reminded:{timezone.localdate(now)}"
        for member in _committee_for(row):
            address = f"approvals/hats/{row.pk}/"
            told += _tell(row, member, "hat.reminded", address, key=key) is not None
    return told


def _in_working_villages():
    rows = WaitingHat.objects.open().exclude(village__status=VillageStatus.ARCHIVED)
    return rows.select_related("user", "asked_by", "village")


def _committee_of(village: Village) -> set[int]:
    hats = Membership.objects.current().filter(
        village=village, role=Role.COMMITTEE, user__is_active=True
    )
    return set(hats.values_list("user", flat=True))


def _committee_for(waiting: WaitingHat) -> list:
    """Who can say yes: the committee but the one who asks and the one it is about."""
    hats = Membership.objects.current().filter(
        village=waiting.village, role=Role.COMMITTEE, user__is_active=True
    )
    hats = hats.exclude(user__in={waiting.user_id, waiting.asked_by_id} - {None})
    return [hat.user for hat in hats.select_related("user").order_by("pk")]


def _managers(waiting: WaitingHat):
    hats = Membership.objects.current().filter(village=waiting.village, role=Role.MANAGER)
    return type(waiting.user).objects.filter(pk__in=hats.values("user"), is_active=True)


def _hold_working(village: Village) -> None:
    Village.objects.hold(village)
    if Village.objects.filter(pk=village.pk, status=VillageStatus.ARCHIVED).exists():
        raise HatRefused(_("This village rests. Only reading is possible."))


def _check_answer(waiting: WaitingHat, acting_user) -> None:
    _hold_working(waiting.village)
    if acting_user.pk == waiting.user_id:
        raise HatRefused(_("This is about yourself. Somebody else of the committee answers."))
    if acting_user.pk == waiting.asked_by_id:
        raise HatRefused(_("You have asked for this. Somebody else of the committee answers."))
    is_member = acting_user in _committee_for(waiting)
    if not (is_member or is_platform_staff(acting_user)):
        raise HatRefused(_("You are not of the committee any more."))


def _close(waiting: WaitingHat, state: str, acting_user, reason: str = "") -> None:
    columns = {
        "state": state,
        "answered_by": acting_user,
        "answered_at": timezone.now(),
        "reason": reason.strip()[:500],
    }
    rows = WaitingHat.objects.filter(pk=waiting.pk, state=HatState.WAITING)
    if not rows.update(**columns):
        raise HatRefused(_("Somebody has answered this already."))
    for name, value in columns.items():
        setattr(waiting, name, value)


def _give(waiting: WaitingHat, acting_user, *, kind: str) -> WaitingHat:
    _close(waiting, HatState.GIVEN, acting_user)
    reason = _no_account(waiting)
    try:
        if not reason:
            grant_role(
                user=waiting.user,
                village=waiting.village,
                role=waiting.role,
                acting_user=waiting.asked_by or acting_user,
            )
    except TooManyVillages as full:
        reason = str(full.message)
    if reason:
        waiting.state, waiting.reason = HatState.LAPSED, reason
        waiting.save(update_fields=["state", "reason"])
        _lapsed(waiting)
        return waiting
    activity.record(kind, village=waiting.village, actor=acting_user, ref=waiting.pk,
                    data={"role": waiting.role, "user": waiting.user_id})  # fmt: skip
    _tell(waiting, waiting.user, "role.granted")
    if waiting.asked_by_id != acting_user.pk:
        _tell(waiting, waiting.asked_by, "hat.agreed", "members/")
    return waiting


def _no_account(waiting: WaitingHat) -> str:
    return "" if waiting.user.is_active else _("The account is closed.")


def _lapsed(waiting: WaitingHat) -> None:
    activity.record("role.lapsed", village=waiting.village, ref=waiting.pk,
                    data={"role": waiting.role})  # fmt: skip
    if waiting.reason:
        # Not into the office: the village may be part of another now.
        _tell(waiting, waiting.asked_by, "hat.lapsed")
        _tell(waiting, waiting.user, "hat.lapsed")


def _tell(waiting: WaitingHat, person, kind: str, below_office: str = "", key: str = ""):
    """A line for one person; the address lies in the office, else it is their own page."""
    if person is None or not person.is_active:
        return None
    village = waiting.village
    return notifications.notify(
        user=person,
        kind=kind,
        village=village,
        url=f"/office/{village.slug}/{below_office}" if below_office else "/me/",
        params={
            "village": village.name_ko,
            "name": waiting.user.name,
            "reason": waiting.reason[:200],
        },
        dedupe_key=f"hat:{waiting.pk}:{key or kind}",
    )
