"""Threads: numbers without gaps, no doubled posts, the right readers."""

import json

import pytest

from villages.community import services
from villages.community.models import Board, Policy, Post, Thread
from villages.live.models import StreamEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(haean):
    return services.open_village_board(haean)


@pytest.fixture
def thread(board, resident_of, haean):
    return services.start_thread(
        board=board, author=resident_of(haean), title="The bus at eight", body="Does it still run?"
    )


def test_reply_is_numbered_and_announced(thread, resident_of, haean):
    post = services.post_reply(thread=thread, author=resident_of(haean), body="It does.")
    assert post.number == 2
    assert list(StreamEvent.objects.values_list("seq", "kind")) == [
        (1, "post.new"),
        (2, "post.new"),
    ]


def test_double_send_is_one_reply(thread, resident_of, haean):
    author = resident_of(haean)
    for _ in range(2):
        services.post_reply(thread=thread, author=author, body="Yes", client_key="k1")
    assert Post.objects.filter(thread=thread).count() == 2


def test_form_without_script_replies_and_goes_to_the_end(thread, resident_of, haean, as_user):
    answer = as_user(resident_of(haean)).post(
        f"{thread.get_absolute_url()}reply/", {"body": "At ten past", "client_key": "k2"}
    )
    assert answer.status_code == 302
    assert answer["Location"].endswith("?page=last#post-2")


def test_empty_reply_is_said_and_the_page_stays(thread, resident_of, haean, as_user):
    answer = as_user(resident_of(haean)).post(f"{thread.get_absolute_url()}reply/", {"body": " "})
    assert answer.status_code == 422


def test_stranger_reads_a_public_thread_without_cookie(thread, client):
    answer = client.get(thread.get_absolute_url())
    assert answer.status_code == 200
    assert not answer.cookies


def test_members_board_is_404_to_others(thread, toegye, resident_of, client, as_user):
    Board.objects.update(read_policy=Policy.MEMBERS)
    url = thread.get_absolute_url()
    assert client.get(url).status_code == 404
    assert as_user(resident_of(toegye)).get(url).status_code == 404
    assert client.get(f"/live/since?s={thread.stream}&n=0").status_code == 404


def test_catch_up_gives_what_came_after(thread, resident_of, haean, client):
    services.post_reply(thread=thread, author=resident_of(haean), body="Nine past eight")
    answer = json.loads(client.get(f"/live/since?s={thread.stream}&n=1").content)
    assert [f["n"] for f in answer["frames"]] == [2]
    assert "Nine past eight" in answer["frames"][0]["h"]


def test_hidden_post_leaves_no_words_anywhere(
    thread, resident_of, haean, with_role, as_user, client
):
    post = services.post_reply(thread=thread, author=resident_of(haean), body="secret-words")
    reporter = resident_of(haean)
    as_user(reporter).post(f"/talk/posts/{post.pk}/report/", {"reason": "rude"})
    moderator = as_user(with_role("moderator", haean))
    assert "secret-words" in moderator.get(f"/office/{haean.slug}/reports/").content.decode()
    from villages.moderation.models import QueueItem

    item = QueueItem.objects.get()
    moderator.post(
        f"/office/{haean.slug}/reports/{item.pk}/",
        {"hide": "1", "reason": "Too harsh", "version": item.version},
    )
    assert "secret-words" not in client.get(thread.get_absolute_url()).content.decode()
    since = client.get(f"/live/since?s={thread.stream}&n=0").content.decode()
    assert "secret-words" not in since
    assert client.get("/search/?q=secret-words").status_code in (200, 404)


def test_second_moderator_hears_that_it_is_decided(thread, resident_of, haean):
    from villages.core.errors import Conflict
    from villages.moderation import services as moderation

    filed = moderation.report(
        kind="post",
        ref=thread.posts.get().pk,
        village=haean,
        reporter=resident_of(haean),
        reason="rude",
    )
    moderation.decide(
        item=filed.item, state="kept", reason="Fine", version=0, acting_user=resident_of(haean)
    )
    with pytest.raises(Conflict):
        moderation.decide(
            item=filed.item, state="hidden", reason="No", version=0, acting_user=resident_of(haean)
        )


def test_thread_page_costs_the_same_with_many_posts(
    thread, resident_of, haean, client, django_assert_max_num_queries
):
    author = resident_of(haean)
    for number in range(30):
        services.post_reply(thread=thread, author=author, body=f"Reply {number}")
    with django_assert_max_num_queries(9):
        client.get(thread.get_absolute_url())
    assert Thread.objects.get().reply_count == 30
