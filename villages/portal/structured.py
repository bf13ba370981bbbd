"""Structured data (schema.org) of portal pages, for search engines."""

from django.templatetags.static import static

from villages.core import pictures
from villages.portal import hosts


def village_data(village, page) -> dict:
    """A village as a place."""
    data = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": village.name,
        "alternateName": village.other_name,
        "description": page.tagline,
        "url": hosts.canonical(village.get_absolute_url()),
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


def organization_data() -> dict:
    """The network itself."""
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "INVIL",
        "url": hosts.platform_origin() + "/",
        "logo": hosts.platform_origin() + static("img/icon-180.png"),
    }


def article_data(page, village) -> dict:
    """A news story: whose words it is, and its picture where the card of it is drawn."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.summary,
        "inLanguage": page.content_language,
        "datePublished": page.published_on.isoformat(),
        "author": _author(page, village),
        "publisher": {"@type": "Organization", "name": village.name},
    }
    address = pictures.card(page.picture) if page.picture else ""
    if address:
        data["image"] = hosts.platform_origin() + address if address[0] == "/" else address
    return data


def _author(page, village) -> dict:
    name = page.on_behalf_of or (page.owner.name if page.owner else "")
    if not name:
        return {"@type": "Organization", "name": village.name}
    return {"@type": "Person", "name": name}


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
    if page.is_cancelled:
        data["eventStatus"] = "https://schema.org/EventCancelled"
    if page.ends_at:
        data["endDate"] = page.ends_at.isoformat()
    return data
