"""CPU milliseconds and queries of the public pages, in process, against a trivial view.

    make bench          needs a loaded demo; writes var/bench/pages.csv

Each page: one warm-up, then five rounds of ten requests; the median round counts. The
machine's load stands beside the figures; trust the ratios, not the milliseconds.
"""

import csv
import os
import statistics
import sys
import time
from pathlib import Path

import django

ROUNDS, REQUESTS = 5, 10
PAGES = (
    "/health/live",
    "/",
    "/villages/",
    "/villages/jeju-jeoji/",
    "/villages/jeju-jeoji/news/",
    "/market/",
    "/market/search/?q=꿀",
    "/learn/",
    "/talk/",
    "/search/?q=사과",
    "/open-data/",
)


def measure(client, url: str) -> tuple[float, int, int]:
    """Median CPU ms a request, queries of one request, bytes of its body."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    queries = len(captured.captured_queries)
    rounds = []
    for _round in range(ROUNDS):
        start = time.process_time()
        for _request in range(REQUESTS):
            client.get(url)
        rounds.append((time.process_time() - start) * 1000 / REQUESTS)
    return statistics.median(rounds), queries, len(answer.content)


def main() -> None:
    """Measure every page and write the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invil.settings.embedded")
    django.setup()
    from django.conf import settings
    from django.test import Client

    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="ko")
    rows, base = [], 0.0
    for url in PAGES:
        ms, queries, size = measure(client, url)
        base = base or ms
        rows.append([url, f"{ms:.2f}", f"{ms / base:.1f}", queries, size])
        sys.stdout.write(f"{url:<32} {ms:7.2f} ms  x{ms / base:6.1f}  {queries:3} queries\n")
    out = Path(settings.VAR_DIR) / "bench"
    out.mkdir(parents=True, exist_ok=True)
    with (out / "pages.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["url", "cpu_ms", "ratio_to_live", "queries", "bytes"])
        writer.writerows(rows)
    sys.stdout.write(f"load average {os.getloadavg()[0]:.1f}; written to {out / 'pages.csv'}\n")


if __name__ == "__main__":
    main()
