"""Marks, without the database: what an answer is worth, and whether a paper passes."""

from decimal import ROUND_HALF_UP, Decimal

from learning.choices import MultiRule, QuestionKind


def points_for(
    *, kind: str, key: list[str], answer: list[str], rule: str = MultiRule.ALL
) -> Decimal:
    """0 to 1 for one question. `answer` holds real option ids, in order for `order`.

    All or nothing, except `partial` for several right answers:
    max(0, right minus wrong) of all the right ones.
    """
    if not answer:
        return Decimal(0)
    if kind == QuestionKind.ORDER:
        return Decimal(int(answer == key))
    right, chosen = set(key), set(answer)
    if kind == QuestionKind.MULTI and rule == MultiRule.PARTIAL:
        net = len(chosen & right) - len(chosen - right)
        return Decimal(max(0, net)) / Decimal(len(right))
    return Decimal(int(chosen == right))


def percent_of(score: Decimal, most: int) -> int:
    """A score in whole percent, rounded half up once; nothing asked is nothing reached."""
    if most <= 0:
        return 0
    exact = Decimal(score) * 100 / Decimal(most)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def passes(score: Decimal, most: int, pass_percent: int) -> bool:
    """Whether a paper passes: the exact share counts, never the rounded one."""
    return most > 0 and Decimal(score) * 100 >= Decimal(pass_percent) * most
