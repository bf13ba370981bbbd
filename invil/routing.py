"""Sockets: one address, checked for the host outermost."""

from channels.security.websocket import AllowedHostsOriginValidator

from villages.live.routing import application

websocket_application = AllowedHostsOriginValidator(application)
