"""What the office shows: the morning page, people, a village's own texts. What waits on each
desk: `waiting`."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import get_language

from wagtail.models import Page, TaskState, WorkflowState

from villages.accounts.contact_hints import contact_hint
from villages.accounts.models import User
from villages.activity import selectors as activity
from villages.office.desks import Desk, desks_for
from villages.office.numbers import numbers_of
from villages.portal import hats
from villages.portal.access import has_role
from villages.portal.choices import APPROVER_ROLES, WRITER_ROLES, Role, VillageStatus
from villages.portal.models import (
    Appointment,
    EventPage,
    GalleryPage,
    Membership,
    NewsPage,
    NoticePage,
    OfficerPost,
    PlacePage,
    StoryPage,
    Village,
)

LATELY, LATELY_READ = 6, 40
PLACES_OFFERED = 60
TEXTS_SHOWN = 20
PEOPLE_SHOWN = 30
PHONE_TYPES = (NewsPage, NoticePage, EventPage, GalleryPage, StoryPage)


@dataclass(frozen=True)
class Text:
    """A page of the village with where it stands."""

    page: Page
    state: str
    author: str
    lang: str = ""  # its language's code, where that is not the reader's

    @property
    def language(self) -> str:
        """The language's own name, or nothing where the reader need not be told."""
        return str(dict(settings.LANGUAGES).get(self.lang, self.lang))


def waiting_pages(village: Village) -> list:
    """Pages of the village that wait for approval, the oldest first; one query."""
    waits = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
    )
    pages = Page.objects.filter(Exists(waits), path__startswith=village.page.path)
    # Not the pages of their own kinds: those would forget whose they are, and ask one by one.
    return list(pages.select_related("owner").order_by("latest_revision_created_at"))


def people_of(village: Village, *, search: str = "", number=None):
    """One page of the people of a village with the hats each wears now, by name.

    `search` looks into the names. A `Page` of Django's paginator, its `object_list` made of
    (person, hats, what tells people of one name apart); three queries.
    """
    hats = Membership.objects.current().filter(village=village)
    people = User.objects.filter(Exists(hats.filter(user=OuterRef("pk"))))
    if search:
        people = people.filter(first_name__icontains=search)
    listing = Paginator(people.order_by("first_name", "pk"), PEOPLE_SHOWN).get_page(number)
    shown = list(listing.object_list)
    worn: dict[int, list[Membership]] = {person.pk: [] for person in shown}
    for hat in hats.filter(user__in=worn).order_by("role"):
        worn[hat.user_id].append(hat)
    listing.object_list = [(person, worn[person.pk], contact_hint(person)) for person in shown]
    return listing


def texts_of(village: Village, *, author=None, search: str = "", number=None):
    """One page of the village's news, notices, events, albums and stories, drafts too.

    The newest first; `search` looks into the titles. A `Page` of Django's paginator, its
    `object_list` made of `Text`.
    """
    types = [ContentType.objects.get_for_model(model) for model in PHONE_TYPES]
    pages = Page.objects.filter(path__startswith=village.page.path, content_type__in=types)
    if author is not None:
        pages = pages.filter(owner=author)
    if search:
        pages = pages.filter(Q(title__icontains=search) | Q(draft_title__icontains=search))
    rows = pages.select_related("owner", "content_type")
    listing = Paginator(rows.order_by("-latest_revision_created_at", "-pk"), TEXTS_SHOWN).get_page(
        number
    )
    shown = list(listing.object_list)
    waiting = {page.pk for page in waiting_pages(village)}
    languages = _languages_of(shown)
    listing.object_list = [
        Text(
            page,
            "waiting" if page.pk in waiting else "live" if page.live else "draft",
            page.owner.name if page.owner else "",
            languages.get(page.pk, ""),
        )
        for page in shown
    ]
    return listing


def _languages_of(pages: list[Page]) -> dict[int, str]:
    """The language of each page that is not in the reader's; one query for all types."""
    written = Coalesce(*(f"{model._meta.model_name}__content_language" for model in PHONE_TYPES))
    rows = Page.objects.filter(pk__in=[page.pk for page in pages]).annotate(written=written)
    return dict(rows.exclude(written=get_language()).values_list("pk", "written"))


def place_names(village: Village) -> list[str]:
    """The names of the village's places, in its order and in each language; one query."""
    pages = PlacePage.objects.live().filter(path__startswith=village.page.path)
    names = pages.order_by("path").values_list("title", flat=True)[:PLACES_OFFERED]
    return list(dict.fromkeys(names))


def hats_to_agree_to(village: Village, user) -> list:
    """The waiting hats this person can answer: the committee's, and staff's; one query."""
    if village.status == VillageStatus.ARCHIVED:
        return []
    if not (user.is_staff or has_role(user, village, Role.COMMITTEE)):
        return []
    return hats.waiting_for(user, village)


def in_short(lines, limit: int = LATELY) -> list:
    """What happened, newest first: the same by the same person on one day is one line with `times`."""
    told: dict[tuple, object] = {}
    for line in lines:
        words = (getattr(line, "data", None) or {}).get("on_behalf_of", "")
        key = (line.kind, line.actor_id, words, timezone.localtime(line.at).date())
        if key in told:
            told[key].times += 1
        else:
            line.times = 1
            told[key] = line
    return list(told.values())[:limit]


def open_lines(village: Village, user, desks: list[Desk] | None = None) -> list[tuple]:
    """What waits on these desks (all, where none are named), the urgent first.

    In a resting village only what can be answered there.
    """
    waits, rests = [], village.status == VillageStatus.ARCHIVED
    for desk in desks if desks is not None else desks_for(frozenset(), is_staff=True):
        if rests and not desk.works_at_rest:
            continue
        for line in desk.waiting(village, user):
            waits.append((desk, line))
    waits.sort(key=lambda pair: not pair[1].is_urgent)
    return waits


def morning(village: Village, user, roles: frozenset[str]) -> dict:
    """The morning page: what waits on each desk, the desks, what happened lately.

    The month's numbers stand there for those who lead the village.
    """
    desks: list[Desk] = [
        desk
        for desk in desks_for(roles, is_staff=user.is_staff)
        if village.is_open or not desk.is_on_portal
    ]
    waits = open_lines(village, user, desks)
    return {
        "desks": [{"desk": desk, "url": desk.url(village)} for desk in desks],
        "waits": waits,
        "waits_count": len(waits),
        "may_post": (user.is_staff or bool(roles & WRITER_ROLES))
        and village.status != VillageStatus.ARCHIVED,
        "lately": in_short(activity.of_village(village)[:LATELY_READ]),
        "today": timezone.localdate(),
        "numbers": numbers_of(village) if user.is_staff or roles & APPROVER_ROLES else None,
    }


def platform_people() -> dict:
    """The platform's staff, the officers' posts that are not over, the open invitations."""
    today = timezone.localdate()
    posts = OfficerPost.objects.exclude(until__lt=today).select_related("user", "region__parent")
    staff = User.objects.filter(is_staff=True, is_active=True)
    return {
        "staff": list(staff.order_by("-is_superuser", "first_name", "pk")),
        "posts": list(posts.order_by("region__code", "since", "pk")),
        "invited": list(Appointment.objects.open().select_related("region__parent")),
    }
