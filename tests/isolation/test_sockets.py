"""Point 23: what a village's own people hear at once, others hear never, and former ones no more."""

import json
import time

import pytest
from asgiref.sync import sync_to_async

from tests.live.test_streams import HOST, connect, hear, leave, say
from villages.community import services as community
from villages.community.models import Policy
from villages.portal import merging, register
from villages.portal.models import Membership
from villages.portal.services import grant_role, remove_role

pytestmark = [pytest.mark.asyncio, pytest.mark.django_db(transaction=True)]
WORDS = "zz-only-toegye-knows-zz"
SILENT_WITHIN = 5  # seconds


@pytest.fixture
def people(toegye, haean, manager_of, resident_of):
    """Everybody by name; made before the loop runs."""
    return {
        "author": resident_of(toegye),
        "listener": resident_of(toegye),
        "boss": manager_of(toegye),
        "stranger": manager_of(haean),
    }


@pytest.fixture
def talk(toegye, people):
    """A thread that only Toegye's people read."""
    board = community.open_village_board(toegye)
    board.read_policy = Policy.MEMBERS
    board.save()
    return community.start_thread(board=board, author=people["author"], title="Bus", body=WORDS)


@pytest.fixture
def cookie(as_user, people):
    """The headers of somebody's browser, by name."""
    found = {}
    for name, user in people.items():
        session = as_user(user).cookies["sessionid"].value
        found[name] = [*HOST, (b"cookie", f"sessionid={session}".encode())]
    return found


async def listen(headers, thread):
    """Open a socket and ask for the thread; the socket and the answer."""
    socket, accepted = await connect(headers)
    assert accepted
    assert (await hear(socket))["t"] == "hi"
    await say(socket, t="sub", s=thread.stream, since=1)
    return socket, await hear(socket)


async def reply(thread, author) -> None:
    await sync_to_async(community.post_reply)(thread=thread, author=author, body=WORDS)


async def rest_of(socket) -> list[dict]:
    """What still comes, until nothing has come for a second."""
    heard = []
    while not await socket.receive_nothing(timeout=1):
        heard.append(json.loads((await socket.receive_output(timeout=1))["text"]))
    return heard


async def test_the_own_people_hear_and_another_village_s_manager_does_not(talk, people, cookie):
    own, yes = await listen(cookie["listener"], talk)
    other, no = await listen(cookie["stranger"], talk)
    assert (yes["t"], no["t"]) == ("ok", "no")
    await reply(talk, people["author"])
    frame = await hear(own)
    assert frame["t"] == "ev"
    assert WORDS in frame["h"]
    assert await rest_of(other) == []
    await leave(own)
    await leave(other)


async def test_who_loses_the_hat_is_told_no_and_hears_nothing_more(talk, people, cookie):
    socket, answer = await listen(cookie["listener"], talk)
    staying, _yes = await listen(cookie["boss"], talk)
    assert answer["t"] == "ok"
    await reply(talk, people["author"])
    assert WORDS in (await hear(socket))["h"]
    assert WORDS in (await hear(staying))["h"]
    hat = await Membership.objects.select_related("village", "user").aget(user=people["listener"])
    await sync_to_async(remove_role)(membership=hat, acting_user=people["boss"])
    began = time.monotonic()
    last = json.loads((await socket.receive_output(timeout=SILENT_WITHIN))["text"])
    assert time.monotonic() - began < SILENT_WITHIN
    assert (last["t"], last["s"]) == ("no", talk.stream)
    await reply(talk, people["author"])
    assert WORDS in (await hear(staying))["h"]
    assert await rest_of(socket) == []
    await say(socket, t="sub", s=talk.stream, since=0)
    assert (await hear(socket))["t"] == "no"
    await leave(socket)
    await leave(staying)


async def test_who_loses_one_hat_of_two_goes_on_hearing(talk, people, cookie, toegye):
    await sync_to_async(grant_role)(user=people["listener"], village=toegye, role="seller")
    socket, _yes = await listen(cookie["listener"], talk)
    hat = await Membership.objects.select_related("village", "user").aget(
        user=people["listener"], role="resident"
    )
    await sync_to_async(remove_role)(membership=hat, acting_user=people["boss"])
    await reply(talk, people["author"])
    assert WORDS in (await hear(socket))["h"]
    await leave(socket)


async def test_a_hat_whose_last_day_passed_hears_nothing_of_the_next_post(talk, people, cookie):
    from datetime import timedelta

    from django.utils import timezone

    socket, answer = await listen(cookie["listener"], talk)
    assert answer["t"] == "ok"
    gone = timezone.localdate() - timedelta(days=1)
    await Membership.objects.filter(user=people["listener"]).aupdate(until=gone)
    await reply(talk, people["author"])
    heard = await rest_of(socket)
    assert [frame["t"] for frame in heard] == ["no"]
    await leave(socket)


async def test_the_heartbeat_goes_on_and_finds_a_hat_that_is_gone(
    talk, people, cookie, monkeypatch
):
    """Where the word of a change was lost, the heartbeat asks by itself."""
    from villages.live import consumer

    monkeypatch.setattr(consumer, "HEARTBEAT", 0.3)
    socket, answer = await listen(cookie["listener"], talk)
    assert answer["t"] == "ok"
    for _turn in range(3):
        beat = await hear(socket)
        assert (beat["t"], beat["heads"]) == ("hb", {talk.stream: 1})
    await Membership.objects.filter(user=people["listener"]).adelete()
    frames = [await hear(socket) for _turn in range(3)]
    assert {"t": "no", "s": talk.stream, "why": "forbidden"} in frames
    assert frames[-1] == {"t": "hb", "heads": {}}
    await leave(socket)


async def test_a_signed_out_browser_s_socket_is_closed(talk, people, cookie):
    from django.contrib.sessions.models import Session

    from villages.live.services import rights_changed

    socket, answer = await listen(cookie["listener"], talk)
    assert answer["t"] == "ok"
    await Session.objects.all().adelete()
    await sync_to_async(rights_changed)(user=people["listener"])
    closed = await socket.receive_output(timeout=SILENT_WITHIN)
    assert (closed["type"], closed["code"]) == ("websocket.close", 4401)


async def test_a_village_put_to_rest_says_nothing_more(talk, people, cookie, toegye, staff):
    from villages.community.access import may_write

    socket, answer = await listen(cookie["listener"], talk)
    assert answer["t"] == "ok"
    await reply(talk, people["author"])
    assert WORDS in (await hear(socket))["h"]
    await sync_to_async(register.archive_village)(
        village=toegye, acting_user=staff, reason="Empty houses"
    )
    await talk.board.village.arefresh_from_db()
    for who in ("author", "boss", "listener"):
        assert not await sync_to_async(may_write)(people[who], talk.board)
    assert await rest_of(socket) == []
    await leave(socket)


async def test_who_stays_behind_in_a_merge_hears_nothing_of_the_merged_talk(
    talk, people, cookie, toegye, haean, staff
):
    """Hats move with the village: its people go on hearing, a former one does not."""
    await Membership.objects.filter(user=people["listener"]).adelete()
    gone, no = await listen(cookie["listener"], talk)
    stays, yes = await listen(cookie["author"], talk)
    assert (no["t"], yes["t"]) == ("no", "ok")
    await sync_to_async(merging.merge_villages)(source=toegye, target=haean, acting_user=staff)
    await talk.arefresh_from_db()
    thread = await type(talk).objects.select_related("board__village").aget(pk=talk.pk)
    await reply(thread, people["boss"])
    assert any(WORDS in frame.get("h", "") for frame in await rest_of(stays))
    assert await rest_of(gone) == []
    await leave(gone)
    await leave(stays)
