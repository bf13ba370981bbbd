"""Wagtail's redirects, asked for with one question."""

from urllib.parse import urlparse

from django.utils.encoding import uri_to_iri

from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailsRedirectMiddleware
from wagtail.contrib.redirects.models import Redirect


class RedirectMiddleware(WagtailsRedirectMiddleware):
    """Follows a redirect where one is written down for the address, on any site.

    Most of what is not found was never anywhere: one plain query says so, in place of
    Wagtail's up to five with the search for the site.
    """

    def process_response(self, request, response):
        """Wagtail's answer where the address is known; else the page of refusal as it is."""
        if response.status_code == 404 and not _is_written_down(request.get_full_path()):
            return response
        return super().process_response(request, response)


def _is_written_down(address: str) -> bool:
    """Whether a redirect leads from this address, with its question or without."""
    whole = Redirect.normalise_path(address, decode_unicode=False)
    spelt = {whole, urlparse(whole).path}
    spelt |= {uri_to_iri(path) for path in spelt}
    return Redirect.objects.filter(
        old_path__in=[path for path in spelt if "\0" not in path]
    ).exists()
