"""Who sees what in Wagtail's admin: decided here, registered in the hooks."""

import re

from django.db.models import Q

from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtailmedia import get_permission_policy

from villages.portal.access import is_platform_staff
from villages.portal.models import (
    HelpIndexPage,
    PlatformHomePage,
    RegionPage,
    StarterPage,
    VillageIndexPage,
)
from villages.portal.readable import readable
from villages.portal.tenancy import village_path

VILLAGE_MENU = frozenset({"explorer", "images", "documents", "media", "help", "settings"})
GLOBAL_REPORTS = frozenset(
    {
        "site-history",
        "page-types-usage",
        "locked-pages",
        "workflows",
        "workflow-tasks",
        "aging-pages",
    }
)
PAGE_NUMBERS = re.compile(r"/cms/pages/(?:workflow/\w+/)?(\d+)/(?:move/(\d+)/)?")
MEDIA_NUMBER = re.compile(r"/cms/media/\w+/(\d+)/")
LONGEST_KEY = 18  # digits; a longer number is no key of any database
GUARDED = (
    "/cms/reports/",
    "/cms/users/",
    "/cms/groups/",
    "/cms/sites/",
    "/cms/collections/",
    "/cms/workflows/",
    "/cms/redirects/",
    "/cms/searchpicks/",
    "/cms/locales/",
    "/cms/snippets/",
    "/cms/settings/",
    "/cms/tag-autocomplete/",
    "/cms/styleguide/",
    "/cms/api/",
    "/cms/forms/",
    "/cms/failwhale/",
)


def explorable(user):
    """The pages a person may browse in the admin."""
    return policy_registry.get_by_type(Page).explorable_instances(user)


def choosable_pages(pages, user):
    """Pages a link may point at: one's own, drafts too, and all that anybody may read."""
    if user.is_superuser:
        return pages
    own = explorable(user).values("pk")
    # Only subqueries: the search behind the chooser takes nothing else of a filter.
    return pages.filter(Q(pk__in=own) | Q(pk__in=readable(Page.objects.all()).values("pk")))


def may_write_below(user, parent: Page) -> bool:
    """Whether a person may add pages below a page."""
    return parent.permissions_for_user(user).can_add_subpage()


def same_village(page: Page, destination: Page) -> bool:
    """Whether a move stays within one village, or above all of them."""
    return village_path(page) == village_path(destination)


def is_guarded(path: str, user) -> bool:
    """Whether an admin address is closed to this person.

    Closed are the screens that show every village's rows, and every screen of a page
    the person may not explore, whatever Wagtail itself would say about it.
    """
    if user.is_superuser:
        return False
    named = PAGE_NUMBERS.match(path)
    if named and user.is_authenticated:
        wanted = {int(number) for number in named.groups() if number}
        return explorable(user).filter(pk__in=wanted).count() < len(wanted)
    media = MEDIA_NUMBER.match(path)
    if media and user.is_authenticated:
        return not _reachable_media(user).filter(pk=int(media[1])).exists()
    if not path.startswith(GUARDED):
        return False
    return not (is_platform_staff(user) and path.startswith("/cms/reports/"))


def media_collections(user):
    """The collections whose sounds and films a person may change: not those of the nation."""
    return get_permission_policy().collections_user_has_any_permission_for(user, ["change", "add"])


def _reachable_media(user):
    """Sounds and films a person may change: the add-on's own screens ask less."""
    return get_permission_policy().instances_user_has_any_permission_for(user, ["change", "add"])


def stays(page: Page, user) -> bool:
    """Whether a page may be neither taken off nor deleted by this person.

    Without a village's home, its lists and what stands above them nothing else answers:
    a superuser alone takes them away.
    """
    if user.is_superuser:
        return False
    trunk = (PlatformHomePage, VillageIndexPage, RegionPage, HelpIndexPage, StarterPage)
    return issubclass(page.specific_class, trunk)


def is_page_id(text: str | None) -> bool:
    """Whether a form names a page that exists."""
    is_key = bool(text) and text.isdigit() and len(text) <= LONGEST_KEY
    return is_key and Page.objects.filter(pk=int(text)).exists()
