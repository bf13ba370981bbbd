"""Boards and threads of the demo. Old ones in bulk, the last month by the services."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from invil.demo.places import FLAGSHIPS, specialties, words_for
from invil.demo.texts import fill_all, load
from villages.activity.models import Activity
from villages.community import services
from villages.community.models import Board, BoardKind, Policy, Post, Thread
from villages.finder import services as finder
from villages.portal.models import Village

LANGUAGE = "ko"
LIVE_DAYS = 30


def shared_boards(speakers: list) -> list:
    """The boards all villages share, with their threads."""
    made = []
    kinds = {"market-talk": BoardKind.MARKET, "course-questions": BoardKind.COURSES}
    for position, item in enumerate(load("boards.yaml")["boards"]):
        board, new = Board.objects.get_or_create(
            village=None,
            slug=item["slug"],
            defaults={
                "title_ko": item["title"]["ko"],
                "title_en": item["title"]["en"],
                "intro_ko": item["intro"]["ko"],
                "intro_en": item["intro"]["en"],
                "kind": kinds.get(item["slug"], BoardKind.TALK),
                "position": position,
                "write_policy": Policy.SIGNED_IN,
            },
        )
        if new:
            made.append(board)
            for thread in item["threads"]:
                made.append(_converse(board, thread, speakers, random.Random(item["slug"])))
    return made


def village_talk(village: Village, row: dict[str, str], speakers: list) -> list:
    """The village's board with its recent conversations, through the real services."""
    rng = random.Random(f"talk {village.slug}")
    board = services.open_village_board(village)
    if board.threads.exists():
        return []
    if village.slug in FLAGSHIPS:
        threads = load(f"villages/{village.slug}.yaml")["board"]
    else:
        words = words_for(row, village.region)
        category = specialties()[words["key"]["product"]]["category"]
        bank = [
            t
            for t in load("templates/villages.yaml")["board"]
            if t.get("category", "any") == "any" or category in t["category"]
        ]
        threads = [fill_all(t, words) for t in rng.sample(bank, k=1)]
    return [board] + [_converse(board, thread, speakers, rng) for thread in threads]


def _converse(board: Board, item: dict, speakers: list, rng: random.Random) -> Thread:
    age = min(int(item.get("days_ago", rng.randint(3, LIVE_DAYS - 4))), LIVE_DAYS)
    cast: dict[str, object] = {}

    def who(name: dict):
        if name[LANGUAGE] not in cast:
            # Nobody answers their own question under another name, while there are others.
            free = [person for person in speakers if person not in cast.values()]
            cast[name[LANGUAGE]] = rng.choice(free or speakers)
        return cast[name[LANGUAGE]]

    begun = _moment(age, rng)
    thread = services.start_thread(
        board=board,
        author=who(item["author"]),
        title=item["title"][LANGUAGE],
        body=item["body"][LANGUAGE],
        at=begun,
        language=LANGUAGE,
    )
    last = begun
    for reply in item["replies"]:
        days = reply.get("days_ago")
        at = (
            _moment(int(days), rng)
            if days is not None
            else begun
            + timedelta(days=int(reply.get("days_after", 1)), minutes=rng.randint(5, 400))
        )
        last = min(max(at, last + timedelta(minutes=7)), timezone.now())
        services.post_reply(
            thread=thread,
            author=who(reply["author"]),
            body=reply["body"][LANGUAGE],
            at=last,
            language=LANGUAGE,
        )
    return thread


def _moment(days_ago: int, rng: random.Random) -> datetime:
    return timezone.now() - timedelta(days=days_ago, minutes=rng.randint(30, 600))


def old_talk(villages: list[Village], speakers: dict[int, list], *, years: int = 3) -> list[Thread]:
    """Threads of the past years, in bulk: rows as the services would have left them."""
    bank = load("templates/villages.yaml")["board"]
    goods = specialties()
    now = timezone.now()
    threads, plan = [], []
    for village in villages:
        rng = random.Random(f"old talk {village.slug}")
        board = village.boards.all()[0]
        product = goods[village.specialties[0]]
        words = _plain_words(village, product)
        for _number in range(rng.randint(4, 9)):
            item = fill_all(rng.choice(bank), words)
            at = now - timedelta(
                days=rng.randint(LIVE_DAYS + 1, 365 * years), minutes=rng.randint(0, 700)
            )
            voices = speakers[village.pk]
            replies = [
                (
                    voices[(n + 1) % len(voices)],
                    r["body"][LANGUAGE],
                    at + timedelta(hours=7 * (n + 1) + rng.randint(0, 5)),
                )
                for n, r in enumerate(item["replies"])
            ]
            count = len(replies) + 1
            threads.append(
                Thread(
                    board=board,
                    title=item["title"][LANGUAGE],
                    author=voices[0],
                    is_demo=True,
                    created_at=at,
                    last_post_at=replies[-1][2] if replies else at,
                    last_number=count,
                    reply_count=count - 1,
                    language=LANGUAGE,
                )
            )
            plan.append((voices[0], item["body"][LANGUAGE], at, replies))
    Thread.objects.bulk_create(threads, batch_size=400)
    _old_posts(threads, plan)
    docs = []
    for thread, (_author, body, _at, replies) in zip(threads, plan, strict=True):
        docs.append(
            {
                "kind": "thread",
                "ref": thread.pk,
                "title": thread.title,
                "text": "\n".join([body, *(text for _who, text, _when in replies)]),
                "url": thread.get_absolute_url(),
                "village": thread.board.village,
                "at": thread.last_post_at,
            }
        )
    finder.put_many(docs)
    return threads


def _old_posts(threads: list[Thread], plan: list) -> None:
    posts, log = [], []
    for thread, (author, body, at, replies) in zip(threads, plan, strict=True):
        village = thread.board.village
        log.append(
            Activity(
                kind="thread.started", village=village, actor=author, ref=str(thread.pk), at=at
            )
        )
        for number, (who, text, when) in enumerate([(author, body, at), *replies], start=1):
            posts.append(
                Post(
                    thread=thread, number=number, author=who, body=text, at=when, language=LANGUAGE
                )
            )
    Post.objects.bulk_create(posts, batch_size=500)
    for post in posts:
        if post.number > 1:
            log.append(
                Activity(
                    kind="post.written",
                    village=post.thread.board.village,
                    actor=post.author,
                    ref=str(post.pk),
                    at=post.at,
                )
            )
    Activity.objects.bulk_create(log, batch_size=500)


def _plain_words(village: Village, product: dict[str, str]) -> dict:
    words = {"key": {"product": product["key"], "product2": product["key"]}}
    for language in ("ko", "en"):
        name = product[f"name_{language}"]
        words[language] = {
            "village": getattr(village, f"name_{language}"),
            "product": name,
            "product2": name,
            "emd": getattr(village, f"township_{language}"),
            "households": village.households,
            "county": getattr(village.region, f"name_{language}"),
            "province": getattr(village.region.parent, f"name_{language}"),
            "month": timezone.localdate().month,
            "year": village.joined_on.year if village.joined_on else "",
        }
    return words
