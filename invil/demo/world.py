"""The demo world: one call loads it, one takes it away. Same seed, same world.

Every step may be run again after a crash: it goes on where it stopped.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.test.utils import override_settings

from invil.demo import desks, funds, heard, images, info, pages, people, places, records, talk
from invil.demo.progress import Progress
from invil.demo.warm import first_renditions, queue_the_rest
from media.models import VillageImage
from villages.accounts.models import User
from villages.portal import establishing, guide
from villages.portal.models import Membership, Region, StoryPage, Village
from villages.portal.services import ensure_platform

NO_TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@dataclass
class Loading:
    """What the steps share."""

    progress: Progress
    limit: int | None = None
    images: dict[str, int] = field(default_factory=dict)
    villages: list[Village] = field(default_factory=list)
    rows: dict[str, dict] = field(default_factory=dict)
    found: dict[str, VillageImage] = field(default_factory=dict)

    def picture(self, key: str) -> VillageImage | None:
        """The picture of a key, or None where nothing is drawn for it."""
        key = images.key_of(key)
        if key not in self.found:
            pk = self.images.get(key)
            self.found[key] = VillageImage.objects.filter(pk=pk).first() if pk else None
        return self.found[key]


def load(progress: Progress, limit: int | None = None) -> None:
    """Load what is missing of the demo world; on a loaded one it does nothing."""
    loading = Loading(progress, limit)
    # Wagtail's admin index of 7,000 pages is built by the worker afterwards.
    with override_settings(TASKS=NO_TASKS):
        for step in steps():
            step(loading)
    people.keep_mail_in()
    queue_the_rest()
    progress.say("The demo world stands.")


def steps() -> list:
    """The steps in their order; the upper apps' steps come after the villages."""
    from invil.demo import courses, learners, market, numbers

    return [
        load_places,
        load_images,
        load_villages,
        load_people,
        load_pages,
        load_talk,
        load_funds,
        load_desks,
        market.load_goods,
        courses.load_courses,
        market.load_orders,
        learners.write_learning,
        numbers.load_visits,
        numbers.load_numbers,
        warm_pictures,
    ]


def load_places(loading: Loading) -> None:
    """Regions, the trunk of the tree, the national pages."""
    ensure_platform()
    records.remember(establishing.load_regions())
    records.remember(info.write_info())
    guide.ensure_help()
    loading.progress.say(f"Regions: {Region.objects.count()}")


def load_images(loading: Loading) -> None:
    """The drawn pictures."""
    loading.images = images.load_pictures(lambda xs: loading.progress.over("Pictures", xs))


def load_villages(loading: Loading) -> None:
    """Open the villages by the same service as in production."""
    regions = {r.code: r for r in Region.objects.select_related("parent")}
    rows = places.village_rows(loading.limit)
    loading.rows = {row["slug"]: row for row in rows}
    known = set(Village.objects.values_list("slug", flat=True))
    fresh = [row for row in rows if row["slug"] not in known]
    for row in loading.progress.over("Villages", fresh):
        records.remember([places.open_village(row, regions[row["county_code"]])])
    loading.villages = list(
        Village.objects.filter(slug__in=loading.rows)
        .select_related("page", "region__parent", "collection")
        .order_by("slug")
    )


def load_people(loading: Loading) -> None:
    """Invented people with their hats."""
    records.remember(people.people_of(loading.villages))
    records.remember(people.make_accounts())
    loading.progress.say(f"Accounts: {User.objects.filter(is_demo=True).count()}")


def load_pages(loading: Loading) -> None:
    """The portals' pages, one transaction a village."""
    done = set(StoryPage.objects.values_list("path", flat=True))
    starts = {path[:20] for path in done}
    fresh = [v for v in loading.villages if v.page.path not in starts]
    for village in loading.progress.over("Portal pages", fresh):
        with transaction.atomic():
            if village.slug in places.FLAGSHIPS:
                pages.write_flagship(village, loading.picture)
            else:
                pages.write_from_templates(village, loading.rows[village.slug], loading.picture)


def speakers_of(villages: list[Village]) -> dict[int, list]:
    """The people who talk in each village."""
    found: dict[int, list] = {village.pk: [] for village in villages}
    hats = Membership.objects.filter(village__in=villages, user__is_demo=True)
    for hat in hats.select_related("user").order_by("user_id", "role"):
        if hat.user not in found[hat.village_id]:
            found[hat.village_id].append(hat.user)
    return found


def load_talk(loading: Loading) -> None:
    """Boards: this month through the services, the years before in bulk."""
    speakers = speakers_of(loading.villages)
    everyone = [people[0] for people in speakers.values() if people][:40]
    with transaction.atomic():
        records.remember(talk.shared_boards(everyone))
    fresh = [v for v in loading.villages if not v.boards.exists()]
    for village in loading.progress.over("Boards", fresh):
        with transaction.atomic():
            talk.village_talk(village, loading.rows[village.slug], speakers[village.pk])
    if fresh:
        with transaction.atomic():
            old = talk.old_talk(fresh, speakers)
        loading.progress.say(f"Conversations of three years: {len(old)}")


def load_funds(loading: Loading) -> None:
    """The flagship villages' common funds."""
    for village in loading.villages:
        funds.write_fund(village)


def load_desks(loading: Loading) -> None:
    """Documents, requests, forms, ties, circulars and recordings of the flagship villages."""
    for village in loading.villages:
        desks.write_desks(village, loading.villages)
        heard.write_heard(village)


def warm_pictures(loading: Loading) -> None:
    """Only the sizes the first screens need; the worker makes the others."""
    first_renditions(loading)
