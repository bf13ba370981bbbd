"""Urgent notices for the band on every page of a village, kept in the cache for a minute."""

from datetime import date

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from villages.portal import selectors
from villages.portal.models import Village

SECONDS = 60
LANGUAGES = ("ko", "en")


def _key(village_pk: int, language: str | None) -> str:
    return f"urgent:{village_pk}:{language}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def urgent_notices(village: Village) -> list[dict]:
    """Title and address of what is urgent today; one query a minute and village.

    The last day is asked anew on every page, so that a notice leaves at midnight.
    """
    key = _key(village.pk, get_language())
    kept = cache.get(key)
    if kept is None:
        kept = [
            {
                "title": notice.title,
                "href": selectors.path_of(notice.address),
                "until": _day(notice.address.valid_until),
            }
            for notice in selectors.current_notices(village)
            if notice.address.is_urgent
        ]
        cache.set(key, kept, SECONDS)
    today = timezone.localdate()
    return [
        line for line in kept if not line["until"] or date.fromisoformat(line["until"]) >= today
    ]


def forget(village: Village) -> None:
    """Ask anew: a notice went out or came in."""
    cache.delete_many([_key(village.pk, language) for language in LANGUAGES])
