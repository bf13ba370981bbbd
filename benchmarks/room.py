"""What room on the stack saves (`villages/core/room.py`), in one process and one run.

    python -m benchmarks.room             needs a loaded demo

CPU milliseconds of a village's home made anew, user and system together, called from several
depths of the stack: how deep a server calls us is its own affair. The median of five rounds of
ten requests, with room and without by turns; trust the ratios, not the milliseconds.
"""

import os
import statistics
import sys
import time

import django

DEPTHS, ROUNDS, REQUESTS = range(0, 100, 20), 5, 10


def stand(depth: int, call):
    """Call from so deep."""
    return stand(depth - 1, call) if depth else call()


def cpu_ms(handler, environ: dict, depth: int) -> float:
    """CPU ms of one request of a round."""
    start = time.process_time()
    for _request in range(REQUESTS):
        answer = stand(depth, lambda: handler(dict(environ)))
        if answer.status_code != 200:
            sys.exit(f"{environ['PATH_INFO']} does not answer: nothing to measure")
    return (time.process_time() - start) * 1000 / REQUESTS


def handler_of(middleware: list[str]):
    """Django with these middlewares."""
    from django.test import override_settings
    from django.test.client import ClientHandler

    handler = ClientHandler(enforce_csrf_checks=False)
    with override_settings(MIDDLEWARE=middleware):
        handler.load_middleware()
    return handler


def main() -> None:
    """Measure in the database of this installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invil.settings.embedded")
    django.setup()
    from django.conf import settings
    from django.test import RequestFactory, override_settings

    from villages.portal.models import Village

    slug = Village.objects.active().order_by("pk").values_list("slug", flat=True).first()
    if slug is None:
        sys.exit("No village has opened its portal here.")
    environ = RequestFactory()._base_environ(
        PATH_INFO=f"/villages/{slug}/", REQUEST_METHOD="GET", SERVER_NAME="localhost"
    )
    outermost, *rest = settings.MIDDLEWARE
    roomy, plain = handler_of([outermost, *rest]), handler_of(rest)
    with override_settings(PAGE_CACHE_SECONDS=0):
        cpu_ms(plain, environ, 0)
        for depth in DEPTHS:
            rounds = [
                (cpu_ms(plain, environ, depth), cpu_ms(roomy, environ, depth))
                for _round in range(ROUNDS)
            ]
            without, with_it = (statistics.median(column) for column in zip(*rounds, strict=True))
            sys.stdout.write(
                f"depth {depth:3}  without {without:7.2f} ms  with {with_it:7.2f} ms"
                f"  x{without / with_it:.2f}\n"
            )
    sys.stdout.write(f"load average {os.getloadavg()[0]:.1f}\n")


if __name__ == "__main__":
    main()
