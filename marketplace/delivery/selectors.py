"""The fees that hold now."""

from collections.abc import Iterable

from django.core.cache import cache

from marketplace.delivery.choices import Zone
from marketplace.delivery.models import DeliveryPolicy, ZoneRange
from marketplace.delivery.quotes import Terms, zone_of

# What holds where a village has set nothing of its own.
USUAL = Terms(base_fee=3500, free_over=50_000, jeju_extra=3000, island_extra=5000)


def zone_for(postcode: str) -> Zone:
    """The zone of a postcode; one query an hour."""
    ranges = cache.get("delivery:zones")
    if ranges is None:
        ranges = list(ZoneRange.objects.values_list("first", "last", "zone"))
        cache.set("delivery:zones", ranges, 3600)
    return zone_of(postcode, ranges)


def terms_by_stall(partners: Iterable[int]) -> dict[tuple[int, str], Terms]:
    """The terms of several stalls in one query, by (stall, kind of parcel)."""
    return {
        (policy.partner_id, policy.storage): Terms(
            policy.base_fee, policy.free_over, policy.jeju_extra, policy.island_extra
        )
        for policy in DeliveryPolicy.objects.filter(partner__in=set(partners))
    }
