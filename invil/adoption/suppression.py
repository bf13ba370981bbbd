"""Small cells: fewer than five people are not shown, nor can they be worked out.

A total and its parts are shown side by side, so one hidden part could be had by
subtraction; then the next smallest part is hidden too, until those hidden are several and
make up five people or more. Where a total is hidden, so are all its parts.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

LEAST = 5
K = TypeVar("K", bound=Hashable)


def hidden_parts(parts: Mapping[K, int], *, total_hidden: bool = False) -> set[K]:
    """Which of a total's parts must not be shown; a part of nobody may always be."""
    there = {key: n for key, n in parts.items() if n > 0}
    if total_hidden:
        return set(there)
    hidden = {key for key, n in there.items() if n < LEAST}
    if not hidden:
        return hidden
    rest = sorted((n, str(key), key) for key, n in there.items() if key not in hidden)
    while rest and (len(hidden) < 2 or sum(there[key] for key in hidden) < LEAST):
        hidden.add(rest.pop(0)[2])
    return hidden


def hidden_in_tree(counts: Mapping[K, int], children: Mapping[K, Iterable[K]], root: K) -> set[K]:
    """Which places of a tree must not be shown: from the root down, level by level.

    `counts` may leave places out that have nobody.
    """
    hidden = {root} if 0 < counts.get(root, 0) < LEAST else set()
    level = [root]
    while level:
        below: list[K] = []
        for place in level:
            parts = {child: counts.get(child, 0) for child in children.get(place, ())}
            hidden |= hidden_parts(parts, total_hidden=place in hidden)
            below += parts
        level = below
    return hidden
