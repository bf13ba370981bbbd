"""What can be asked about portals. Templates never query; they get this."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, ngettext

from media.renditions import prefetch_renditions
from villages.portal import mapping, panels
from villages.portal.choices import Preset
from villages.portal.models import (
    EventPage,
    NewsPage,
    NoticePage,
    Region,
    Village,
    VillagePage,
)

PAGE_LENGTH = 12


def below(queryset, page):
    """Live originals below a page, their versions with them (one query more)."""
    model = queryset.model
    return (
        queryset.live()
        .filter(path__startswith=page.path, original__isnull=True)
        .prefetch_related(Prefetch("versions", queryset=model.objects.live()))
    )


def in_reader_language(pages) -> list:
    """Each original through the version that fits the reader, address unchanged."""
    shown = []
    for page in pages:
        version = page.in_language()
        version.address = page
        shown.append(version)
    return shown


def first_with_versions(queryset, limit: int) -> list:
    """The first originals and their live versions in one query instead of two."""
    queryset = queryset.prefetch_related(None)
    chosen = queryset.values("pk")[:limit]
    rows = queryset.model.objects.live().filter(Q(pk__in=chosen) | Q(original__in=chosen))
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


def latest_news(village: Village | None = None, *, limit: int = 3) -> list:
    """The newest stories of one village, or of the nation's active villages."""
    queryset = NewsPage.objects.select_related("picture").order_by("-published_on", "-pk")
    if village is not None:
        return in_reader_language(first_with_versions(below(queryset, village.page), limit))
    queryset = queryset.live().filter(original__isnull=True)
    return with_villages(in_reader_language(first_with_versions(queryset, limit)))


def current_notices(village: Village, *, limit: int = 4) -> list:
    """Notices that still hold, pinned and urgent ones first."""
    today = timezone.localdate()
    queryset = (
        below(NoticePage.objects.all(), village.page)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
        .order_by("-is_urgent", "-is_pinned", "-published_on")
    )
    return in_reader_language(first_with_versions(queryset, limit))


def coming_events(village: Village, *, limit: int = 3) -> list:
    """Events that are not over, the nearest first."""
    queryset = below(EventPage.objects.select_related("picture"), village.page)
    coming = queryset.filter(starts_at__gte=timezone.now() - timezone.timedelta(hours=6))
    return in_reader_language(first_with_versions(coming.order_by("starts_at"), limit))


def village_menu(page: VillagePage) -> list:
    """The pages right below a village home, in tree order, for its menu."""
    return list(page.get_children().live().specific())


def village_home(page: VillagePage, request: HttpRequest) -> dict:
    """A village's home: its row, notices, news, events and the panels of its preset."""
    village = page.village
    news = latest_news(village)
    prefetch_renditions([page.hero, *(entry.picture for entry in news)])
    return {
        "village": village,
        "notices": current_notices(village),
        "news": news,
        "events": coming_events(village),
        "panels": panels.village_panels(village, request),
        "stories": stories_of(page),
    }


def stories_of(page: VillagePage) -> list[dict]:
    """The village's own stories and albums, each in the reader's language; one query."""
    # By the join, not by content type: that would ask for two content types first.
    mine = Q(storypage__isnull=False) | Q(gallerypage__isnull=False)
    rows = (
        page.get_children()
        .live()
        .filter(mine)
        .annotate(
            in_language=Coalesce("storypage__content_language", "gallerypage__content_language"),
            version_of=Coalesce("storypage__original", "gallerypage__original"),
        )
        .values("pk", "title", "slug", "in_language", "version_of")
    )
    firsts = {row["pk"]: row for row in rows if row["version_of"] is None}
    for row in rows:
        first = firsts.get(row["version_of"])
        if first is not None and row["in_language"] == get_language():
            first["title"] = row["title"]
    return list(firsts.values())[:6]


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
    return {
        "villages_of_the_day": chosen,
        "village_count": Village.objects.active().count(),
        "news": news,
        "panels": panels.home_panels(request),
        "this_month": timezone.localdate().month,
    }


def villages_of_the_day(count: int = 3) -> list[Village]:
    """Fair rotation: every active village is shown equally often, by the calendar."""
    ids = list(
        Village.objects.active().filter(page__live=True).order_by("pk").values_list("pk", flat=True)
    )
    if not ids:
        return []
    day = timezone.localdate().toordinal()
    # A step that shares no factor with the length visits each village once a round.
    chosen = [ids[(day * count + i) * 101 % len(ids)] for i in range(min(count, len(ids)))]
    found = Village.objects.select_related("region__parent", "page__hero").in_bulk(chosen)
    return [found[pk] for pk in dict.fromkeys(chosen)]


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
    chosen = place.code[:2] if place else ""
    return {
        "map": finder_map(found, chosen) | {"from_page": region is not None},
        "counties": _counties(place) if place else [],
        "query": query,
        "place": place,
        "kind": kind,
        "kinds": Preset.choices,
        "listing": shown,
        "found": listing.count,
    }


def _counties(place: Region) -> list[dict]:
    """The counties of a place's province that have villages, with their number; one query."""
    province = place.code[:2]
    rows = (
        Region.objects.filter(level="county", code__startswith=province)
        .annotate(count=Count("villages", filter=Q(villages__status="active")))
        .filter(count__gt=0)
        .order_by("-count", "code")
    )
    return [{"code": row.code, "name": row.name, "count": row.count} for row in rows]


def finder_map(found: set[int], chosen: str = "") -> dict:
    """The map: every active village a dot, the found ones large; two queries."""
    rows = list(Village.objects.active().values_list("pk", "lat", "lon", "region__code"))
    counts = Counter(code[:2] for _pk, _lat, _lon, code in rows)
    groups: dict[str, list] = {"hit": [], "near": [], "far": []}
    for pk, lat, lon, code in rows:
        if lat is None or lon is None:
            continue
        kind = "hit" if pk in found else "near" if code[:2] == chosen else "far"
        groups[kind].append(mapping.place(lat, lon))
    regions = {r.code: r for r in Region.objects.filter(level="province")}
    provinces = [
        {
            "code": code,
            "name": regions[code].name,
            "names": regions[code],
            "count": count,
            "label": ngettext("%(place)s, %(n)d village", "%(place)s, %(n)d villages", count)
            % {"place": regions[code].name, "n": count},
        }
        for code, count in counts.most_common()
        if code in regions
    ]
    known = {p["code"]: p for p in provinces}
    return {
        "box": mapping.BOX,
        "total": len(rows),
        "chosen": chosen,
        "provinces": provinces,
        # The chosen one is drawn last, so that its outline lies on top.
        "shapes": sorted(
            (known.get(s.code, {"code": s.code, "count": 0}) for s in mapping.shapes()),
            key=lambda p: p["code"] == chosen,
        ),
        "dots": {kind: mapping.dots(points) for kind, points in groups.items()},
        "hits": len(groups["hit"]),
        "nears": len(groups["near"]),
        "fars": len(groups["far"]),
    }


def index_listing(page, request: HttpRequest) -> dict:
    """One page of an index page's children, newest first, in the reader's language."""
    village = page.village
    child = page.specific_class.allowed_subpage_models()[0]
    order = {"NewsPage": "-published_on", "NoticePage": "-published_on", "EventPage": "-starts_at"}
    queryset = below(child.objects.all(), page).order_by(order.get(child.__name__, "path"))
    if hasattr(child, "picture"):
        queryset = queryset.select_related("picture")
    listing = Paginator(queryset, PAGE_LENGTH).get_page(request.GET.get("page"))
    entries = in_reader_language(listing.object_list)
    prefetch_renditions([getattr(entry, "picture", None) for entry in entries])
    return {"village": village, "listing": listing, "entries": entries}


def path_of(page) -> str:
    """A page's short address: pure string work, no query and no host."""
    pieces = page.url_path.split("/")[2:]
    if len(pieces) > 2 and pieces[0] == "villages":
        del pieces[1]
    return "/" + "/".join(pieces)
