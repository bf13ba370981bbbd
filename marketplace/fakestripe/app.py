"""The ASGI application: routes, idempotency, errors in Stripe's own shape.

`create_app(webhook_url, webhook_secret, state_path)` is mounted at `/fakestripe/` in
the demo and runs in a server of its own in the tests.
"""

import asyncio
import hashlib
import json
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from marketplace.fakestripe import api, hosted
from marketplace.fakestripe.hooks import Courier
from marketplace.fakestripe.params import BadParameter, decode
from marketplace.fakestripe.world import Chaos, World, new_id

PREFIX = "/fakestripe"


@dataclass(frozen=True)
class Call:
    """One request, read to its end."""

    method: str
    path: str
    query: bytes
    headers: dict[str, str]
    body: bytes
    base: str


@dataclass(frozen=True)
class Answer:
    """Status, content type, body; more headers where they are needed."""

    status: int
    body: bytes
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


def as_json(status: int, data: Any) -> Answer:
    """An answer of the API."""
    return Answer(status, json.dumps(data, ensure_ascii=False).encode())


class FakeStripe:
    """The application. Every call runs under one lock: simple, and exact."""

    def __init__(self, webhook_url: str, webhook_secret: str, state_path=None) -> None:
        self.world = World.load(state_path)
        self.courier = Courier(self.world, webhook_url, webhook_secret)

    async def __call__(self, scope, receive, send) -> None:
        """Serve HTTP; anything else is refused."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        call = await _read(scope, receive)
        answer = await asyncio.to_thread(self.handle, call)
        headers = [
            (b"content-type", answer.kind.encode()),
            (b"cache-control", b"no-store"),
            (b"content-length", str(len(answer.body)).encode()),
            *((name.encode(), value.encode()) for name, value in answer.headers),
        ]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    def handle(self, call: Call) -> Answer:
        """One call, start to end."""
        with self.world.lock:
            try:
                answer = self._route(call)
            except BadParameter as problem:
                answer = _error(400, problem.message, param=problem.param, code=problem.code)
            except api.NotFound as problem:
                answer = _error(404, f"No such object: {problem}", code="resource_missing")
            self.world.save()
            return answer

    def _route(self, call: Call) -> Answer:
        if call.path == "/page.css":
            return Answer(200, hosted.STYLE.encode(), "text/css; charset=utf-8")
        if call.path.startswith("/pay/"):
            return self._page(call, call.path.removeprefix("/pay/"))
        if call.path == "/_chaos":
            return self._chaos(call)
        if not call.path.startswith("/v1/"):
            return _error(404, "Unrecognized request URL.")
        if not call.headers.get("authorization", "").removeprefix("Bearer ").startswith("sk_"):
            return _error(401, "Invalid API Key provided.", kind="authentication_error")
        self.world.calls.append((call.method, call.path))
        if self.world.chaos.fail_before:
            self.world.chaos.fail_before -= 1
            return _error(500, "Before anything happened.", kind="api_error")
        answer = self._once(call) if call.method == "POST" else self._api(call)
        if self.world.chaos.fail_after and call.method == "POST":
            self.world.chaos.fail_after -= 1
            return _error(500, "After it happened.", kind="api_error")
        return answer

    def _once(self, call: Call) -> Answer:
        """Same key and same body: the stored answer. Another body: 400."""
        key = call.headers.get("idempotency-key")
        if not key:
            return self._api(call)
        mark = hashlib.sha256(call.path.encode() + b"\n" + call.body).hexdigest()
        kept = self.world.answers.get(key)
        if kept:
            if kept["mark"] != mark:
                return _error(
                    400,
                    "Keys for idempotent requests can only be used with the same parameters.",
                    kind="idempotency_error",
                )
            replayed = (("idempotent-replayed", "true"),)
            return Answer(kept["status"], kept["body"].encode(), headers=replayed)
        try:
            answer = self._api(call)
        except BadParameter as problem:
            answer = _error(400, problem.message, param=problem.param, code=problem.code)
        self.world.answers[key] = {
            "mark": mark,
            "status": answer.status,
            "body": answer.body.decode(),
        }
        return answer

    def _api(self, call: Call) -> Answer:
        world, parts = self.world, call.path.strip("/").split("/")[1:]
        params = decode(call.body if call.method == "POST" else call.query)
        match (call.method, *parts):
            case ("POST", "checkout", "sessions"):
                return as_json(200, api.create_session(world, params, call.base))
            case ("GET", "checkout", "sessions", key):
                return as_json(200, api.public(api.get_session(world, key)))
            case ("POST", "checkout", "sessions", key, "expire"):
                session = api.expire_session(world, key)
                self.courier.emit("checkout.session.expired", session)
                return as_json(200, api.public(session))
            case ("GET", "checkout", "sessions", key, "line_items"):
                rows = api.get_session(world, key)["_items"]
                return as_json(200, {"object": "list", "data": rows, "has_more": False})
            case ("GET", "payment_intents" | "charges" as rows, key):
                found = world.intents if rows == "payment_intents" else world.charges
                return as_json(200, api.find(found, key))
            case ("POST", "refunds"):
                refund = api.create_refund(world, params)
                self.courier.emit("charge.refunded", world.charges[refund["charge"]])
                return as_json(200, refund)
            case ("GET", "refunds"):
                return as_json(200, api.list_refunds(world, params.get("payment_intent", "")))
            case ("GET", "refunds", key):
                return as_json(200, api.find(world.refunds, key))
            case ("GET", "events"):
                rows = list(world.events.values())[::-1]
                return as_json(200, {"object": "list", "data": rows, "has_more": False})
        return _error(404, f"Unrecognized request URL ({call.method}: {call.path}).")

    def _page(self, call: Call, session_id: str) -> Answer:
        session = api.get_session(self.world, session_id)
        declined = False
        if call.method == "POST":
            if decode(call.body).get("do") == "decline":
                declined = session["status"] == "open"
            else:
                self._pay(session_id)
                where = (session["success_url"] or "/").replace("{CHECKOUT_SESSION_ID}", session_id)
                return Answer(303, b"", headers=(("location", where),))
        html = hosted.page(session, _path(call.base), declined=declined)
        target = urlsplit(session.get("success_url") or "")
        origin = f"{target.scheme}://{target.netloc}" if target.netloc else ""
        policy = f"default-src 'none'; style-src 'self'; form-action 'self' {origin}".strip()
        return Answer(
            200,
            html.encode(),
            "text/html; charset=utf-8",
            headers=(
                ("content-security-policy", policy),
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
            ),
        )

    def _pay(self, session_id: str) -> None:
        before = api.get_session(self.world, session_id)["status"]
        session = api.pay(self.world, session_id)
        if before == "open" and session["status"] == "complete":
            self.courier.emit(
                "payment_intent.succeeded", self.world.intents[session["payment_intent"]]
            )
            self.courier.emit("checkout.session.completed", session)

    def _chaos(self, call: Call) -> Answer:
        """The control door: POST the moods as JSON; GET shows them."""
        if call.method == "POST":
            wanted = json.loads(call.body or b"{}")
            known = {each.name for each in fields(Chaos)}
            self.world.chaos = Chaos(**{k: v for k, v in wanted.items() if k in known})
        return as_json(200, {"chaos": vars(self.world.chaos)})


def create_app(webhook_url: str, webhook_secret: str, state_path=None) -> FakeStripe:
    """The application; `webhook_url` empty means that no events are sent."""
    return FakeStripe(webhook_url, webhook_secret, state_path)


def _error(status: int, message: str, *, kind: str = "invalid_request_error", **more) -> Answer:
    body = {"error": {"type": kind, "message": message, "request_log_url": "", **more}}
    return Answer(status, json.dumps(body).encode(), headers=(("request-id", new_id("req")),))


def _path(base: str) -> str:
    return urlsplit(base).path


async def _read(scope, receive) -> Call:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
    path, prefix = scope["path"], ""
    if path.startswith(PREFIX):
        path, prefix = path[len(PREFIX) :] or "/", PREFIX
    host = headers.get("host", "localhost")
    return Call(
        method=scope["method"],
        path=path,
        query=scope.get("query_string", b""),
        headers=headers,
        body=body,
        base=f"{scope.get('scheme', 'http')}://{host}{prefix}",
    )


async def _lifespan(receive, send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
