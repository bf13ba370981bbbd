"""What can happen on boards: write, reply, change, take back, thank, hide."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.activity import services as activity
from villages.community.errors import ThreadClosed
from villages.community.models import (
    Board,
    BoardKind,
    Policy,
    Post,
    PostRevision,
    PostState,
    Thanks,
    Thread,
    Watch,
)
from villages.finder import services as finder
from villages.live import services as live
from villages.notifications import services as notifications
from villages.portal.choices import VillageStatus
from villages.portal.models import Village


def open_village_board(village) -> Board:
    """The village's board; idempotent."""
    board, _new = Board.objects.get_or_create(
        village=village,
        slug="board",
        defaults={
            "title_ko": "마을 게시판",
            "title_en": "Village board",
            "kind": BoardKind.TALK,
            "intro_ko": "묻고, 알리고, 함께 정하는 곳입니다.",
            "intro_en": "Ask, tell, and settle things together.",
            "write_policy": Policy.SIGNED_IN,
        },
    )
    return board


def open_missing_boards() -> int:
    """Give every village whose portal is open and has none its board; how many were opened.

    Runs every ten minutes, for whatever opened past the services. One query where none is missing.
    """
    without = Village.objects.exclude(status=VillageStatus.OPENING).exclude(
        pk__in=Board.objects.filter(village__isnull=False).values("village")
    )
    return len([open_village_board(village) for village in without])


@transaction.atomic
def start_thread(
    *,
    board: Board,
    author,
    title: str,
    body: str,
    client_key: str | None = None,
    at=None,
    language: str = "",
) -> Thread:
    """Open a thread with its first post; a double send returns the first thread."""
    if client_key:
        twin = Post.objects.filter(author=author, client_key=client_key).select_related("thread")
        if found := twin.first():
            return found.thread
    at = at or timezone.now()
    thread = Thread.objects.create(
        board=board,
        title=title.strip(),
        author=author,
        last_post_at=at,
        created_at=at,
        language=language,
    )
    _write(thread, author, body, client_key, at=at, language=language)
    activity.record("thread.started", village=board.village, actor=author, ref=thread.pk, at=at)
    return thread


@transaction.atomic
def post_reply(
    *,
    thread: Thread,
    author,
    body: str,
    quoted: Post | None = None,
    client_key: str | None = None,
    at=None,
    language: str = "",
) -> Post:
    """Add a reply and announce it on the thread's stream.

    Idempotent by author and `client_key`. Raises `ThreadClosed`. The thread's row is
    written first, so numbers have no gap and two replies never take one number.
    """
    if client_key:
        twin = Post.objects.filter(author=author, client_key=client_key).first()
        if twin is not None:
            return twin
    if thread.is_closed:
        raise ThreadClosed(_("This thread is closed. Start a new one, please."))
    post = _write(
        thread, author, body, client_key, quoted=quoted, at=at or timezone.now(), language=language
    )
    activity.record(
        "post.written", village=thread.board.village, actor=author, ref=post.pk, at=post.at
    )
    _tell_watchers(thread, post)
    return post


def _write(thread: Thread, author, body, client_key, *, quoted=None, at, language="") -> Post:
    Thread.objects.filter(pk=thread.pk).update(
        last_number=F("last_number") + 1,
        reply_count=F("last_number"),
        last_post_at=at,
    )
    thread.refresh_from_db(fields=["last_number", "reply_count", "last_post_at"])
    post = Post.objects.create(
        thread=thread,
        number=thread.last_number,
        author=author,
        body=body.strip(),
        client_key=client_key or None,
        quoted=quoted,
        at=at,
        language=language,
    )
    live.append(stream=thread.stream, kind="post.new", ref=post.pk, actor=author)
    Watch.objects.get_or_create(thread=thread, user=author)
    refresh_search(thread)
    return post


def _tell_watchers(thread: Thread, post: Post) -> None:
    watchers = thread.watches.filter(is_muted=False).exclude(user=post.author)
    for watch in watchers.select_related("user"):
        notifications.notify(
            user=watch.user,
            kind="post.reply",
            village=thread.board.village,
            url=f"{thread.get_absolute_url()}#post-{post.number}",
            params={"title": thread.title, "author": post.author.name},
            dedupe_key=f"post.reply:{post.pk}",
        )


@transaction.atomic
def edit_post(*, post: Post, body: str, acting_user) -> Post:
    """Change a post's words; the old ones are kept."""
    if body.strip() == post.body:
        return post
    PostRevision.objects.create(post=post, body=post.body, by=acting_user)
    post.body, post.edited_at = body.strip(), timezone.now()
    post.save(update_fields=["body", "edited_at"])
    live.append(stream=post.thread.stream, kind="post.edited", ref=post.pk, actor=acting_user)
    refresh_search(post.thread)
    return post


@transaction.atomic
def take_back(*, post: Post, acting_user) -> None:
    """The author takes a post back; its number stays, its words go from view."""
    Post.objects.filter(pk=post.pk, state=PostState.VISIBLE).update(state=PostState.DELETED)
    live.append(stream=post.thread.stream, kind="post.gone", ref=post.pk, actor=acting_user)
    refresh_search(post.thread)


@transaction.atomic
def thank(*, post: Post, user) -> int:
    """Thank, or take the thanks back; returns how many there are now."""
    given, new = Thanks.objects.get_or_create(post=post, user=user)
    if not new:
        given.delete()
    live.append(stream=post.thread.stream, kind="post.thanks", ref=post.pk, actor=user)
    return post.thanks.count()


@transaction.atomic
def hide_post(ref: str, reason: str, acting_user) -> None:
    """A moderator hides a post; the event carries no text."""
    post = Post.objects.select_related("thread__board__village", "author").get(pk=ref)
    Post.objects.filter(pk=post.pk).update(state=PostState.HIDDEN, hidden_reason=reason[:300])
    live.append(stream=post.thread.stream, kind="post.gone", ref=post.pk, actor=acting_user)
    if post.author is not None:
        notifications.notify(
            user=post.author,
            kind="post.hidden",
            village=post.thread.board.village,
            url=post.thread.get_absolute_url(),
            params={"title": post.thread.title, "reason": reason},
            dedupe_key=f"post.hidden:{post.pk}",
        )
    refresh_search(post.thread)


@transaction.atomic
def restore_post(ref: str, acting_user) -> None:
    """Show a hidden post again."""
    post = Post.objects.select_related("thread__board__village").get(pk=ref)
    if Post.objects.filter(pk=post.pk, state=PostState.HIDDEN).update(
        state=PostState.VISIBLE, hidden_reason=""
    ):
        live.append(stream=post.thread.stream, kind="post.edited", ref=post.pk, actor=acting_user)
        refresh_search(post.thread)


def search_doc(thread: Thread) -> dict:
    """The thread as the search keeps it: visible words only."""
    board = thread.board
    words = thread.posts.filter(state=PostState.VISIBLE).values_list("body", flat=True)[:50]
    audience = "public" if board.read_policy == Policy.PUBLIC else f"village:{board.village_id}"
    return {
        "kind": "thread",
        "ref": thread.pk,
        "title": thread.title,
        "text": "\n".join(words),
        "url": thread.get_absolute_url(),
        "village": board.village,
        "audience": audience,
        "at": thread.last_post_at,
    }


def refresh_search(thread: Thread) -> None:
    """Make the thread findable as it is now; a hidden one is not."""
    if thread.is_hidden:
        finder.remove("thread", thread.pk)
    else:
        finder.put(**search_doc(thread))
