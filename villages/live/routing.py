"""The socket's address."""

from django.urls import path

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter

from villages.live.consumer import LiveConsumer

application = AuthMiddlewareStack(URLRouter([path("ws/live/", LiveConsumer.as_asgi())]))
