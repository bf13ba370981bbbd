"""The hub: one per process, between committed events and open sockets.

The database row is the truth; the hub carries hints. With Redis every process
hears every hint through one group of the channel layer; without, there is one
process and it calls itself. `publish` may be called from any thread.
"""

import asyncio
import logging
from collections import defaultdict

from django.conf import settings

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger("invil.live")
GROUP = "live"


class Hub:
    """Streams to the sockets that listen to them, in this process."""

    def __init__(self) -> None:
        self.sockets: dict[str, set] = defaultdict(set)
        self.loop: asyncio.AbstractEventLoop | None = None
        self._listener: asyncio.Task | None = None

    def publish(self, key: str, number: int) -> None:
        """Say that event `number` of a stream is committed; never raises."""
        try:
            if settings.LIVE_ACROSS_PROCESSES:
                layer = get_channel_layer()
                async_to_sync(layer.group_send)(
                    GROUP, {"type": "live.event", "key": key, "number": number}
                )
            else:
                self._wake(key, number)
        except (OSError, RuntimeError):
            logger.exception("A live hint was lost; readers catch up by the heartbeat")

    def tell(self, user_pk: int) -> None:
        """A person's rights changed: their sockets check again at once."""
        self.publish(f"ctl:{user_pk}", 0)

    def _wake(self, key: str, number: int) -> None:
        loop = self.loop
        if loop is not None and loop.is_running():
            loop.call_soon_threadsafe(self._fan_out, key, number)

    def _fan_out(self, key: str, number: int) -> None:
        for socket in tuple(self.sockets.get(key, ())):
            socket.hint(key, number)

    def join(self, key: str, socket) -> None:
        """A socket listens to a stream; runs in the event loop."""
        self.start()
        self.sockets[key].add(socket)

    def leave(self, key: str, socket) -> None:
        """A socket stops listening."""
        self.sockets[key].discard(socket)
        if not self.sockets[key]:
            del self.sockets[key]

    def start(self) -> None:
        """Bind to the running loop, and listen to the other processes where there are any."""
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.loop = loop
            self.sockets.clear()
            self._listener = None
        if settings.LIVE_ACROSS_PROCESSES and (self._listener is None or self._listener.done()):
            self._listener = loop.create_task(self._listen())

    async def _listen(self) -> None:
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                await layer.group_add(GROUP, channel)
                while True:
                    message = await layer.receive(channel)
                    self._fan_out(message["key"], message["number"])
            except OSError:
                logger.exception("Lost the channel layer; trying again")
                await asyncio.sleep(2)


hub = Hub()
