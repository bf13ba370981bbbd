"""Lists of more than one kind or village: stories, INVIL News, a reporter's."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language

from media.renditions import prefetch_renditions
from villages.portal.choices import Subject
from villages.portal.models import (
    FormPage,
    GalleryPage,
    GalleryPicture,
    NewsPage,
    StoryPage,
    TiesPage,
    Village,
)
from villages.portal.readable import readable
from villages.portal.selectors import (
    NEWEST_PAGE_FIRST,
    PAGE_LENGTH,
    below,
    first_with_versions,
    in_reader_language,
    loose_pages,
    national_news,
    version_of,
    with_villages,
)

KIND_ICONS = {
    StoryPage: "book-open",
    GalleryPage: "image",
    FormPage: "clipboard-list",
    TiesPage: "heart-handshake",
}


def story_list(village: Village, request: HttpRequest) -> dict:
    """One page of a village's stories, albums, forms and ties, the newest first."""
    rows = readable(loose_pages(village.page), request.user).annotate(version_of=version_of())
    rows = rows.filter(version_of__isnull=True).order_by(*NEWEST_PAGE_FIRST)
    listing = Paginator(rows.values_list("pk", flat=True), PAGE_LENGTH)
    listing = listing.get_page(request.GET.get("page"))
    chosen, found = list(listing), {}
    for model in (StoryPage, GalleryPage, FormPage):
        pages = first_with_versions(model.objects.filter(pk__in=chosen), len(chosen), request.user)
        for page in in_reader_language(pages):
            found[page.address.pk] = page
    for page in TiesPage.objects.filter(pk__in=chosen):
        page.title = (get_language() == "ko" and page.title_ko) or page.title
        page.address = found[page.pk] = page
    covers = _covers(chosen)
    entries = [found[pk] for pk in chosen if pk in found]
    for entry in entries:
        entry.shown_picture = getattr(entry, "picture", None) or covers.get(entry.address.pk)
        entry.kind_words = capfirst(entry._meta.verbose_name)
        entry.kind_icon = KIND_ICONS[type(entry)]
    prefetch_renditions([entry.shown_picture for entry in entries])
    return {"village": village, "listing": listing, "entries": entries}


def _covers(albums: list[int]) -> dict:
    """The first picture of each album; one query."""
    first = GalleryPicture.objects.filter(page=OuterRef("page")).order_by("sort_order", "pk")
    rows = GalleryPicture.objects.filter(page__in=albums, pk=Subquery(first.values("pk")[:1]))
    return {row.page_id: row.image for row in rows.select_related("image")}


def invil_news(request: HttpRequest) -> dict:
    """The news of the nation, the news desk's choice first; `subject` narrows."""
    subject = request.GET.get("subject", "")
    versions = readable(NewsPage.objects.all())
    stories = national_news().prefetch_related(Prefetch("versions", queryset=versions))
    if subject in Subject.values:
        stories = stories.filter(subject=subject)
    found = _news_list(stories, request)
    # The newest three stand as cards, on the first page where there are that many.
    cards = 3 if found["listing"].number == 1 and len(found["entries"]) >= 3 else 0
    found |= {"cards": found["entries"][:cards], "entries": found["entries"][cards:]}
    return found | {"subject": subject, "subjects": Subject.choices}


def reporter_stories(village: Village, pk: int, request: HttpRequest) -> dict:
    """The stories that somebody wrote for a village, in the own words, and how many.

    404 where there is none that the reader may open.
    """
    stories = below(NewsPage.objects.select_related("picture"), village.page, request.user)
    stories = stories.filter(owner=pk, on_behalf_of="").order_by("-published_on", "-pk")
    first = stories.select_related("owner").first()
    if first is None:
        raise Http404
    return _news_list(stories, request) | {"village": village, "reporter": first.owner}


def _news_list(stories, request: HttpRequest) -> dict:
    listing = Paginator(stories, PAGE_LENGTH).get_page(request.GET.get("page"))
    entries = with_villages(in_reader_language(listing.object_list))
    prefetch_renditions([entry.picture for entry in entries])
    return {"listing": listing, "entries": entries, "count": listing.paginator.count}
