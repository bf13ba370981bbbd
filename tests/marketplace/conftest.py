"""The fake payment service in a server of its own, and what it does in a test."""

import json
import socket
import threading
import time
import urllib.parse
import urllib.request
from types import SimpleNamespace

import pytest
import uvicorn

from marketplace.fakestripe import hooks
from marketplace.fakestripe.app import create_app

SECRET = "whsec_test"


@pytest.fixture(scope="session")
def stripe_server():
    """uvicorn in a thread; real HTTP, the real SDK."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app("", SECRET)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield SimpleNamespace(app=app, url=f"http://127.0.0.1:{port}/fakestripe")
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def fake_stripe(stripe_server, settings):
    """A fresh fake: `pay(session)`, `chaos(...)`, `event(kind, thing)` and its world."""
    app = stripe_server.app
    app.world.reset()
    app.courier.url = ""
    settings.STRIPE_API_BASE = stripe_server.url
    settings.STRIPE_API_KEY = "sk_test_demo"
    settings.STRIPE_WEBHOOK_SECRET = SECRET

    def press(session_id: str, button: str) -> None:
        data = urllib.parse.urlencode({"do": button}).encode()
        request = urllib.request.Request(f"{stripe_server.url}/pay/{session_id}", data=data)

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *args):
                return None

        try:
            urllib.request.build_opener(Stay).open(request, timeout=10).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            if answer.code != 303:
                raise

    def chaos(**moods) -> None:
        request = urllib.request.Request(
            f"{stripe_server.url}/_chaos", data=json.dumps(moods).encode()
        )
        urllib.request.urlopen(request, timeout=10).close()

    def deliver(client, kind: str, thing: dict, *, event_id: str = "evt_1", secret=SECRET, at=None):
        payload = json.dumps(
            {
                "id": event_id,
                "object": "event",
                "type": kind,
                "created": 1,
                "data": {"object": thing},
                "api_version": "2026-10-28.endive",
            }
        ).encode()
        header = hooks.signature(payload, secret, at or int(time.time()))
        return client.post(
            "/hooks/stripe/",
            payload,
            content_type="application/json",
            headers={"stripe-signature": header},
        )

    return SimpleNamespace(
        world=app.world,
        courier=app.courier,
        url=stripe_server.url,
        chaos=chaos,
        deliver=deliver,
        pay=lambda key: press(key, "pay"),
        decline=lambda key: press(key, "decline"),
    )
