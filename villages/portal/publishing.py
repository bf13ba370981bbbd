"""What follows when a page goes out or comes in: the log, and the search."""

from django.core.management import call_command
from django.utils.html import strip_tags

from villages.activity import services as activity
from villages.activity.selectors import happened
from villages.finder import services as finder
from villages.portal.tenancy import village_of

NEWS_KINDS = {
    "NewsPage": "news.published",
    "NoticePage": "notice.published",
    "EventPage": "event.published",
    "GalleryPage": "gallery.published",
}


def search_text(page) -> str:
    """A page's words, for the search: public content only."""
    parts = [getattr(page, name, "") for name in ("summary", "introduction", "place", "bus")]
    for stream in ("body", "rules"):
        for block in getattr(page, stream, ()):
            parts.append(_block_text(block))
    return " ".join(part for part in parts if part)


def _block_text(block) -> str:
    value = block.value
    if block.block_type == "picture":
        return f"{value.get('alt', '')} {value.get('caption', '')}"
    if block.block_type == "quote":
        return f"{value['text']} {value['by']}"
    if block.block_type == "items":
        return " ".join(value)
    return strip_tags(str(value))


def search_doc(page, village) -> dict:
    """The page as the search keeps it."""
    first = page.original if getattr(page, "original_id", None) else page
    return {
        "kind": "page",
        "ref": page.pk,
        "title": page.title,
        "text": search_text(page),
        "url": f"/villages/{village.slug}{_tail(first)}" if village else f"/{first.slug}/",
        "village": village,
        "language": getattr(page, "content_language", ""),
        "at": page.first_published_at,
        "data": {"type": type(page).__name__, "summary": getattr(page, "summary", "")},
    }


def _tail(page) -> str:
    return "/" + "/".join(page.url_path.split("/")[5:])


def page_published(page, *, user=None) -> None:
    """Log a story's first publication and refresh the search; runs on Wagtail's signal.

    Once a page: a version in another language and a second publication are no news.
    """
    village = village_of(page)
    if village is not None and village.page_id == page.pk:
        return
    kind = NEWS_KINDS.get(type(page).__name__, "page.published")
    is_first = village is not None and getattr(page, "original_id", None) is None
    if is_first and not happened(kind, ref=page.pk):
        activity.record(
            kind,
            village=village,
            actor=user or page.owner,
            ref=page.pk,
            at=page.first_published_at,
        )
    if hasattr(page, "content_language") and page._meta.app_label == "villages":
        finder.put(**search_doc(page, village))


def publish_due() -> None:
    """Pages whose hour has come go out, those whose time is over come in; runs every minute."""
    call_command("publish_scheduled", verbosity=0)


def page_withdrawn(page) -> None:
    """A page went offline: nobody finds it any more."""
    finder.remove("page", page.pk)
