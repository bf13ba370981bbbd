"""Structured data (schema.org) of portal pages, for search engines."""

from django.conf import settings

ORIGIN = f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"


def village_data(village, page) -> dict:
    """A village as a place."""
    data = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": village.name,
        "alternateName": village.other_name,
        "description": page.tagline,
        "url": ORIGIN + village.get_absolute_url(),
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "KR",
            "addressRegion": village.region.name,
            "addressLocality": village.township,
        },
    }
    if village.lat and village.lon:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": village.lat,
            "longitude": village.lon,
        }
    if village.phone:
        data["telephone"] = village.phone
    return data


def article_data(page, village) -> dict:
    """A news story."""
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.summary,
        "inLanguage": page.content_language,
        "datePublished": page.published_on.isoformat(),
        "publisher": {"@type": "Organization", "name": village.name},
    }


def event_data(page, village) -> dict:
    """An event with its time and place."""
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.content_language,
        "startDate": page.starts_at.isoformat(),
        "location": {
            "@type": "Place",
            "name": page.place or village.name,
            "address": village.region.name,
        },
        "organizer": {"@type": "Organization", "name": village.name},
    }
    if page.ends_at:
        data["endDate"] = page.ends_at.isoformat()
    return data
