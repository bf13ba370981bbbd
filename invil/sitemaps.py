"""The sitemap of the whole platform: portals, goods, talk."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from villages.finder.models import SearchDoc
from villages.portal import hosts
from villages.portal.sitemaps import PageSitemap


class FoundSitemap(Sitemap):
    """What the search knows of one kind: public things have their address there."""

    limit = 1000
    protocol = "https"

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self):
        """Public documents of the kind."""
        return SearchDoc.objects.filter(kind=self.kind, audience="public").order_by("pk")

    def location(self, item) -> str:
        """The thing's address."""
        return item.url

    def lastmod(self, item):
        """When it last changed."""
        return item.at


SITEMAPS = {
    "pages": PageSitemap,
    "goods": FoundSitemap("product"),
    "talk": FoundSitemap("thread"),
    "learning": FoundSitemap("course"),
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read, and where the sitemap is."""
    site = RequestSite(request)
    origin = f"{request.scheme}://{site.domain}"
    if hosts.village_label(request):
        origin = hosts.platform_origin()
    closed = (
        "/office/",
        "/me/",
        "/cms/",
        "/staff/",
        "/accounts/",
        "/adoption/",
        "/view/",
        "/market/basket/",
        "/market/checkout/",
        "/search/",
        "/verify/",
    )
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {origin}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
]
