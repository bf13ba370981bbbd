"""Page views of villages, counted without cookies and without keeping addresses.

A view is added up in memory and written in batches, by the timetable where one process
does all, else by a thread of each web process. What stands in memory is lost on a crash:
at most a minute's views.
"""

import atexit
import re
import threading
from collections import Counter
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db import close_old_connections, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from invil.adoption.days import today
from invil.adoption.models import VisitCount
from villages.portal.hosts import platform_path
from villages.portal.models import Village

EVERY = 30.0
ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiver|preview|monitor|check|scan|fetch|curl|wget|"
    r"python|java/|go-http|httpclient|headless|lighthouse|yeti|daum(oa)?|facebookexternal",
    re.IGNORECASE,
)
KINDS = frozenset(
    {
        "news",
        "notices",
        "events",
        "stories",
        "gallery",
        "galleries",
        "places",
        "board",
        "committee",
        "documents",
        "proposals",
        "visit",
    }
)
# A village has few kinds of pages; more keys than this means somebody makes up addresses.
MOST = 20_000
BATCH = 500
Key = tuple[str, str, date]

_lock = threading.Lock()
_visits: Counter[Key] = Counter()
_visitors: Counter[Key] = Counter()
_thread: threading.Thread | None = None


class VisitMiddleware:
    """Counts a public village page that was shown to a person; writes nothing itself."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        path = platform_path(request)
        if path.startswith("/villages/") and is_view(request, response):
            note(request, path)
        return response


def is_view(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a person was shown a whole page."""
    headers = request.headers
    agent = headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "HX-Request" not in headers
        and "prefetch" not in headers.get("Sec-Purpose", headers.get("Purpose", ""))
        and bool(agent)
        and not ROBOTS.search(agent)
    )


def note(request: HttpRequest, path: str) -> None:
    """Add one view of a village's page in memory; the path as the platform's host says it."""
    pieces = path.strip("/").split("/")
    if len(pieces) < 2:
        return
    kind = "home" if len(pieces) == 2 else pieces[2] if pieces[2] in KINDS else "page"
    key = (pieces[1][:60], kind, today())
    came_from = urlsplit(request.headers.get("Referer", "")).netloc
    with _lock:
        if key in _visits or len(_visits) < MOST:
            _visits[key] += 1
            if came_from != request.get_host():
                _visitors[key] += 1
    if settings.VISITS_OWN_THREAD:
        _start_thread()


def flush() -> int:
    """Write what was counted since the last time; returns the number of views.

    Views of addresses that are no village's are dropped. What could not be written is
    put back and tried again.
    """
    with _lock:
        visits, visitors = Counter(_visits), Counter(_visitors)
        _visits.clear()
        _visitors.clear()
    if not visits:
        return 0
    try:
        return write(visits, visitors)
    except Exception:
        with _lock:
            _visits.update(visits)
            _visitors.update(visitors)
        raise


def write(visits: Counter[Key], visitors: Counter[Key]) -> int:
    """Add views to what stands, all or none; returns the number of those of villages we know.

    Rows are locked in one order, as other processes write at the same time; one statement
    for all rows that grow by the same.
    """
    slugs = {slug for slug, _kind, _day in visits}
    villages = dict(Village.objects.active().filter(slug__in=slugs).values_list("slug", "pk"))
    grow = {
        (villages[slug], kind, day): (n, visitors[slug, kind, day])
        for (slug, kind, day), n in sorted(visits.items())
        if slug in villages
    }
    days = {day for _village, _kind, day in grow}
    with transaction.atomic():
        VisitCount.objects.bulk_create(
            [VisitCount(village_id=pk, page_kind=kind, day=day) for pk, kind, day in grow],
            ignore_conflicts=True,
            batch_size=BATCH,
        )
        rows = VisitCount.objects.select_for_update().filter(
            village__in=villages.values(), day__in=days
        )
        by_growth: dict[tuple[int, int], list[int]] = {}
        for pk, *key in rows.order_by("pk").values_list("pk", "village", "page_kind", "day"):
            if tuple(key) in grow:
                by_growth.setdefault(grow[tuple(key)], []).append(pk)
        for (n, came), pks in by_growth.items():
            for start in range(0, len(pks), BATCH):
                VisitCount.objects.filter(pk__in=pks[start : start + BATCH]).update(
                    visits=F("visits") + n, visitors=F("visitors") + came
                )
    return sum(n for n, _came in grow.values())


def _start_thread() -> None:
    global _thread
    with _lock:
        if _thread is not None and _thread.is_alive():
            return
        _thread = threading.Thread(target=_flush_forever, name="visits", daemon=True)
        _thread.start()
    atexit.register(flush)


def _flush_forever() -> None:
    import logging

    pause = threading.Event()
    while True:
        pause.wait(EVERY)
        close_old_connections()
        try:
            flush()
        except Exception:
            logging.getLogger("invil.adoption").exception("Views could not be written")
        close_old_connections()
