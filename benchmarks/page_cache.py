"""What a kept page costs against one made anew, in one process and one run.

    python -m benchmarks.page_cache       needs a loaded demo, or the nation of `benchmarks.nation`

CPU milliseconds a request, the median of five rounds of ten. Exits 1 where a hit is not
ten times cheaper.
"""

import os
import statistics
import sys
import time

import django

ROUNDS, REQUESTS, WANTED = 5, 10, 10.0


def cpu_ms(client, url: str, seconds: int, rounds: int, requests: int) -> float:
    """Median CPU ms of a request with pages kept for so many seconds (0: never)."""
    from django.test import override_settings

    with override_settings(PAGE_CACHE_SECONDS=seconds):
        if client.get(url).status_code != 200:
            sys.exit(f"{url} does not answer: nothing to measure")
        found = []
        for _round in range(rounds):
            start = time.process_time()
            for _request in range(requests):
                client.get(url)
            found.append((time.process_time() - start) * 1000 / requests)
    return statistics.median(found)


def measure(rounds: int = ROUNDS, requests: int = REQUESTS) -> float:
    """The least ratio of a page made anew to a kept one: national home, finder, a village, its news."""
    from django.test import Client

    from villages.portal.models import Village

    slug = Village.objects.active().order_by("pk").values_list("slug", flat=True).first()
    if slug is None:
        sys.exit("No village has opened its portal here.")
    client, worst = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="ko"), float("inf")
    for url in ("/", "/villages/", f"/villages/{slug}/", f"/villages/{slug}/news/"):
        anew, kept = (cpu_ms(client, url, s, rounds, requests) for s in (0, 600))
        worst = min(worst, anew / kept)
        sys.stdout.write(
            f"{url:<36} anew {anew:7.2f} ms  kept {kept:6.2f} ms  x{anew / kept:.1f}\n"
        )
    return worst


def main() -> None:
    """Measure in the database of this installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invil.settings.embedded")
    django.setup()
    worst = measure()
    sys.stdout.write(f"least ratio x{worst:.1f}, load average {os.getloadavg()[0]:.1f}\n")
    sys.exit(0 if worst >= WANTED else 1)


if __name__ == "__main__":
    main()
