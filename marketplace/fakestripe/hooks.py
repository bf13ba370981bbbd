"""Signed events, delivered over real HTTP with retries, and the ways they go wrong."""

import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import replace
from typing import Any

from stripe import api_version

from marketplace.fakestripe.api import public
from marketplace.fakestripe.world import Chaos, World, new_id, now

RETRIES = (0.5, 2.0, 5.0)


def signature(payload: bytes, secret: str, at: int) -> str:
    """Stripe's v1 header: HMAC-SHA256 of "time.payload"."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"


class Courier:
    """Makes events and carries them to the platform, each in a thread of its own."""

    def __init__(self, world: World, url: str, secret: str) -> None:
        self.world, self.url, self.secret = world, url, secret
        self.threads: list[threading.Thread] = []

    def emit(self, kind: str, thing: dict[str, Any]) -> dict[str, Any]:
        """Remember an event and send it on its way."""
        event = {
            "id": new_id("evt"),
            "object": "event",
            "type": kind,
            "created": now(),
            "api_version": api_version,
            "livemode": False,
            "pending_webhooks": 1,
            "data": {"object": public(thing)},
            "request": {"id": None, "idempotency_key": None},
        }
        self.world.events[event["id"]] = event
        chaos = replace(self.world.chaos)
        if self.url and not chaos.drop:
            for _ in range(1 + chaos.duplicate):
                thread = threading.Thread(target=self._carry, args=(event, chaos), daemon=True)
                thread.start()
                self.threads = [t for t in self.threads if t.is_alive()] + [thread]
        return event

    def wait(self, seconds: float = 10.0) -> None:
        """Wait until all that is on its way has arrived or was given up."""
        until = time.monotonic() + seconds
        for thread in list(self.threads):
            thread.join(max(0.0, until - time.monotonic()))

    def _carry(self, event: dict[str, Any], chaos: Chaos) -> None:
        time.sleep(chaos.delay)
        payload = json.dumps(event, ensure_ascii=False).encode()
        for pause in (*RETRIES, None):
            if self._deliver(payload, chaos) or pause is None:
                return
            time.sleep(pause)

    def _deliver(self, payload: bytes, chaos: Chaos) -> bool:
        secret = "whsec_wrong" if chaos.wrong_secret else self.secret
        request = urllib.request.Request(  # noqa: S310  the platform's own address
            self.url,
            data=payload,
            method="POST",
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Stripe-Signature": signature(payload, secret, now()),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                return 200 <= answer.status < 300
        except (urllib.error.URLError, OSError):
            return False
