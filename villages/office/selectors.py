"""What the office shows: what waits, and a village's own texts."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail.models import Page, TaskState, WorkflowState

from villages.activity import selectors as activity
from villages.moderation import selectors as moderation
from villages.office.desks import Desk, Waiting, desks_for
from villages.portal import facade, fund
from villages.portal.choices import APPROVER_ROLES, VillageStatus
from villages.portal.models import (
    EventPage,
    Handover,
    HandoverTask,
    Membership,
    NewsPage,
    NoticePage,
    Village,
)

STALE_AFTER_DAYS = 60
FEWEST_APPROVERS = 2
LATELY, LATELY_READ = 6, 40
PHONE_TYPES = (NewsPage, NoticePage, EventPage)


@dataclass(frozen=True)
class Text:
    """A page of the village with where it stands."""

    page: Page
    state: str
    author: str


def waiting_pages(village: Village) -> list:
    """Pages of the village that wait for approval, the oldest first."""
    ids = [
        int(pk)
        for pk in TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        ).values_list("workflow_state__object_id", flat=True)
    ]
    pages = Page.objects.filter(pk__in=ids, path__startswith=village.page.path)
    return list(
        pages.select_related("latest_revision__user", "owner")
        .order_by("latest_revision_created_at")
        .specific()
    )


def texts_of(village: Village, *, author=None, limit: int = 60) -> list[Text]:
    """The village's news, notices and events, drafts too, the newest first."""
    types = [ContentType.objects.get_for_model(model) for model in PHONE_TYPES]
    pages = Page.objects.filter(path__startswith=village.page.path, content_type__in=types)
    if author is not None:
        pages = pages.filter(owner=author)
    waiting = {page.pk for page in waiting_pages(village)}
    listing = pages.select_related("owner", "content_type").order_by("-latest_revision_created_at")
    return [
        Text(
            page,
            "waiting" if page.pk in waiting else "live" if page.live else "draft",
            page.owner.name if page.owner else "",
        )
        for page in listing[:limit]
    ]


def pages_waiting(village: Village, user) -> list[Waiting]:
    """The approvals that wait, as lines of the morning page."""
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
    """A reminder where nothing was published for sixty days."""
    newest = (
        NewsPage.objects.live()
        .filter(path__startswith=village.page.path)
        .order_by("-published_on")
        .values_list("published_on", flat=True)
        .first()
    )
    days = (timezone.localdate() - newest).days if newest else None
    if days is not None and days < STALE_AFTER_DAYS:
        return []
    text = (
        ngettext("No news for %(days)d day", "No news for %(days)d days", days) % {"days": days}
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


def in_short(lines, limit: int = LATELY) -> list:
    """What happened, newest first: the same by the same person on one day is one line with `times`."""
    told: dict[tuple, object] = {}
    for line in lines:
        key = (line.kind, line.actor_id, timezone.localtime(line.at).date())
        if key in told:
            told[key].times += 1
        else:
            line.times = 1
            told[key] = line
    return list(told.values())[:limit]


def people_waiting(village: Village, user) -> list[Waiting]:
    """Two people must be able to approve; a handover that runs is shown to both."""
    lines = []
    handover = Handover.objects.filter(village=village, ended_at__isnull=True).first()
    if handover is not None and user.pk in (handover.leaver_id, handover.successor_id):
        left = len(HandoverTask.values) - len(handover.done)
        if left:
            words = ngettext(
                "Handover: %(n)d thing is left", "Handover: %(n)d things are left", left
            )
            lines.append(Waiting(words % {"n": left}, f"/office/{village.slug}/handover/", left))
    approvers = (
        Membership.objects.current()
        .filter(village=village, role__in=APPROVER_ROLES, user__is_active=True)
        .values("user")
        .distinct()
        .count()
    )
    if approvers < FEWEST_APPROVERS:
        lines.append(
            Waiting(
                _("Only one person can approve texts. Name a second one."),
                f"/office/{village.slug}/members/",
            )
        )
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


def open_lines(village: Village, user, desks: list[Desk] | None = None) -> list[tuple]:
    """What waits on these desks (all, where none are named), the urgent first."""
    waits = []
    for desk in desks if desks is not None else desks_for(frozenset(), is_staff=True):
        for line in desk.waiting(village, user):
            waits.append((desk, line))
    waits.sort(key=lambda pair: not pair[1].is_urgent)
    return waits


def morning(village: Village, user, roles: frozenset[str]) -> dict:
    """The morning page: what waits on each desk, the desks, what happened lately."""
    desks: list[Desk] = desks_for(roles, is_staff=user.is_staff)
    waits = open_lines(village, user, desks)
    return {
        "desks": [{"desk": desk, "url": desk.url(village)} for desk in desks],
        "waits": waits,
        "waits_count": len(waits),
        "lately": in_short(activity.of_village(village)[:LATELY_READ]),
        "today": timezone.localdate(),
    }
