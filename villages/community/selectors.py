"""What can be asked about boards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.community.models import Board, Post, PostState, Thanks, Thread
from villages.core.sheets import as_csv
from villages.office.desks import Waiting

THREADS_A_PAGE = 20
POSTS_A_PAGE = 40
TIME_TO_ANSWER, PAST_ANSWERING = timedelta(days=2), timedelta(days=60)
UNANSWERED_SHOWN = 3


@dataclass(frozen=True)
class ThreadPage:
    """One page of a thread, and the number of its live stream it shows."""

    thread: Thread
    listing: Page
    posts: list[Post]


def threads_of(board: Board, page: str | None) -> Page:
    """A page of a board's threads, pinned ones first."""
    threads = Thread.objects.filter(board=board, is_hidden=False).select_related("author")
    listing = Paginator(threads, THREADS_A_PAGE).get_page(page)
    for thread in listing.object_list:
        thread.board = board
    return listing


def unanswered(village) -> list[Thread]:
    """What was written on the village's boards days ago and nobody answered, the oldest first.

    What is older than two months is past answering. One query.
    """
    now = timezone.now()
    return list(
        Thread.objects.filter(
            board__village=village,
            is_hidden=False,
            is_closed=False,
            reply_count=0,
            created_at__range=(now - PAST_ANSWERING, now - TIME_TO_ANSWER),
        ).order_by("created_at")[:UNANSWERED_SHOWN]
    )


def board_waiting(village, user) -> list[Waiting]:
    """Conversations without an answer, as lines of the morning page; one query."""
    return [
        Waiting(
            _("Nobody has answered “%(title)s”") % {"title": thread.title},
            reverse("community:thread", args=[village.slug, thread.pk]),
        )
        for thread in unanswered(village)
    ]


def latest_threads(*, village=None, limit: int = 4) -> list[Thread]:
    """The threads spoken in last, of public boards."""
    threads = Thread.objects.filter(is_hidden=False, board__read_policy="public")
    if village is not None:
        threads = threads.filter(board__village=village)
    return list(
        threads.select_related("board", "board__village", "author").order_by("-last_post_at")[
            :limit
        ]
    )


def posts_of(thread: Thread):
    """A thread's posts with author, quoted post and thanks."""
    return (
        Post.objects.filter(thread=thread)
        .select_related("author", "quoted__author")
        .annotate(thanks_count=Count("thanks"))
        .order_by("number")
    )


def thread_page(thread: Thread, *, user, page: str | None) -> ThreadPage:
    """One page of a thread, in three queries; `page=last` goes to the end."""
    posts = posts_of(thread)
    if user.is_authenticated:
        posts = posts.annotate(
            is_thanked=Exists(Thanks.objects.filter(post=OuterRef("pk"), user=user))
        )
    paginator = Paginator(posts, POSTS_A_PAGE)
    listing = paginator.get_page(paginator.num_pages if page == "last" else page)
    shown = list(listing.object_list)
    for post in shown:
        post.thread = thread
    return ThreadPage(thread, listing, shown)


def posts_by_village_day(start: datetime, end: datetime):
    """Visible posts per village and Seoul day in a span: for the adoption counts."""
    from django.db.models.functions import TruncDate

    return (
        Post.objects.filter(
            at__gte=start, at__lt=end, state=PostState.VISIBLE, thread__board__village__isnull=False
        )
        .annotate(day=TruncDate("at"))
        .values("thread__board__village", "day")
        .annotate(n=Count("pk"))
        .order_by()
    )


def export_part(village):
    """The village's conversations as a table; hidden posts without their words."""
    posts = (
        Post.objects.filter(thread__board__village=village)
        .select_related("thread", "author")
        .order_by("thread_id", "number")
    )
    yield (
        "board/posts.csv",
        as_csv(
            ["conversation", "number", "author", "at", "text"],
            [
                [
                    post.thread.title,
                    post.number,
                    post.author.name if post.author else "",
                    post.at.isoformat(),
                    post.body if post.state == PostState.VISIBLE else "",
                ]
                for post in posts
            ],
        ),
    )
