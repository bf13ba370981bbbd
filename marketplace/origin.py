"""Is a POST from one of our own pages? For forms on cacheable pages without a token."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.views.decorators.csrf import csrf_exempt


def is_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that the request comes from this very host.

    `Sec-Fetch-Site` is set by the browser and by nobody else; older browsers send
    `Origin`. Without either the request is not ours.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    own = {
        f"{request.scheme}://{request.get_host()}",
        f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}",
    }
    return request.headers.get("Origin") in own


def own_pages_only(view):
    """Check the origin instead of a token; 403 for a foreign or missing one."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs):
        if not is_own_page(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked
