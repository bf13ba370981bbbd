"""What a village's talk does when the village becomes part of another."""

from django.utils.translation import gettext_lazy as _

from villages.community.models import Board, Policy, Thread
from villages.community.services import open_village_board, refresh_search
from villages.portal.merging import Mover, register_mover

STRICT = (Policy.PUBLIC, Policy.SIGNED_IN, Policy.MEMBERS)


def count(village) -> int:
    """How many conversations the village has."""
    return Thread.objects.filter(board__village=village).count()


def move(source, target) -> None:
    """Every conversation goes on at the other village's board, in the order of its posts.

    Where the two boards let different people read, the stricter rule holds for both: what
    was said among neighbours is not opened to everybody.
    """
    if not Board.objects.filter(village=source).exists():
        return
    board = open_village_board(target)
    rules = [board.read_policy, *source.boards.values_list("read_policy", flat=True)]
    board.read_policy = max(rules, key=STRICT.index)
    board.save(update_fields=["read_policy"])
    Thread.objects.filter(board__village=source).update(board=board)
    for thread in Thread.objects.filter(board=board).select_related("board__village"):
        refresh_search(thread)


def register() -> None:
    """Let conversations move with their village."""
    register_mover(Mover("talk", _("Conversations"), count, move))
