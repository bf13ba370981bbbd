"""What waits on the office's own desks, as lines of the morning page; and for platform staff."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media.room import use_of
from villages.moderation import selectors as moderation
from villages.office.desks import Waiting
from villages.office.selectors import hats_to_agree_to, waiting_pages
from villages.portal import facade, freshness, fund, hats, minimum, people, shelf, village_forms
from villages.portal.access import is_platform_staff
from villages.portal.choices import APPROVER_ROLES, Role, VillageStatus
from villages.portal.models import (
    EventPage,
    Handover,
    HandoverTask,
    Membership,
    NoticePage,
    Village,
    VillageImport,
)

OLD_NOTICES = 3
EVENTS_SHOWN = 5
HATS_EVERY_VILLAGE_NEEDS = (Role.EDITOR, Role.COMMITTEE)
HATS_SHOWN = 5
LISTS = 3  # half imported, named one by one


def approvals_waiting(village: Village, user) -> list[Waiting]:
    """Texts to approve and hats to agree to, as lines of the morning page."""
    words = _("Do you agree? %(name)s: %(hat)s")
    lines = [
        Waiting(
            words % {"name": waiting.user.name, "hat": waiting.get_role_display()},
            f"/office/{village.slug}/approvals/hats/{waiting.pk}/",
        )
        for waiting in hats_to_agree_to(village, user)[:HATS_SHOWN]
    ]
    return [*lines, *pages_waiting(village, user)]


def pages_waiting(village: Village, user) -> list[Waiting]:
    """The texts that wait for approval, as lines of the morning page."""
    roles = set(Membership.objects.current().of(user, village).values_list("role", flat=True))
    if not (roles & APPROVER_ROLES or user.is_staff):
        return []
    return [
        Waiting(
            text=_("Read “%(title)s” before it goes out") % {"title": page.title},
            url=f"/office/{village.slug}/approvals/{page.pk}/",
        )
        for page in waiting_pages(village)[:5]
    ]


def freshness_waiting(village: Village, user) -> list[Waiting]:
    """What takes place today; a reminder where nothing was published for sixty days, where
    room runs out, and for each notice that stands for sixty days without a last day; nothing
    where a village rests."""
    if village.status == VillageStatus.ARCHIVED:
        return []
    return [
        *_today(village),
        *_stale(village),
        *_room_left(village),
        *_old_notices(village),
    ]


def _today(village: Village) -> list[Waiting]:
    """Classes, meetings and other events that begin today, by the hour; one query."""
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    pages = EventPage.objects.live().filter(
        path__startswith=village.page.path,
        original__isnull=True,
        is_cancelled=False,
        starts_at__gte=start,
        starts_at__lt=start + timedelta(days=1),
    )
    words = _("Today at %(time)s: “%(title)s”")
    return [
        Waiting(
            words % {"time": f"{timezone.localtime(page.starts_at):%H:%M}", "title": page.title},
            f"/office/{village.slug}/pages/{page.pk}/",
        )
        for page in pages.order_by("starts_at", "pk")[:EVENTS_SHOWN]
    ]


def _old_notices(village: Village) -> list[Waiting]:
    """Notices nobody looked at for sixty days and that never end; the oldest first, one query."""
    pages = NoticePage.objects.live().filter(
        path__startswith=village.page.path,
        original__isnull=True,
        valid_until__isnull=True,
        last_published_at__lt=timezone.now() - freshness.STALE_AFTER,
    )
    words = _("“%(title)s” has stood for %(days)d days. Does it still hold?")
    return [
        Waiting(
            words % {"title": page.title, "days": (timezone.now() - page.last_published_at).days},
            f"/office/{village.slug}/pages/{page.pk}/",
        )
        for page in pages.order_by("last_published_at")[:OLD_NOTICES]
    ]


def _room_left(village: Village) -> list[Waiting]:
    use = use_of(village.collection_id)
    if not use.is_nearly_full:
        return []
    text = _("Room for photos and files: %(percent)d %% is full") % {"percent": use.percent}
    return [Waiting(text, f"/office/{village.slug}/pages/", is_urgent=use.is_full)]


def _stale(village: Village) -> list[Waiting]:
    at = freshness.last_change(village)
    if at is not None and not freshness.is_silent_since(village, at):
        return []
    days = (timezone.localdate() - timezone.localdate(at)).days if at else None
    text = (
        ngettext(
            "Nothing new on the portal for %(days)d day",
            "Nothing new on the portal for %(days)d days",
            days,
        )
        % {"days": days}
        if days is not None
        else _("No news yet: write the first")
    )
    return [Waiting(text=text, url=f"/office/{village.slug}/post/")]


def reports_waiting(village: Village, user) -> list[Waiting]:
    """Reported posts, as one line."""
    count = moderation.open_count(village)
    if not count:
        return []
    words = ngettext("%(n)d reported text", "%(n)d reported texts", count) % {"n": count}
    return [Waiting(words, f"/office/{village.slug}/reports/", count, is_urgent=True)]


def people_waiting(village: Village, user) -> list[Waiting]:
    """A handover that runs is shown to both; hats that wait for nobody, and that nobody wears.

    Three queries, one more where a hat waits.
    """
    lines = []
    handover = Handover.objects.filter(village=village, ended_at__isnull=True).first()
    if handover is not None and user.pk in (handover.leaver_id, handover.successor_id):
        left = len(HandoverTask.values) - len(handover.done)
        if left:
            words = ngettext(
                "Handover: %(n)d thing is left", "Handover: %(n)d things are left", left
            )
            lines.append(Waiting(words % {"n": left}, f"/office/{village.slug}/handover/", left))
    return [*lines, *_hats_nobody_can_agree_to(village), *_missing_hats(village)]


def _hats_nobody_can_agree_to(village: Village) -> list[Waiting]:
    """The committee's last member has gone: the manager gives the hat or takes it back."""
    if village.status == VillageStatus.ARCHIVED:
        return []
    words = _("Nobody is left to agree: %(name)s, %(hat)s. You can give it yourself.")
    return [
        Waiting(
            words % {"name": waiting.user.name, "hat": waiting.get_role_display()},
            f"/office/{village.slug}/members/#waiting",
        )
        for waiting in hats.waiting_in(village)
        if waiting.is_alone
    ][:HATS_SHOWN]


def _missing_hats(village: Village) -> list[Waiting]:
    """Two people must be able to approve, and somebody should wear each of the other hats."""
    worn = set(
        Membership.objects.current()
        .filter(village=village, user__is_active=True)
        .values_list("user", "role", "until")
    )
    members, lines = f"/office/{village.slug}/members/#give", []
    approvers = [(user, until) for user, role, until in worn if role in APPROVER_ROLES]
    if len({user for user, _until in approvers}) < minimum.FEWEST:
        words = _("Only one person can approve texts. Name a second one.")
        lines.append(Waiting(words, members))
    elif len({user for user, until in approvers if until is None}) < minimum.FEWEST:
        words = _("Soon only one person can approve texts. Name a second one.")
        lines.append(Waiting(words, members))
    roles = {role for _user, role, _until in worn}
    empty = [str(role.label) for role in HATS_EVERY_VILLAGE_NEEDS if role not in roles]
    if empty:
        words = _("Nobody wears this hat: %(hats)s") % {"hats": ", ".join(empty)}
        lines.append(Waiting(words, members, len(empty)))
    return lines


def fund_waiting(village: Village, user) -> list[Waiting]:
    """Questions about the fund: urgent when a week has passed."""
    questions = list(fund.open_questions(village)[:20])
    if not questions:
        return []
    words = ngettext(
        "%(n)d question about the common fund",
        "%(n)d questions about the common fund",
        len(questions),
    )
    late = timezone.now() - questions[0].at > fund.ANSWER_WITHIN
    text = words % {"n": len(questions)}
    return [Waiting(text, f"/office/{village.slug}/fund/", len(questions), is_urgent=late)]


def disclosures_waiting(village: Village, user) -> list[Waiting]:
    """Requests for documents with the days that are left; two queries."""
    lines = []
    for request in shelf.with_clock(shelf.open_requests(village)[:5]):
        left = request.days_left
        if request.is_overdue:
            text = _("A request for a document is overdue: “%(text)s”")
        else:
            text = ngettext(
                "A request for a document, %(n)d working day left: “%(text)s”",
                "A request for a document, %(n)d working days left: “%(text)s”",
                left,
            )
        lines.append(
            Waiting(
                text % {"n": left, "text": request.text[:60]},
                f"/office/{village.slug}/documents/requests/{request.pk}/",
                is_urgent=request.is_overdue or left <= shelf.HURRY_DAYS,
            )
        )
    return lines


def forms_waiting(village: Village, user) -> list[Waiting]:
    """Forms with answers that nobody has dealt with; one query."""
    lines = []
    for page in village_forms.forms_of(village).filter(waiting_count__gt=0)[:5]:
        words = ngettext(
            "%(title)s: %(n)d new answer", "%(title)s: %(n)d new answers", page.waiting_count
        )
        lines.append(
            Waiting(
                words % {"title": page.title, "n": page.waiting_count},
                f"/office/{village.slug}/forms/{page.pk}/",
                page.waiting_count,
            )
        )
    return lines


def opening_waiting(village: Village, user) -> list[Waiting]:
    """A new village: the steps until its portal opens, as one line."""
    if village.status != VillageStatus.OPENING:
        return []
    left = sum(step.is_needed and not step.is_done for step in facade.opening_steps(village))
    words = ngettext(
        "Your portal is not open yet: %(n)d step is left",
        "Your portal is not open yet: %(n)d steps are left",
        left,
    )
    text = words % {"n": left} if left else _("Everything is ready. Open your portal")
    return [Waiting(text, f"/office/{village.slug}/start/", left or 1, is_urgent=True)]


def staff_waiting() -> list[Waiting]:
    """What waits for platform staff in the register, the urgent first; three queries."""
    villages = reverse("register:villages")
    vacant = people.without_manager(Village.objects.active()).count()
    opening = Village.objects.filter(status=VillageStatus.OPENING).count()
    lines = []
    if vacant:
        words = ngettext("%(n)d village has no manager", "%(n)d villages have no manager", vacant)
        lines.append(Waiting(words % {"n": vacant}, f"{villages}?state=vacant", vacant, True))
    for listing in VillageImport.objects.filter(finished_at__isnull=True).order_by("-pk")[:LISTS]:
        left = len(listing.rows) - listing.done
        words = (
            ngettext(
                "%(n)d village of a list is still to be set up",
                "%(n)d villages of a list are still to be set up",
                left,
            )
            if listing.started_at
            else ngettext(
                "A checked list of %(n)d village waits to be started",
                "A checked list of %(n)d villages waits to be started",
                left,
            )
        )
        url = reverse("register:import-list", args=[listing.pk])
        lines.append(Waiting(words % {"n": left}, url, left))
    if opening:
        words = ngettext(
            "%(n)d village has not opened its portal yet",
            "%(n)d villages have not opened their portals yet",
            opening,
        )
        lines.append(Waiting(words % {"n": opening}, f"{villages}?state=opening", opening))
    return lines


def staff_doors(user) -> dict | None:
    """The doors of platform staff and what waits behind them, on `/me/`."""
    return {"lines": staff_waiting()} if is_platform_staff(user) else None
