"""How often is too often: counters in the shared cache."""

import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from villages.core.errors import RateLimited


def check_rate(key: str, *, limit: int, seconds: int) -> None:
    """Count one try; raises `RateLimited` after `limit` tries in a window of `seconds`."""
    window = int(time.time()) // seconds
    name = f"rate:{key}:{window}"
    cache.add(name, 0, timeout=seconds + 5)
    try:
        count = cache.incr(name)
    except ValueError:
        return
    if count > limit:
        raise RateLimited(_("That was often in a short time. Please wait a moment and try again."))


def client_key(request: HttpRequest) -> str:
    """Who asks, for counting only; never stored."""
    return (
        str(request.user.pk)
        if request.user.is_authenticated
        else request.META.get("REMOTE_ADDR", "")
    )
