"""Who may read and write on boards; pages, search and sockets ask the same functions."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from villages.community.models import Board, Policy, Post, PostState, Thread
from villages.portal import access as portal
from villages.portal.choices import Role, VillageStatus
from villages.portal.models import Membership, Village


def boards_visible_to(user):
    """The boards a person may read, as a queryset."""
    visible = Q(read_policy=Policy.PUBLIC)
    if user.is_authenticated:
        mine = Membership.objects.current().filter(user=user).values("village")
        visible |= Q(read_policy=Policy.SIGNED_IN) | Q(village__in=mine)
        if portal.is_platform_staff(user):
            visible = Q()
    return Board.objects.filter(visible).select_related("village")


def may_read(user, board: Board) -> bool:
    """The instance check of `boards_visible_to`."""
    if board.read_policy == Policy.PUBLIC or portal.is_platform_staff(user):
        return True
    if not user.is_authenticated:
        return False
    if board.read_policy == Policy.SIGNED_IN:
        return True
    return board.village is not None and bool(portal.roles_in(user, board.village))


def may_write(user, board: Board) -> bool:
    """Whether a person may start threads and reply on a board."""
    if not user.is_authenticated or not may_read(user, board):
        return False
    if board.village and board.village.status != VillageStatus.ACTIVE:
        return False
    if board.write_policy in (Policy.PUBLIC, Policy.SIGNED_IN):
        return True
    if board.village is None:
        return user.memberships.exists() or portal.is_platform_staff(user)
    return bool(portal.roles_in(user, board.village)) or portal.is_platform_staff(user)


def may_moderate(user, board: Board) -> bool:
    """Whether a person may hide posts of a board."""
    if portal.is_platform_staff(user):
        return True
    return board.village is not None and portal.has_role(
        user, board.village, Role.MODERATOR, Role.MANAGER
    )


def get_board(user, village_slug: str | None, board_slug: str | None = None) -> Board:
    """A board the person may read, else 404. A village has one board so far."""
    boards = Board.objects.select_related("village", "village__region")
    if village_slug is not None:
        village: Village = portal.get_village(village_slug)
        board = boards.filter(village=village).first()
    else:
        board = boards.filter(village__isnull=True, slug=board_slug).first()
    if board is None or not may_read(user, board):
        raise Http404
    return board


def get_board_for_writer(user, village_slug: str | None, board_slug: str | None = None) -> Board:
    """A board the person may write on; 403 to readers."""
    board = get_board(user, village_slug, board_slug)
    if not may_write(user, board):
        raise PermissionDenied
    return board


def get_thread(user, village_slug: str | None, board_slug: str | None, pk: int) -> Thread:
    """A thread of this very board which the person may read, else 404."""
    board = get_board(user, village_slug, board_slug)
    thread = Thread.objects.filter(pk=pk, board=board).select_related("author").first()
    if thread is None or (thread.is_hidden and not may_moderate(user, board)):
        raise Http404
    thread.board = board
    return thread


def get_thread_for_writer(user, village_slug, board_slug, pk: int) -> Thread:
    """A thread in which the person may reply; 403 to readers."""
    thread = get_thread(user, village_slug, board_slug, pk)
    if not may_write(user, thread.board):
        raise PermissionDenied
    return thread


def get_post(user, pk: int) -> Post:
    """A visible post on a board the person may read, else 404."""
    post = (
        Post.objects.select_related("thread__board__village", "author")
        .filter(pk=pk, state=PostState.VISIBLE, thread__is_hidden=False)
        .first()
    )
    if post is None or not may_read(user, post.thread.board):
        raise Http404
    return post


def get_own_post(user, pk: int) -> Post:
    """The person's own visible post; 403 where it is somebody else's."""
    post = get_post(user, pk)
    if post.author_id != user.pk:
        raise PermissionDenied
    return post


def may_read_stream(user, ref: str) -> bool:
    """Who may listen to `thread:<pk>`: whoever may read the thread."""
    if not ref.isdigit():
        return False
    thread = Thread.objects.select_related("board__village").filter(pk=ref).first()
    if thread is None or (thread.is_hidden and not may_moderate(user, thread.board)):
        return False
    return may_read(user, thread.board)
