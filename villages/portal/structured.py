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
        "address": _postal_address(village),
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


def breadcrumb_data(steps) -> dict:
    """The way from the front door to a page, as a part of its `@graph`.

    `steps` are pairs of a name and a path on the platform; the page itself needs none.
    """
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name}
            | ({"item": hosts.canonical(path)} if path else {})
            for n, (name, path) in enumerate(steps, 1)
        ],
    }


def organization_data() -> dict:
    """The network itself."""
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "INVIL",
        "url": hosts.platform_origin() + "/",
        "logo": hosts.platform_origin() + static("img/icon-180.png"),
    }


def network_data() -> list[dict]:
    """The network, and how its site is searched: for the national home."""
    origin = hosts.platform_origin()
    return [
        organization_data(),
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": "INVIL",
            "url": f"{origin}/",
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{origin}/search/?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            },
        },
    ]


def article_data(page, village, address: str = "") -> dict:
    """A news story: whose words it is, and its picture where the card of it is drawn."""
    data = _article(page, village, address) | {
        "@type": "NewsArticle",
        "datePublished": page.published_on.isoformat(),
    }
    if page.place:
        data["contentLocation"] = _location(page, village)
    return data


def _location(page, village) -> dict:
    """Where a story happened, with its point where the village has a page of the place."""
    data = {"@type": "Place", "name": page.place, "address": _postal_address(village)}
    return data | (_point(page.place_page) if page.place_page else {})


def story_data(page, village, address: str = "") -> dict:
    """A story about the village, its history or its food."""
    data = _article(page, village, address) | {"@type": "Article"}
    if page.first_published_at:
        data["datePublished"] = page.first_published_at.isoformat()
    return data


def place_data(page, village, address: str = "") -> dict:
    """A sight, a shop or a trail, with its point where it is known."""
    data = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": page.title,
        "description": page.summary,
        "url": address or hosts.canonical(village.get_absolute_url()),
        "address": _postal_address(village),
        "containedInPlace": {"@type": "Place", "name": village.name},
    }
    return data | _point(page) | _image(page)


def _point(place) -> dict:
    if place.lat is None or place.lon is None:
        return {}
    geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return {"geo": geo}


def _article(page, village, address: str) -> dict:
    data = {
        "@context": "https://schema.org",
        "headline": page.title,
        "description": page.summary,
        "inLanguage": page.content_language,
        "author": _author(page, village),
        "publisher": _village(village),
    }
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    if address:
        data["mainEntityOfPage"] = address
    return data | _image(page)


def _image(page) -> dict:
    """The picture as other sites show it; nothing before it is drawn."""
    address = pictures.card(page.picture) if page.picture else ""
    if not address:
        return {}
    return {"image": hosts.platform_origin() + address if address[0] == "/" else address}


def _village(village) -> dict:
    return {
        "@type": "Organization",
        "name": village.name,
        "url": hosts.canonical(village.get_absolute_url()),
    }


def _postal_address(village) -> dict:
    return {
        "@type": "PostalAddress",
        "addressCountry": "KR",
        "addressRegion": village.region.name,
        "addressLocality": village.township,
    }


def _author(page, village) -> dict:
    name = getattr(page, "on_behalf_of", "") or (page.owner.name if page.owner else "")
    if not name:
        return _village(village)
    return {"@type": "Person", "name": name}


def event_data(page, village, address: str = "") -> dict:
    """An event with its time and place, and whether it was called off."""
    state = "EventCancelled" if page.is_cancelled else "EventScheduled"
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.content_language,
        "startDate": page.starts_at.isoformat(),
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": page.place or village.name,
            "address": _postal_address(village),
        },
        "organizer": _village(village),
    }
    if page.ends_at:
        data["endDate"] = page.ends_at.isoformat()
    if address:
        data["url"] = address
    return data | _image(page)
