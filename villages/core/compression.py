"""Compressed answers, with random padding wherever an answer could hold a secret.

BREACH reads a secret off the length of answers: an attacker makes a victim's browser ask again
and again, each time with other words that the page repeats beside the secret. It needs a
secret that is the victim's, and an address the attacker can name. A request without a cookie and
without a key comes from nobody in particular: the attacker gets the very same page himself, so
its length tells him nothing. What such a page could hold of its own is a token for a form (it
sets a cookie then) and what a secret address shows (an invitation, a new password: those
answers are `no-store`). Both are padded. ADR 0121.
"""

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

KEPT_BY_NOBODY = ("no-store", "private")


class Compression(GZipMiddleware):
    """Django's compression; who is nobody in particular gets the same bytes each time.

    Stands outside sessions, tokens and sign-in, so that it sees every cookie they set.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Compress, padded where somebody is known or becomes known, or the answer is private."""
        if is_anybodys(request, response):
            return _Plain(self.get_response).process_response(request, response)
        return super().process_response(request, response)


def is_anybodys(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether whoever asks for this address is answered with this page."""
    said = response.headers.get("Cache-Control", "")
    return not (
        request.COOKIES
        or response.cookies
        or "Authorization" in request.headers
        or any(word in said for word in KEPT_BY_NOBODY)
    )


class _Plain(GZipMiddleware):
    max_random_bytes = 0
