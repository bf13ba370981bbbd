"""What follows when a page goes out or comes in: the log, and the search."""

from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags

from wagtail.models import Page, Revision

from villages.activity import services as activity
from villages.activity.selectors import happened
from villages.finder import services as finder
from villages.portal import following, page_cache
from villages.portal.models import Village
from villages.portal.readable import on_the_portal
from villages.portal.selectors import with_villages
from villages.portal.tenancy import VILLAGE_DEPTH, village_of

NEWS_KINDS = {
    "NewsPage": "news.published",
    "NoticePage": "notice.published",
    "EventPage": "event.published",
    "GalleryPage": "gallery.published",
}


def whose_words(page) -> dict:
    """For the log: the resident whose words somebody else typed; empty where there is none."""
    name = getattr(page, "on_behalf_of", "")
    return {"on_behalf_of": name} if name else {}


def search_text(page) -> str:
    """A page's words, for the search: public content only."""
    parts = [
        getattr(page, name, "") for name in ("summary", "introduction", "steps", "place", "bus")
    ]
    for stream in ("body", "rules"):
        for block in getattr(page, stream, ()):
            parts.append(_block_text(block))
    return " ".join(part for part in parts if part)


def _block_text(block) -> str:
    value = block.value
    if block.block_type == "picture":
        return f"{value.get('alt', '')} {value.get('caption', '')}"
    if block.block_type in ("audio", "video"):
        if not value:
            return ""
        return " ".join([value.title, *(words.transcript for words in value.words.all())])
    if block.block_type == "quote":
        return f"{value['text']} {value['by']}"
    if block.block_type == "items":
        return " ".join(value)
    return strip_tags(str(value))


def search_doc(page, village) -> dict:
    """The page as the search keeps it."""
    first = page.original if getattr(page, "original_id", None) else page
    is_for_members = any(getattr(one, "members_only", False) for one in (page, first))
    return {
        "kind": "page",
        "ref": page.pk,
        "title": page.title,
        "text": search_text(page),
        "url": f"/villages/{village.slug}{_tail(first)}"
        if village
        else "/" + "/".join(first.url_path.split("/")[2:]),
        "village": village,
        "audience": f"village:{village.pk}" if village and is_for_members else "public",
        "language": getattr(page, "content_language", ""),
        "at": page.first_published_at,
        "data": {"type": type(page).__name__, "summary": getattr(page, "summary", "")},
    }


def _tail(page) -> str:
    return "/" + "/".join(page.url_path.split("/")[5:])


def page_published(page, *, user=None) -> None:
    """Log a story's first publication and refresh the search; runs on Wagtail's signal.

    Once a page: a version in another language and a second publication are no news.
    Wagtail sends the signal for a text whose hour is still to come, too: nobody finds it yet.
    """
    if not page.live:
        return
    versions = versions_of(page)
    following.follow(page, versions)
    village = village_of(page)
    if village is not None and village.page_id == page.pk:
        return
    _forget_kept(page, village)
    kind = NEWS_KINDS.get(type(page).__name__, "page.published")
    is_first = village is not None and getattr(page, "original_id", None) is None
    if is_first and not happened(kind, ref=page.pk):
        activity.record(
            kind,
            village=village,
            actor=user or page.owner,
            ref=page.pk,
            at=page.first_published_at,
            data=whose_words(page),
        )
    put_in_search([page, *versions])


def versions_of(page) -> list:
    """What stands under this page in other languages; one query, none for a version."""
    if not _is_findable(page) or page.original_id is not None:
        return []
    return list(page.versions.all())


def put_in_search(pages) -> None:
    """Make pages findable, or no more where a sign-in is asked for; what is for members of a
    village is found by them alone.

    A version leads to its original's address, so both must be open. Four queries, and
    what the pages themselves ask.
    """
    pages = with_villages([page for page in pages if _is_findable(page)])
    wanted = {page.pk for page in pages} | {page.original_id for page in pages}
    known = on_the_portal(Page.objects.filter(pk__in=wanted - {None}))
    is_open = set(known.values_list("pk", flat=True))
    docs, hidden = [], []
    for page in pages:
        if {page.pk, page.original_id or page.pk} <= is_open:
            docs.append(search_doc(page, page._village))
        else:
            hidden.append(page.pk)
    finder.put_many(docs)
    finder.remove_many("page", hidden)


def _is_findable(page) -> bool:
    return hasattr(page, "content_language") and page._meta.app_label == "villages"


def refresh_search(page) -> None:
    """What strangers may read of a page, and of those below it, has changed: the search follows.

    Grows with the pages below: for an opening, a sign-in set or taken away, a merger.
    """
    below = list(Page.objects.filter(path__startswith=page.path).specific())
    found = {one.pk: one for one in below if _is_findable(one)}
    for one in list(found.values()):
        found |= {version.pk: version for version in one.versions.all()}
    put_in_search(found.values())


def reading_changed(page) -> None:
    """Somebody has to sign in for a page now, or no more: lists, pages and the search follow."""
    refresh_search(page)
    page_cache.drop_page(page)
    villages = Village.objects.filter(page__path__startswith=page.path)
    above = village_of(page)
    for village in {*villages, *([above] if above else [])}:
        page_cache.drop(village.slug)
        _forget_urgent(village)


def page_moved(page) -> None:
    """A page has another address or place: the search leads there, the tabs ask anew."""
    page.__dict__.pop("_village", None)
    refresh_search(page)
    _forget_kept(page, village_of(page))


def _forget_kept(page, village) -> None:
    from villages.portal import tabs

    if village is None:
        return
    if type(page).__name__ == "NoticePage":
        _forget_urgent(village)
    if page.depth == VILLAGE_DEPTH + 1:
        tabs.forget(village)


def _forget_urgent(village) -> None:
    from villages.portal import urgent

    urgent.forget(village)


def publish_due() -> None:
    """Pages whose hour has come go out, those whose time is over come in; runs every minute.

    As Wagtail's own command does it, but each page in a transaction: a process that dies
    leaves no page that is out and not to be found.
    """
    now = timezone.now()
    for page in list(Page.objects.live().filter(expire_at__lt=now).order_by("expire_at")):
        with transaction.atomic():
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now)
    for revision in list(due.order_by("approved_go_live_at")):
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")


def left_behind(pages) -> None:
    """Pages whose first version is gone: the search leads to their own addresses now."""
    for model in {type(page) for page in pages}:
        there = [page.pk for page in pages if type(page) is model]
        put_in_search(model.objects.filter(pk__in=there, live=True))


def page_withdrawn(page) -> None:
    """A page went offline: nobody finds it any more, in no language."""
    finder.remove_many("page", [page.pk, *(version.pk for version in versions_of(page))])
    _forget_kept(page, village_of(page))
