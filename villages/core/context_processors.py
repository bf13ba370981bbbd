"""What every template may rely on."""

from django.conf import settings
from django.http import HttpRequest

from villages.core.middleware import Reader


def platform(request: HttpRequest) -> dict:
    """The reader's choices and the platform's own facts; no query."""
    return {
        "reader": getattr(request, "reader", Reader(language="en")),
        "help_phone": settings.HELP_PHONE,
        "platform_origin": f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}",
        "demo": settings.FAKE_STRIPE,
        "on_paper": "print" in request.GET,
    }
