"""What the isolation sweep costs on two workers, reckoned up from an even sample of its probes.

Seconds of CPU, measured on the database in use, which is left as it was. Of each person's
addresses, for each method, one in `EVERY` is asked. A page of refusal that is drawn for the
first time is paid once a test and not once a probe, so it is not multiplied like the rest.
"""

import contextlib
import io
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WORKERS = 2
# No divisor of anything in the addresses: a number with factors would ask one key for ever.
EVERY = 31


@dataclass(frozen=True)
class Probe:
    """One request: what it cost, and whether it drew a page of refusal nobody had drawn."""

    seconds: float
    is_first_draw: bool = False


def sample(urls: Sequence[str], start: int) -> list[str]:
    """One in `EVERY`, beginning somewhere else for each list."""
    return list(urls[start % EVERY :: EVERY])


def reckoned(found: Sequence[Probe], asked: int, tests: int) -> float:
    """Seconds that all the probes of one person and method take, in so many tests."""
    draws = [probe.seconds for probe in found if probe.is_first_draw]
    rest = [probe.seconds for probe in found if not probe.is_first_draw]
    each = sum(rest) / len(rest) if rest else 0.0
    return sum(draws) * tests + each * (asked - len(draws) * tests)


def reckon(clock=time.process_time) -> float:
    """Seconds of one of the workers: half of all the probes, and what each worker prepares."""
    from tests.isolation import test_sweep as sweep
    from tests.isolation.conftest import PERSONAS
    from villages.portal.models import Village

    with undone(), unheard():
        start = clock()
        secrets, personas = told()
        prepared = clock() - start
        toegye, keys = Village.objects.get(slug="yanggu-toegye"), sweep.keys_of(secrets)
        total = 0.0
        lists = [
            (persona, method, sweep.probes_of(persona, method, toegye, keys))
            for persona in PERSONAS
            for method in sweep.METHODS
        ]
        for persona, method, urls in [lists[0], lists[-1]]:  # templates and imports, once
            list(probe(personas.prober(persona), method, sample(urls, 1)[:60], clock))
        for number, (persona, method, urls) in enumerate(lists):
            found = list(probe(personas.prober(persona), method, sample(urls, number), clock))
            total += reckoned(found, len(urls), sweep.PARTS)
    return prepared + total / WORKERS


def told():
    """The secrets and the personas of the tests."""
    from tests.isolation import conftest

    return conftest.make_secrets(), conftest.make_personas()


def probe(client, method: str, urls: Sequence[str], clock) -> Iterator[Probe]:
    """Ask each address as the sweep does, with what its probes share."""
    from tests.isolation import quick

    with quick.sharing() as pages:
        for url in urls:
            drawn = sum(len(page.kept) for page in pages)
            start = clock()
            answer = getattr(client, method)(url)
            if answer.streaming:
                b"".join(answer.streaming_content)
            took = clock() - start
            yield Probe(took, is_first_draw=sum(len(page.kept) for page in pages) > drawn)


@contextlib.contextmanager
def undone():
    """Whatever is written inside is not kept, as around the tests of a module."""
    from django.db import transaction

    around = transaction.atomic()
    around._from_testcase = True
    with around:
        yield
        transaction.set_rollback(True)


@contextlib.contextmanager
def unheard():
    """Refusals are written as ever, which costs what it costs in a test, and read by nobody."""
    handler = logging.StreamHandler(io.StringIO())
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
