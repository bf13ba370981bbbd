"""Run jobs in threads at one moment, and see what each got."""

import threading

from django.db import connections

from villages.core.errors import DomainError


def at_once(*jobs) -> list:
    """Run the jobs behind a barrier; in their order, what each gave or was refused with."""
    barrier, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(number, job):
        try:
            barrier.wait()
            results[number] = job()
        except Exception as problem:
            results[number] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    # A deadlock, a lock that timed out or a broken constraint is nobody's answer.
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, DomainError):
            raise result
    return results


def refusals(results: list) -> list[type]:
    return [type(result) for result in results if isinstance(result, DomainError)]
