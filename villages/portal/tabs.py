"""Which of a village's own pages its tabs lead to: what is off the portal is not offered."""

from django.core.cache import cache

from wagtail.models import Page

from villages.portal.models import Village
from villages.portal.tenancy import VILLAGE_DEPTH

SECONDS = 60
DOORS = ("notices", "news", "events", "places", "committee", "documents")


def live_doors(village: Village) -> frozenset[str]:
    """The last parts of the addresses that answer; one query a minute and village.

    None while the portal is not open: the pages below it wait with it.
    """
    key = f"doors:{village.pk}"
    kept = cache.get(key)
    if kept is None:
        pages = Page.objects.live().filter(depth=VILLAGE_DEPTH + 1, slug__in=DOORS)
        pages = pages.filter(path__startswith=village.page.path)
        kept = keep(village, pages.values_list("slug", flat=True) if village.is_open else ())
    return kept


def keep(village: Village, slugs) -> frozenset[str]:
    """Those of a live home's live pages that are doors: known for the next minute."""
    kept = frozenset(slugs) & frozenset(DOORS)
    cache.set(f"doors:{village.pk}", kept, SECONDS)
    return kept


def forget(village: Village) -> None:
    """Ask anew: a page right below the village's home went out or came in."""
    cache.delete(f"doors:{village.pk}")
