"""Streams: numbers without gaps under threads; the socket tells what is committed."""

import json
import threading

from django.db import connections

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator

from invil.routing import websocket_application
from villages.community import services as community
from villages.community.models import Board, Policy, Post
from villages.live import services
from villages.live.models import StreamEvent

HOST = [(b"host", b"testserver"), (b"origin", b"http://testserver")]


@pytest.fixture
def thread(haean, resident_of):
    board = community.open_village_board(haean)
    return community.start_thread(
        board=board, author=resident_of(haean), title="Bus", body="At eight?"
    )


async def connect(headers=None):
    """Open a socket the way a server does; returns it and whether it was accepted."""
    scope = {
        "type": "websocket",
        "path": "/ws/live/",
        "headers": headers or HOST,
        "query_string": b"",
        "subprotocols": [],
        "client": ["127.0.0.1", 1],
    }
    socket = ApplicationCommunicator(websocket_application, scope)
    await socket.send_input({"type": "websocket.connect"})
    answer = await socket.receive_output(timeout=5)
    return socket, answer["type"] == "websocket.accept"


async def say(socket, **frame):
    await socket.send_input({"type": "websocket.receive", "text": json.dumps(frame)})


async def hear(socket):
    return json.loads((await socket.receive_output(timeout=5))["text"])


async def leave(socket):
    await socket.send_input({"type": "websocket.disconnect", "code": 1000})
    await socket.wait(timeout=5)


@pytest.mark.django_db(transaction=True)
def test_append_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        services.append(stream="thread:1", kind="post.new", ref=1)


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_when_many_write_at_once(thread, resident_of, haean):
    authors = [resident_of(haean) for _ in range(4)]
    barrier = threading.Barrier(4)

    def go(author):
        try:
            barrier.wait()
            for number in range(5):
                community.post_reply(thread=thread, author=author, body=f"{number}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(author,)) for author in authors]
    [t.start() for t in threads]
    [t.join() for t in threads]
    seqs = list(StreamEvent.objects.filter(stream__key=thread.stream).values_list("seq", flat=True))
    numbers = list(Post.objects.filter(thread=thread).values_list("number", flat=True))
    assert seqs == list(range(1, 22))
    assert numbers == list(range(1, 22))


@pytest.mark.django_db(transaction=True)
@pytest.mark.asyncio
async def test_reply_reaches_an_open_socket(thread, resident_of, haean):
    socket, connected = await connect()
    assert connected
    assert (await hear(socket))["t"] == "hi"
    await say(socket, t="sub", s=thread.stream, since=1)
    assert (await hear(socket)) == {"t": "ok", "s": thread.stream, "head": 1}
    author = await sync_to_async(resident_of)(haean)
    await sync_to_async(community.post_reply)(thread=thread, author=author, body="Ten past")
    frame = await hear(socket)
    assert (frame["t"], frame["n"], frame["k"]) == ("ev", 2, "post.new")
    assert "Ten past" in frame["h"]
    await leave(socket)


@pytest.mark.django_db(transaction=True)
@pytest.mark.asyncio
async def test_late_listener_gets_what_was_missed(thread):
    socket, _connected = await connect()
    await hear(socket)
    await say(socket, t="sub", s=thread.stream, since=0)
    assert (await hear(socket))["n"] == 1
    assert (await hear(socket))["t"] == "ok"
    await leave(socket)


@pytest.mark.django_db(transaction=True)
@pytest.mark.asyncio
async def test_stranger_is_not_told_of_a_members_board(thread):
    await sync_to_async(Board.objects.update)(read_policy=Policy.MEMBERS)
    socket, _connected = await connect()
    await hear(socket)
    await say(socket, t="sub", s=thread.stream, since=0)
    assert (await hear(socket))["t"] == "no"
    await leave(socket)


@pytest.mark.django_db(transaction=True)
@pytest.mark.asyncio
async def test_foreign_origin_is_refused():
    _socket, connected = await connect(
        [(b"host", b"testserver"), (b"origin", b"http://elsewhere.example")]
    )
    assert not connected


@pytest.mark.django_db(transaction=True)
@pytest.mark.asyncio
async def test_nonsense_closes_the_socket():
    socket, _connected = await connect()
    await hear(socket)
    await socket.send_input({"type": "websocket.receive", "text": "not json"})
    closed = await socket.receive_output(timeout=5)
    assert (closed["type"], closed["code"]) == ("websocket.close", 4400)
