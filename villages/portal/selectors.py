"""What can be asked about portals. Templates never query; they get this."""

from zlib import crc32

from django.core.paginator import Paginator
from django.db.models import Case, F, Prefetch, Q, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from media.renditions import prefetch_renditions
from villages.portal import panels, tabs
from villages.portal.choices import Preset
from villages.portal.finder_map import finder_map
from villages.portal.models import (
    EventPage,
    NewsPage,
    NoticePage,
    PartnerBody,
    Region,
    SisterVillage,
    Village,
    VillagePage,
)
from villages.portal.readable import in_active_villages, readable

PAGE_LENGTH, STORIES_LINKED = 12, 8
# A page that was put up live at once has no day of its first publication.
NEWEST_PAGE_FIRST = (F("first_published_at").desc(nulls_last=True), "-pk")


def below(queryset, page, user=None):
    """Originals below a page that the reader may open, their versions with them.

    One query more for the versions; without `user` it is what a stranger may open.
    """
    versions = readable(queryset.model.objects.all(), user)
    return (
        readable(queryset, user)
        .filter(path__startswith=page.path, original__isnull=True)
        .prefetch_related(Prefetch("versions", queryset=versions))
    )


def in_reader_language(pages) -> list:
    """Each original through the version that fits the reader, address unchanged."""
    shown = []
    for page in pages:
        version = page.in_language()
        version.address = page
        shown.append(version)
    return shown


def first_with_versions(queryset, limit: int, user=None) -> list:
    """The first originals and the versions the reader may open, in one query instead of two."""
    queryset = queryset.prefetch_related(None)
    chosen = queryset.values("pk")[:limit]
    rows = queryset.model.objects.filter(Q(pk__in=chosen) | Q(original__in=chosen))
    rows = readable(rows, user)
    if hasattr(queryset.model, "picture"):
        rows = rows.select_related("picture")
    found = list(rows.order_by(*queryset.query.order_by))
    originals = [page for page in found if page.original_id is None]
    for page in originals:
        versions = [other for other in found if other.original_id == page.pk]
        page._prefetched_objects_cache = {"versions": versions}
    return originals


def with_villages(pages: list) -> list:
    """Put each page's village on it: one query for all of them."""
    length = VillagePage.steplen * 5
    paths = {page.path[:length] for page in pages}
    villages = {
        v.page.path: v
        for v in Village.objects.select_related("page", "region__parent").filter(
            page__path__in=paths
        )
    }
    for page in pages:
        page._village = villages.get(page.path[:length])
    return pages


def latest_news(village: Village | None = None, *, limit: int = 3, user=None) -> list:
    """The newest stories of one village, or of the nation's active villages."""
    if village is None:
        return with_villages(in_reader_language(first_with_versions(national_news(), limit)))
    queryset = NewsPage.objects.select_related("picture").order_by("-published_on", "-pk")
    queryset = below(queryset, village.page, user)
    return in_reader_language(first_with_versions(queryset, limit, user))


def national_news():
    """The stories of the active villages that anybody may read: the news desk's choice first."""
    queryset = NewsPage.objects.filter(original__isnull=True).select_related("picture")
    queryset = in_active_villages(readable(queryset))
    return queryset.order_by("-is_featured", "-published_on", "-pk")


def current_notices(village: Village, *, limit: int = 4, user=None) -> list:
    """Notices that still hold, pinned and urgent ones first."""
    today = timezone.localdate()
    queryset = (
        below(NoticePage.objects.all(), village.page, user)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
        .order_by("-is_urgent", "-is_pinned", "-published_on", "-pk")
    )
    return in_reader_language(first_with_versions(queryset, limit, user))


def coming_events(village: Village, *, limit: int = 3, user=None) -> list:
    """Events that are not over, the nearest first."""
    queryset = below(EventPage.objects.select_related("picture"), village.page, user)
    coming = queryset.filter(not_over()).order_by("starts_at", "pk")
    return in_reader_language(first_with_versions(coming, limit, user))


def not_over() -> Q:
    """The events whose last day has not passed, as `EventPage.is_over` says it."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(starts_at__gte=midnight) | Q(ends_at__gte=midnight)


def village_home(page: VillagePage, request: HttpRequest) -> dict:
    """A village's home: its row, notices, news, events and the panels of its preset."""
    village, user = page.village, request.user
    news = latest_news(village, user=user)
    stories = stories_of(page, user)
    # The page of the ties comes with the first of them: without it nobody is asked.
    ties_page = next((row for row in stories if row["is_ties"]), None)
    ties = ties_in_short(village) if ties_page else None
    if ties:
        ties["slug"] = ties_page["slug"]
    sisters = [tie.sister.page.hero for tie in ties["sisters"]] if ties else []
    prefetch_renditions([page.hero, *(entry.picture for entry in news), *sisters])
    shown = panels.village_panels(village, request)
    return {
        "village": village,
        "notices": current_notices(village, user=user),
        "news": news,
        "events": coming_events(village, user=user),
        # What a guest comes for stands before what is sold.
        "events_first": village.preset == Preset.EXPERIENCE,
        "panels": [panel for panel in shown if not panel.wide],
        "wide_panels": [panel for panel in shown if panel.wide],
        "stories": [row for row in stories if not row["is_ties"]][:STORIES_LINKED],
        "ties": ties,
    }


def ties_in_short(village: Village, limit: int = 3) -> dict | None:
    """Some sister villages, or partners where there is no sister; one query, or two."""
    open_sisters = SisterVillage.objects.filter(village=village, sister__page__live=True)
    related = ("sister__region__parent", "sister__page__hero")
    sisters = list(open_sisters.select_related(*related)[:limit])
    partners = [] if sisters else list(PartnerBody.objects.filter(village=village)[: 2 * limit])
    return {"sisters": sisters, "partners": partners} if sisters or partners else None


def stories_of(page: VillagePage, user=None) -> list[dict]:
    """Stories, albums, open forms and ties, the newest first, each in the reader's language.

    One query, which asks for the doors of the village's tabs as well and keeps them.
    """
    loose = readable(loose_pages(page), user).exclude(formpage__is_closed=True).order_by()
    below = page.get_children().live()
    found = (
        below.filter(Q(slug__in=tabs.DOORS) | Q(pk__in=loose.values("pk")))
        .annotate(
            in_language=Coalesce(
                "storypage__content_language",
                "gallerypage__content_language",
                "formpage__content_language",
            ),
            version_of=version_of(),
            title_ko=F("tiespage__title_ko"),
            is_ties=Case(When(tiespage__isnull=False, then=True), default=False),
            is_loose=Case(When(pk__in=loose.values("pk"), then=True), default=False),
        )
        .order_by(*NEWEST_PAGE_FIRST)
        .values(
            "pk", "title", "slug", "in_language", "version_of", "title_ko", "is_ties", "is_loose"
        )
    )
    if page.village.is_open:
        tabs.keep(page.village, [row["slug"] for row in found])
    rows = [row for row in found if row["is_loose"]]
    if get_language() == "ko":
        for row in rows:
            row["title"] = row["title_ko"] or row["title"]
    firsts = {row["pk"]: row for row in rows if row["version_of"] is None}
    for row in rows:
        first = firsts.get(row["version_of"])
        if first is not None and row["in_language"] == get_language():
            first["title"] = row["title"]
    return list(firsts.values())


def loose_pages(page: VillagePage):
    """The pages right below a village's home that stand on no list of their own."""
    # By the join, not by content type: that would ask for two content types first.
    return page.get_children().filter(
        Q(storypage__isnull=False)
        | Q(gallerypage__isnull=False)
        | Q(tiespage__isnull=False)
        | Q(formpage__isnull=False)
    )


def version_of() -> Coalesce:
    """The first version of a loose page, for a query of pages."""
    return Coalesce("storypage__original", "gallerypage__original", "formpage__original")


def article_pictures(page) -> None:
    """Fetch the renditions of everything a page shows: one query instead of one each."""
    found = [getattr(page, "picture", None)]
    found += [
        block.value["image"] for block in getattr(page, "body", ()) if block.block_type == "picture"
    ]
    prefetch_renditions(found)


def gallery_pictures(page) -> list:
    """The pictures of an album with their renditions: two queries."""
    pictures = list(page.pictures.select_related("image"))
    prefetch_renditions([item.image for item in pictures])
    return pictures


def national_home(request: HttpRequest) -> dict:
    """The national home: villages of the day, news, and the registered panels."""
    chosen, news = villages_of_the_day(), latest_news(limit=3)
    prefetch_renditions([v.page.hero for v in chosen] + [entry.picture for entry in news])
    shown = panels.home_panels(request)
    return {
        "villages_of_the_day": chosen,
        "village_count": Village.objects.active().count(),
        "news": news,
        "panels": [panel for panel in shown if not panel.wide],
        "wide_panels": [panel for panel in shown if panel.wide],
        "this_month": timezone.localdate().month,
    }


def villages_of_the_day(count: int = 3) -> list[Village]:
    """Fair rotation: every active village is shown equally often, by the calendar."""
    rows = Village.objects.active().filter(page__live=True).values_list("pk", "slug")
    # An order that mixes the provinces and stays the same from day to day.
    ids = [pk for pk, _slug in sorted(rows, key=lambda row: (crc32(row[1].encode()), row[0]))]
    count = min(count, len(ids))
    first = timezone.localdate().toordinal() * count
    # The next ones each day: round and round, nobody twice before everybody once.
    chosen = [ids[(first + i) % len(ids)] for i in range(count)]
    found = Village.objects.select_related("region__parent", "page__hero").in_bulk(chosen)
    return [found[pk] for pk in chosen]


def village_finder(request: HttpRequest, region: Region | None = None) -> dict:
    """The finder: every active village on the map, the asked-for ones in the list.

    Reads `q` (a name), `region` (a province or county code), `kind` (a preset).
    """
    query = request.GET.get("q", "").strip()[:60]
    code = request.GET.get("region", region.code if region else "")[:10]
    kind = request.GET.get("kind", "")
    villages = Village.objects.active().select_related("region", "region__parent", "page__hero")
    place = Region.objects.select_related("parent").filter(code=code).first() if code else None
    if place:
        villages = villages.within(place)
    if kind in Preset.values:
        villages = villages.filter(preset=kind)
    if query:
        words = Q()
        for column in (
            "name_ko",
            "name_en",
            "township_ko",
            "township_en",
            "region__name_ko",
            "region__name_en",
            "region__parent__name_ko",
            "region__parent__name_en",
        ):
            words |= Q(**{f"{column}__icontains": query})
        villages = villages.filter(words)
    listing = Paginator(villages.order_by("region__code", "name_ko"), PAGE_LENGTH)
    shown = listing.get_page(request.GET.get("page"))
    prefetch_renditions([village.page.hero for village in shown if village.page])
    found = set(villages.order_by().values_list("pk", flat=True))
    return {
        "map": finder_map(found, place) | {"from_page": region is not None},
        "query": query,
        "place": place,
        "kind": kind,
        "kinds": Preset.choices,
        "listing": shown,
        "found": listing.count,
    }


def index_listing(page, request: HttpRequest) -> dict:
    """One page of an index page's children in the order of their kind, in the reader's language."""
    village = page.village
    child = page.specific_class.allowed_subpage_models()[0]
    queryset = below(child.objects.all(), page, request.user).order_by(*_order_of(child))
    if hasattr(child, "picture"):
        queryset = queryset.select_related("picture")
    listing = Paginator(queryset, PAGE_LENGTH).get_page(request.GET.get("page"))
    entries = in_reader_language(listing.object_list)
    prefetch_renditions([getattr(entry, "picture", None) for entry in entries])
    return {"village": village, "listing": listing, "entries": entries}


def _order_of(child: type) -> tuple:
    """News and notices by day, places as the village put them; coming events before past ones."""
    if child is EventPage:
        coming = Case(When(not_over(), then=F("starts_at")))
        return coming.asc(nulls_last=True), "-starts_at", "-pk"
    return ("-published_on", "-pk") if child in (NewsPage, NoticePage) else ("path",)


def path_of(page) -> str:
    """A page's short address: pure string work, no query and no host."""
    pieces = page.url_path.split("/")[2:]
    if len(pieces) > 2 and pieces[0] == "villages":
        del pieces[1]
    return "/" + "/".join(pieces)
