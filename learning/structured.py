"""Structured data (schema.org) of courses, for search engines."""

from villages.portal import hosts


def course_data(page) -> dict:
    """A course: what it is about, how long it takes, and that it is free and taken online."""
    first = page.original or page
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.content_language,
        "url": hosts.platform_origin() + first.door_path(),
        "provider": {
            "@type": "Organization",
            "name": "INVIL",
            "url": hosts.platform_origin() + "/",
        },
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": "KRW", "category": "Free"},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "Online",
            "courseWorkload": f"PT{max(page.minutes, 1)}M",
        },
    }
