"""Sitemaps: one per 1,000 addresses; public pages only."""

from django.contrib.sitemaps import Sitemap

from wagtail.models import Page

from villages.portal import hosts
from villages.portal.readable import readable, with_open_firsts
from villages.portal.selectors import path_of


class PageSitemap(Sitemap):
    """Every page of the open portals that anybody may read, versions included."""

    limit = 1000
    protocol = "https"

    def items(self):
        """Public live pages below the home."""
        return (
            with_open_firsts(readable(Page.objects.filter(depth__gte=2)))
            .exclude(depth=4)
            .order_by("path")
            .only("url_path", "last_published_at", "depth")
        )

    def location(self, item) -> str:
        """The short address."""
        return path_of(item) if item.depth > 2 else "/"

    def get_urls(self, page=1, site=None, protocol=None):
        """Where villages have hosts of their own, their pages are known by those."""
        urls = super().get_urls(page, site, protocol)
        if hosts.village_domain():
            for url in urls:
                url["location"] = hosts.canonical(self.location(url["item"]))
        return urls

    def lastmod(self, item):
        """When it last went out."""
        return item.last_published_at
