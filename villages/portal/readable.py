"""Which pages a reader may see in lists, feeds, the search and the sitemap.

A page is readable while it is live, the portal of its village is open, neither it nor a
page above it asks for a sign-in that the reader lacks, and it is not for members of a village
to which the reader does not belong. Wagtail and `access.check_members` ask the same when a
page is opened; here it is a condition of the query, so no list costs a query more.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr

from wagtail.models import Page, PageViewRestriction

from villages.portal.tenancy import STEP, VILLAGE_DEPTH

# A page below one of a village's lists lies on the seventh level.
DEEPEST = 8


def readable(pages, user=None):
    """The pages of a queryset that this reader may open; without `user`, any stranger."""
    return _of_members(on_the_portal(pages, user), user)


def on_the_portal(pages, user=None):
    """As `readable`, but with what only members of the village may open."""
    up_to = [Substr(OuterRef("path"), 1, STEP * depth) for depth in range(1, DEEPEST + 1)]
    closed = PageViewRestriction.objects.filter(page__path__in=up_to)
    if user is not None and user.is_authenticated:
        closed = closed.exclude(restriction_type=PageViewRestriction.LOGIN)
    home = Page.objects.filter(path=Substr(OuterRef("path"), 1, STEP * VILLAGE_DEPTH))
    return pages.live().filter(~Exists(closed), ~Exists(home.filter(live=False)))


def _of_members(pages, user):
    """Leave out what is for members of its village, where the reader is none of them."""
    if user is not None and user.is_authenticated and user.is_staff:
        return pages
    if pages.model is Page:
        kept = OuterRef("pk")
        for_members = Q()
        for model in _kinds():
            for_members |= Q(Exists(model.objects.filter(pk=kept, members_only=True)))
    elif hasattr(pages.model, "members_only"):
        for_members = Q(members_only=True)
    else:
        return pages
    if user is None or not user.is_authenticated:
        return pages.exclude(for_members)
    return pages.filter(~for_members | Exists(_hats(user)))


def with_open_firsts(pages):
    """Of pages in any language, those whose first version a stranger may open as well.

    Lists go by first versions and need not ask; what names versions by themselves does.
    """
    for model in _kinds():
        versions = model.objects.filter(pk=OuterRef("pk"), original__isnull=False)
        closed = versions.exclude(original__in=readable(model.objects.all()).values("pk"))
        pages = pages.filter(~Exists(closed))
    return pages


def _kinds() -> list[type]:
    from villages.portal.models.content import VillageContentPage

    return VillageContentPage.__subclasses__()


def _hats(user):
    from villages.portal.models import Membership

    home = Substr(OuterRef("path"), 1, STEP * VILLAGE_DEPTH)
    return Membership.objects.current().filter(user=user, village__page__path=home)


def is_readable(page, user=None) -> bool:
    """Whether this reader may open the page, and its first version where it has one; one query."""
    asked = {page.pk, getattr(page, "original_id", None) or page.pk}
    return readable(Page.objects.filter(pk__in=asked), user).count() == len(asked)


def in_active_villages(pages):
    """The pages of villages that work on the platform: none of a resting one."""
    from villages.portal.models import Village

    path = Substr(OuterRef("path"), 1, STEP * VILLAGE_DEPTH)
    return pages.filter(Exists(Village.objects.active().filter(page__path=path)))
