"""The portals' pages: hand-written for the flagships, from templates for the rest."""

import random
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from wagtail.models import Page

from invil.demo.bulk import add_pages
from invil.demo.committee import plain_committee, write_committee
from invil.demo.places import specialties, words_for
from invil.demo.texts import blocks, fill_all, load, moment
from villages.finder import services as finder
from villages.portal import publishing
from villages.portal.choices import Role
from villages.portal.models import (
    EventIndexPage,
    EventPage,
    GalleryPage,
    GalleryPicture,
    Membership,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    PlaceIndexPage,
    PlacePage,
    StoryPage,
    Village,
)

LANGUAGES = ("ko", "en")
NEWS = (NewsPage, NoticePage)
LIVE = timedelta(days=30)
COASTAL = {"seafood", "dried-seafood"}
Picture = Callable[[str], object]


class Writer:
    """Collects the pages of one village, originals first, versions after."""

    def __init__(self, village: Village, picture: Picture) -> None:
        self.village = village
        self.picture = picture
        self.home = village.page
        indexes = {type(p.specific): p.specific for p in self.home.get_children().specific()}
        self.indexes = indexes
        self.originals: list[tuple[Page, Page]] = []
        self.recent: list[tuple[Page, Page]] = []
        hats = Membership.objects.filter(village=village).select_related("user").order_by("-pk")
        self.people = {hat.role: hat.user for hat in hats}
        self.versions: list[tuple[Page, Page, Page]] = []

    def add(self, parent: Page, model, slug: str, make: Callable[[str], dict], *, at=None) -> None:
        """One page in both languages: Korean first, the English version beside it."""
        first = None
        for language in LANGUAGES:
            columns = make(language)
            page = model(
                slug=slug if language == "ko" else f"{slug}-en",
                content_language=language,
                live=True,
                owner=self.people.get(Role.REPORTER) if model is NewsPage else None,
                **columns,
            )
            page.demo_at = at or timezone.now()
            page._village = self.village
            if first is None:
                first = page
                is_recent = model in NEWS and page.demo_at > timezone.now() - LIVE
                (self.recent if is_recent else self.originals).append((parent, page))
            else:
                self.versions.append((parent, page, first))

    def flush(self) -> list[Page]:
        """Write what was collected; returns the pages."""
        made = add_pages(self.originals)
        for parent, page in self.recent:
            self._publish(parent, page)
        for _parent, page, first in self.versions:
            page.original_id = first.pk
            page.original = first
        made += add_pages([(parent, page) for parent, page, _first in self.versions])
        finder.put_many([publishing.search_doc(page, self.village) for page in made])
        return made

    def _publish(self, parent: Page, page: Page) -> None:
        """What is younger than a month goes out the way a reporter's story does."""
        author, manager = self.people.get(Role.REPORTER), self.people.get(Role.MANAGER)
        page.live, page.owner, page.first_published_at = False, author, page.demo_at
        parent.add_child(instance=page)
        revision = page.save_revision(user=author, log_action=False)
        revision.publish(user=manager, log_action=False)
        page.refresh_from_db()

    def body(self, content: list[dict], language: str) -> list[tuple]:
        """Content blocks as StreamField data."""
        return blocks(content, language, self.picture)


def write_flagship(village: Village, picture: Picture) -> list[Page]:
    """The hand-written pages of a flagship."""
    content = load(f"villages/{village.slug}.yaml")
    facts = content["village"]
    home = village.page
    home.hero = picture(facts["hero"])
    home.centre_hours_ko, home.centre_hours_en = (
        facts["centre_hours"]["ko"],
        facts["centre_hours"]["en"],
    )
    home.way_ko, home.way_en = facts["getting_here"]["ko"], facts["getting_here"]["en"]
    home.save()
    writer = Writer(village, picture)
    for story in content["stories"]:
        writer.add(home, StoryPage, story["slug"], _story(writer, story, facts["hero"]))
    for item in content["news"]:
        _news(writer, item, item["days_ago"])
    for item in content["notices"]:
        _notice(writer, item, item["days_ago"])
    for item in content["events"]:
        _event(writer, item, item["in_days"])
    for item in content["places"]:
        _place(writer, item)
    _gallery(writer, content["gallery"])
    pages = writer.flush()
    _gallery_pictures(pages, content["gallery"], picture)
    return pages + write_committee(village, content["committee"], writer)


def write_from_templates(village: Village, row: dict[str, str], picture: Picture) -> list[Page]:
    """Pages that fit the village's land, season and goods; the same for the same seed."""
    rng = random.Random(f"pages {village.slug}")
    words = words_for(row, village.region)
    bank = load("templates/villages.yaml")
    category = specialties()[words["key"]["product"]]["category"]
    land = _land(row, category, rng)
    home = village.page
    home.hero = picture(_scene(land, category, village.preset, rng))
    home.save()
    writer = Writer(village, picture)
    intro = fill_all(
        rng.choice([t for t in bank["intro"] if t["land"] == land] or bank["intro"]), words
    )
    writer.add(
        home, StoryPage, "about", _story(writer, intro, _scene(land, category, "mixed", rng))
    )
    season = [t for t in bank["news"] if _fits(t, category)]
    for number, template in enumerate(rng.sample(season, k=min(4, len(season)))):
        item = fill_all(template, words)
        _news(writer, item, rng.randint(2, 25) + number * rng.randint(18, 40))
    notice = fill_all(rng.choice([t for t in bank["notices"] if _fits(t, category)]), words)
    _notice(writer, notice, rng.randint(1, 9))
    event = fill_all(rng.choice([t for t in bank["events"] if _fits(t, category)]), words)
    _event(writer, event, rng.choice([-12, 4, 9, 15, 22, 30]))
    _place(writer, _centre(village, words))
    pages = writer.flush()
    minutes = fill_all(rng.choice(bank["minutes"]), words)
    return pages + write_committee(village, plain_committee(village, minutes, rng), writer)


def _fits(template: dict, category: str) -> bool:
    allowed = template.get("category", "any")
    if allowed != "any" and category not in allowed:
        return False
    when = template.get("when", "any")
    if when == "any":
        return True
    start, end, month = int(when["from"]), int(when["to"]), timezone.localdate().month
    return start <= month <= end if start <= end else month >= start or month <= end


def _land(row: dict[str, str], category: str, rng: random.Random) -> str:
    if row["province_code"] == "50" or row["slug"].startswith(("ongjin", "sinan", "ulleung")):
        return "island"
    if category in COASTAL:
        return "coast"
    if row["province_code"] in ("42", "43") or "myeon" not in row["emd_en"]:
        return "mountain"
    return rng.choice(("plain", "mountain"))


def _scene(land: str, category: str, preset: str, rng: random.Random) -> str:
    month = timezone.localdate().month
    season = ("winter", "spring", "summer", "autumn")[(month % 12) // 3]
    by_land = {
        "coast": ("sea", "tidal"),
        "island": ("jeju", "sea"),
        "mountain": ("mountain", "terrace"),
        "plain": ("rice", "village"),
    }
    scene = rng.choice(by_land[land])
    if category == "fruit" and land in ("plain", "mountain"):
        scene = "orchard"
    if category == "tea":
        scene = "tea"
    if scene == "jeju" and land == "island" and preset == "experience":
        scene = "sea"
    return f"scene:{scene}:{season}:{rng.choice(('dawn', 'noon', 'dusk'))}"


def _story(writer: Writer, item: dict, scene: str) -> Callable[[str], dict]:
    def make(language: str) -> dict:
        return {
            "title": item["title"][language],
            "summary": item["summary"][language][:240],
            "picture": writer.picture(item.get("picture") or scene),
            "body": writer.body(item["body"], language),
        }

    return make


def _unique(writer: Writer, parent: Page, slug: str) -> str:
    taken = {page.slug for where, page in writer.originals + writer.recent if where.pk == parent.pk}
    slug = slugify(slug)[:70] or "page"
    number, base = 2, slug
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _news(writer: Writer, item: dict, days_ago: int) -> None:
    parent = writer.indexes[NewsIndexPage]
    at = moment(days_ago)

    def make(language: str) -> dict:
        return {
            "title": item["title"][language],
            "summary": item["summary"][language][:240],
            "subject": item["subject"],
            "place": item["place"][language] if item.get("place") else "",
            "published_on": at.date(),
            "picture": writer.picture(item["picture"]) if item.get("picture") else None,
            "body": writer.body(item["body"], language),
        }

    writer.add(parent, NewsPage, _unique(writer, parent, item["slug"]), make, at=at)


def _notice(writer: Writer, item: dict, days_ago: int) -> None:
    parent = writer.indexes[NoticeIndexPage]
    at = moment(days_ago)

    def make(language: str) -> dict:
        return {
            "title": item["title"][language],
            "published_on": at.date(),
            "valid_until": at.date() + timedelta(days=item.get("valid_days", 30)),
            "is_pinned": bool(item.get("pinned")),
            "is_urgent": bool(item.get("urgent")),
            "body": writer.body(item["body"], language),
        }

    writer.add(parent, NoticePage, _unique(writer, parent, item["slug"]), make, at=at)


def _event(writer: Writer, item: dict, in_days: int) -> None:
    parent = writer.indexes[EventIndexPage]
    hour, minute = (int(part) for part in str(item["start"]).split(":"))
    starts = moment(-in_days, hour).replace(minute=minute)

    def make(language: str) -> dict:
        return {
            "title": item["title"][language],
            "summary": item["summary"][language][:240],
            "place": item["place"][language][:120],
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=item.get("hours", 2)),
            "picture": writer.picture(item["picture"]) if item.get("picture") else None,
            "body": writer.body(item["body"], language),
        }

    writer.add(parent, EventPage, _unique(writer, parent, item["slug"]), make, at=moment(20))


def _place(writer: Writer, item: dict) -> None:
    parent = writer.indexes[PlaceIndexPage]

    def make(language: str) -> dict:
        return {
            "title": item["title"][language],
            "summary": item["summary"][language][:240],
            "kind": item["kind"],
            "lat": item["lat"],
            "lon": item["lon"],
            "distance_km": item["distance_km"],
            "bus": item["bus"][language][:160],
            "body": writer.body(item["body"], language),
        }

    writer.add(parent, PlacePage, _unique(writer, parent, item["slug"]), make)


def _centre(village: Village, words: dict) -> dict:
    item = {
        "slug": "village-centre",
        "kind": "centre",
        "lat": village.lat,
        "lon": village.lon,
        "distance_km": 0.0,
        "title": {"ko": "{village} 정보센터", "en": "{village} centre"},
        "summary": {
            "ko": "컴퓨터를 쓰고, 배우고, 소포를 맡기는 곳입니다.",
            "en": "Use a computer, take a class, leave a parcel.",
        },
        "bus": {
            "ko": "{emd} 정류장에서 걸어서 갈 수 있습니다.",
            "en": "A walk from the bus stop in {emd}.",
        },
        "body": [
            {
                "p": {
                    "ko": "{village} 정보센터는 마을 사람이면 누구나 씁니다. 컴퓨터와 프린터가 있고, 배움 시간이 없는 날에는 그냥 들러 쉬어 가도 됩니다.",
                    "en": "Everybody in {village} may use the centre. There are computers and a printer, and when there is no class you may simply rest here.",
                }
            }
        ],
    }
    return fill_all(item, words)


def _gallery(writer: Writer, item: dict) -> None:
    def make(language: str) -> dict:
        return {"title": item["title"][language]}

    writer.add(writer.home, GalleryPage, "gallery", make)


def _gallery_pictures(pages: list[Page], item: dict, picture: Picture) -> None:
    rows = []
    for page in pages:
        if isinstance(page, GalleryPage):
            language = page.content_language
            for number, entry in enumerate(item["pictures"]):
                image = picture(entry["picture"])
                if image is not None:
                    rows.append(
                        GalleryPicture(
                            page=page,
                            image=image,
                            sort_order=number,
                            alt=entry["alt"][language][:200],
                            caption=entry["caption"][language][:200],
                        )
                    )
    GalleryPicture.objects.bulk_create(rows)
