"""The one consumer: protocol v1 at /ws/live/. It reads and sends; it never saves."""

import asyncio
import json
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import translation

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from villages.live import selectors
from villages.live.hub import hub
from villages.live.kinds import may_read

HEARTBEAT = 25
MOST_STREAMS = 12
MOST_QUEUED = 256
BAD, ENDED, FORBIDDEN, SLOW, BIG = 4400, 4401, 4403, 4408, 4413


class LiveConsumer(AsyncWebsocketConsumer):
    """One socket of one tab. Its queue is bounded; who is too slow catches up by HTTP."""

    channel_layer_alias = "unused: the hub owns the process's one channel"

    async def connect(self) -> None:
        """Refuse a foreign origin; say hello."""
        self.last: dict[str, int] = {}
        self.tasks: list[asyncio.Task] = []
        if not self._own_origin():
            await self.close(code=FORBIDDEN)
            return
        self.language = self._language()
        self.wakes: asyncio.Queue[str] = asyncio.Queue(MOST_QUEUED)
        await self.accept()
        await self._say({"t": "hi", "v": 1, "conn": secrets.token_hex(6), "hb": HEARTBEAT})
        user = self.scope.get("user")
        if user is not None and user.is_authenticated:
            hub.join(f"ctl:{user.pk}", self)
        self.tasks = [asyncio.create_task(self._pump()), asyncio.create_task(self._beat())]

    async def disconnect(self, code: int) -> None:
        """Leave every stream."""
        for task in self.tasks:
            task.cancel()
        user = self.scope.get("user")
        if user is not None and user.is_authenticated:
            hub.leave(f"ctl:{user.pk}", self)
        for key in list(self.last):
            hub.leave(key, self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """`sub`, `unsub`, `pong`; anything else closes the socket."""
        if text_data is None or len(text_data) > 2048:
            await self.close(code=BIG)
            return
        try:
            frame = json.loads(text_data)
            kind, key = frame["t"], str(frame.get("s", ""))
            since = int(frame.get("since", 0))
        except (ValueError, TypeError, KeyError):
            await self.close(code=BAD)
            return
        if kind == "sub":
            await self._subscribe(key, since)
        elif kind == "unsub":
            self._forget(key)
        elif kind != "pong":
            await self.close(code=BAD)

    async def _subscribe(self, key: str, since: int) -> None:
        if len(self.last) >= MOST_STREAMS or not await self._may_read(key):
            await self._say({"t": "no", "s": key, "why": "forbidden"})
            return
        hub.join(key, self)
        self.last[key] = since
        # Joined first, read after: nothing falls between the two.
        await self._catch_up(key)
        await self._say({"t": "ok", "s": key, "head": self.last[key]})

    async def _catch_up(self, key: str) -> None:
        since = await self._since(key, self.last[key])
        if since.reset:
            await self._say({"t": "reset", "s": key, "head": since.head})
            self.last[key] = since.head
            return
        for frame in since.frames:
            if key in self.last and frame["n"] == self.last[key] + 1:
                self.last[key] = frame["n"]
                await self._say(frame)

    def hint(self, key: str, number: int) -> None:
        """The hub says that a stream moved on; runs in the event loop."""
        try:
            self.wakes.put_nowait(key)
        except asyncio.QueueFull:
            self.tasks.append(asyncio.create_task(self.close(code=SLOW)))

    async def _pump(self) -> None:
        while True:
            key = await self.wakes.get()
            if key.startswith("ctl:"):
                await self._check_rights()
            elif key in self.last:
                if await self._may_read(key):
                    await self._catch_up(key)
                else:
                    await self._drop(key)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            await self._check_rights()
            heads = await database_sync_to_async(selectors.heads_of)(list(self.last))
            await self._say({"t": "hb", "heads": heads})

    async def _check_rights(self) -> None:
        if not await self._signed_in():
            await self.close(code=ENDED)
            return
        for key in list(self.last):
            if not await self._may_read(key):
                await self._drop(key)

    async def _drop(self, key: str) -> None:
        self._forget(key)
        await self._say({"t": "no", "s": key, "why": "forbidden"})

    def _forget(self, key: str) -> None:
        if self.last.pop(key, None) is not None:
            hub.leave(key, self)

    async def _say(self, frame: dict) -> None:
        await self.send(json.dumps(frame, ensure_ascii=False))

    @database_sync_to_async
    def _may_read(self, key: str) -> bool:
        user = self.scope["user"]
        user.__dict__.pop("_roles_in", None)
        return may_read(user, key)

    @database_sync_to_async
    def _since(self, key: str, number: int):
        with translation.override(self.language):
            return selectors.events_since(key, number)

    @database_sync_to_async
    def _signed_in(self) -> bool:
        """Whether the session of a signed-in socket still stands."""
        user = self.scope["user"]
        if not user.is_authenticated:
            return True
        session = self.scope["session"]
        # The scope's user is lazy: its type is not the model.
        return (
            session.exists(session.session_key)
            and get_user_model().objects.filter(pk=user.pk, is_active=True).exists()
        )

    def _own_origin(self) -> bool:
        """The Origin must be this very host: villages on sibling hosts share cookies' site."""
        headers = dict(self.scope["headers"])
        origin = urlsplit(headers.get(b"origin", b"").decode("latin-1"))
        host = headers.get(b"host", b"").decode("latin-1")
        return bool(origin.netloc) and origin.netloc == host

    def _language(self) -> str:
        value = self.scope.get("cookies", {}).get(settings.LANGUAGE_COOKIE_NAME, "")
        if value in dict(settings.LANGUAGES):
            return value
        headers = dict(self.scope["headers"])
        accepted = headers.get(b"accept-language", b"").decode("latin-1").lower()
        return "ko" if accepted.startswith("ko") else settings.LANGUAGE_CODE
