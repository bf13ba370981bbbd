"""Where to look first: plain rules over what is counted, no magic."""

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from invil.adoption.choices import PeriodKind, Source
from invil.adoption.days import today
from invil.adoption.models import Indicator, Observation
from villages.portal.models import Village

NEWS_FRESH, NEWS_OLD, TALK_OLD, LEARNING_OLD = 30, 45, 60, 90
UNSENT = timedelta(hours=48)
WATCHED = ("news_published", "posts_written", "lessons_finished")


@dataclass(frozen=True)
class Advice:
    """One thing to do something about."""

    text: str
    todo: str
    icon: str
    is_urgent: bool = False


@dataclass(frozen=True)
class Watched:
    """A village with what calls for somebody, the most pressing first."""

    village: Village
    advice: list[Advice]

    @property
    def is_urgent(self) -> bool:
        """Whether anything cannot wait."""
        return any(one.is_urgent for one in self.advice)


@dataclass(frozen=True)
class Signs:
    """When each thing last happened in a village, and what waits there."""

    last: dict[tuple[str, int], date]
    unsent: dict[int, int]
    too_few: Set[int] = frozenset()
    vacant: Set[int] = frozenset()

    def days_since(self, key: str, village: int) -> int | None:
        """Days since the last one; None where there never was one."""
        at = self.last.get((key, village))
        return None if at is None else (today() - at).days


def signs_of(
    indicators: list[Indicator],
    villages: list[int],
    too_few: Set[int] = frozenset(),
    vacant: Set[int] = frozenset(),
) -> Signs:
    """What the rules look at; two queries."""
    by_pk = {one.pk: one.key for one in indicators if one.key in WATCHED}
    rows = (
        Observation.objects.filter(
            indicator__in=list(by_pk),
            village__in=villages,
            period_kind=PeriodKind.DAY,
            source=Source.COUNTED,
        )
        .values_list("indicator", "village")
        .annotate(last=Max("starts_on"))
        .order_by()
    )
    last = {(by_pk[indicator], village): at for indicator, village, at in rows}
    return Signs(last, unsent_orders(villages), too_few, vacant)


def unsent_orders(villages: list[int]) -> dict[int, int]:
    """Parts paid more than 48 hours ago and not sent, by village; one query."""
    from marketplace.orders.choices import OPEN_PARTS
    from marketplace.orders.models import VillageOrder

    rows = (
        VillageOrder.objects.filter(
            village__in=villages, status__in=OPEN_PARTS, paid_at__lt=timezone.now() - UNSENT
        )
        .values("village")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return {row["village"]: row["n"] for row in rows}


def advice_for(
    village: Village, signs: Signs, *, keys: set[str], is_own: bool = False
) -> list[Advice]:
    """What to do next in a village. Rules of an indicator not in `keys` are left out.

    `is_own`: in words for the village itself, not for its officer.
    """
    found = []
    if unsent := signs.unsent.get(village.pk):
        found.append(
            Advice(
                ngettext(
                    "%(n)s order not sent for two days",
                    "%(n)s orders not sent for two days",
                    unsent,
                )
                % {"n": unsent},
                _("Buyers are waiting: send them, or call the buyers.")
                if is_own
                else _("Call the village: buyers are waiting."),
                "package",
                True,
            )
        )
    if village.pk in signs.vacant:
        found.append(
            Advice(
                _("Nobody is the manager"),
                _("Agree in the committee who takes the office over.")
                if is_own
                else _("Call the committee, and let it name somebody to take the office over."),
                "users",
                True,
            )
        )
    if village.pk in signs.too_few:
        found.append(
            Advice(
                _("Fewer than two people can approve texts"),
                _("Invite a second one: a manager, or somebody for the committee.")
                if is_own
                else _("Help the village to find a second person."),
                "users",
            )
        )
    rules = (
        (
            "news_published",
            NEWS_OLD,
            "newspaper",
            _("No news for %(n)s days"),
            _("No news yet"),
            _("A photo and three sentences are enough.")
            if is_own
            else _("Ask who may write, and offer the phone form for posting."),
        ),
        (
            "lessons_finished",
            LEARNING_OLD,
            "graduation-cap",
            _("No lesson finished for %(n)s days"),
            _("No lesson finished yet"),
            _("Talk about a class in the village centre."),
        ),
        (
            "posts_written",
            TALK_OLD,
            "message-circle",
            _("Nothing on the board for %(n)s days"),
            _("Nothing on the board yet"),
            _("Put a question to the village: people answer questions.")
            if is_own
            else _("Ask the committee to open a question for the village."),
        ),
    )
    for key, limit, icon, old, never, todo in rules:
        if key not in keys:
            continue
        days = signs.days_since(key, village.pk)
        if days is None:
            found.append(Advice(never, todo, icon, key == "news_published"))
        elif days > limit:
            found.append(Advice(old % {"n": days}, todo, icon, days > 2 * limit))
    return found


def where_to_look(
    villages: list[Village], signs: Signs, *, keys: set[str], limit: int = 6
) -> list[Watched]:
    """The villages that call for somebody most; no query."""
    found = [Watched(v, advice_for(v, signs, keys=keys)) for v in villages]
    found = [one for one in found if one.advice]
    weights: dict[int, tuple] = defaultdict(tuple)
    for one in found:
        news = signs.days_since("news_published", one.village.pk)
        weights[one.village.pk] = (
            -signs.unsent.get(one.village.pk, 0),
            -sum(a.is_urgent for a in one.advice),
            -len(one.advice),
            -(news if news is not None else 10_000),
            one.village.slug,
        )
    return sorted(found, key=lambda one: weights[one.village.pk])[:limit]


def with_fresh_news(villages: list[Village], signs: Signs) -> int:
    """How many of the villages told news in the last 30 days; no query."""
    return sum(
        (days := signs.days_since("news_published", v.pk)) is not None and days <= NEWS_FRESH
        for v in villages
    )
