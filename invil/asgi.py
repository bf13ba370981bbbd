"""The ASGI application: pages, the socket, and in the demo the fake Stripe."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invil.settings.embedded")
django_application = get_asgi_application()

# Imported after Django is set up: the consumers need the apps.
from django.conf import settings  # noqa: E402

from channels.routing import ProtocolTypeRouter  # noqa: E402

from invil.routing import websocket_application  # noqa: E402

FAKE_STRIPE_PREFIX = "/fakestripe"


def _http_application():
    if not settings.FAKE_STRIPE:
        return django_application
    from marketplace.fakestripe.app import create_app

    fake = create_app(
        webhook_url=f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}/hooks/stripe/",
        webhook_secret=settings.STRIPE_WEBHOOK_SECRET,
        state_path=settings.VAR_DIR / "fakestripe.json",
    )

    async def application(scope, receive, send):
        """Everything below /fakestripe/ goes to the fake, the rest to Django."""
        if scope["path"].startswith(f"{FAKE_STRIPE_PREFIX}/"):
            await fake(scope, receive, send)
        else:
            await django_application(scope, receive, send)

    return application


application = ProtocolTypeRouter({"http": _http_application(), "websocket": websocket_application})
