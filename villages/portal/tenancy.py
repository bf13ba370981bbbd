"""From a page to its village, and back: pure tree-path work, never stale."""

from wagtail.models import Page

STEP = Page.steplen
VILLAGE_DEPTH = 5


def village_path(page: Page) -> str | None:
    """The tree path of the village a page lies in, or None above the villages."""
    length = STEP * VILLAGE_DEPTH
    return page.path[:length] if len(page.path) >= length else None


def village_of(page: Page):
    """The `Village` a page belongs to, or None; one query, kept on the page object."""
    if not hasattr(page, "_village"):
        from villages.portal.models import Village

        path = village_path(page)
        page._village = (
            Village.objects.select_related("region", "page").filter(page__path=path).first()
            if path
            else None
        )
    return page._village
