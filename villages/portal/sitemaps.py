"""Sitemaps: one per 1,000 addresses; public pages only."""

from django.contrib.sitemaps import Sitemap

from wagtail.models import Page

from villages.portal.selectors import path_of


class PageSitemap(Sitemap):
    """Every live page of the portals, versions included."""

    limit = 1000
    protocol = "https"

    def items(self):
        """Public live pages below the home."""
        return (
            Page.objects.live()
            .public()
            .filter(depth__gte=2)
            .exclude(depth=4)
            .order_by("path")
            .only("url_path", "last_published_at", "depth")
        )

    def location(self, item) -> str:
        """The short address."""
        return path_of(item) if item.depth > 2 else "/"

    def lastmod(self, item):
        """When it last went out."""
        return item.last_published_at
