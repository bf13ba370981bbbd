"""Where a village lay on a day: history stays where it happened."""

import bisect
from datetime import date

from invil.adoption.days import today
from invil.adoption.models import VillagePlace
from villages.portal.models import Region, Village

ALWAYS = date(1900, 1, 1)


class Places:
    """The county of every village on every day, and the regions above each region."""

    def __init__(self) -> None:
        self._since: dict[int, list[date]] = {}
        self._region: dict[int, list[int]] = {}
        for place in VillagePlace.objects.order_by("village", "since"):
            self._since.setdefault(place.village_id, []).append(place.since)
            self._region.setdefault(place.village_id, []).append(place.region_id)
        parents = dict(Region.objects.values_list("pk", "parent").order_by())
        self._above: dict[int, tuple[int, ...]] = {}
        for region in parents:
            line = [region]
            while parents.get(line[-1]):
                line.append(parents[line[-1]])
            self._above[region] = tuple(line)

    def county(self, village: int, day: date) -> int | None:
        """The region a village lay in; None for a village nobody noted yet."""
        since = self._since.get(village)
        if not since:
            return None
        return self._region[village][max(0, bisect.bisect_right(since, day) - 1)]

    def above(self, region: int) -> tuple[int, ...]:
        """The region itself and those it lies in."""
        return self._above.get(region, (region,))


def note_places() -> Places:
    """Write down new villages and moves (from today on); two or three queries."""
    last: dict[int, int] = dict(
        VillagePlace.objects.order_by("village", "since").values_list("village", "region")
    )
    fresh = [
        VillagePlace(
            village_id=village, region_id=region, since=today() if village in last else ALWAYS
        )
        for village, region in Village.objects.values_list("pk", "region").order_by()
        if last.get(village) != region
    ]
    if fresh:
        VillagePlace.objects.bulk_create(
            fresh,
            update_conflicts=True,
            unique_fields=["village", "since"],
            update_fields=["region"],
        )
    return Places()
