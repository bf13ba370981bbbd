"""Compressed answers, with random padding only where an answer could hold a secret."""

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware


class Compression(GZipMiddleware):
    """Django's compression; who is nobody in particular gets the same bytes each time.

    The padding of up to a hundred bytes keeps a token in a page from being guessed by the
    length of answers (BREACH). A page that was asked for without a cookie or a key and
    sets none holds no token.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Compress, padded where somebody is known or becomes known."""
        if request.COOKIES or response.cookies or "Authorization" in request.headers:
            return super().process_response(request, response)
        return _Plain(self.get_response).process_response(request, response)


class _Plain(GZipMiddleware):
    max_random_bytes = 0
