"""What tens of thousands of probes share, so that the sweep stays short and asks no less.

A session and an account are read once a test, not once a request. The pages that say "not found" and "not for
you" are drawn once for each person, village, door and language, and drawn anew and looked at
in every twentieth answer; all else of such an answer (status, headers, cookies) is its own.
"""

import contextlib
import copy
import itertools
from unittest import mock

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.http import HttpResponse
from django.test import override_settings
from django.utils.translation import get_language

from villages.core import views
from villages.core.errors import ClosedDoor

EVERY = 20


class SessionStore(db.SessionStore):
    """Django's rows, each read once until it is written or the test ends."""

    known: dict[str, dict] = {}

    def load(self) -> dict:
        if self.session_key not in self.known:
            found = super().load()
            if self.session_key is None:
                return found
            self.known[self.session_key] = found
        return dict(self.known[self.session_key])

    def save(self, must_create: bool = False) -> None:
        self.known.pop(self.session_key, None)
        super().save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        self.known.pop(session_key or self.session_key, None)
        super().delete(session_key)


def accounts():
    """`ModelBackend.get_user` that reads each row once; every request gets a fresh copy."""
    read = ModelBackend.get_user
    known: dict = {}

    def get_user(backend, user_id):
        if user_id not in known:
            known[user_id] = read(backend, user_id)
        return copy.copy(known[user_id])

    return get_user


class Shared:
    """One of the platform's own pages of refusal, kept where it can say nothing new."""

    def __init__(self, page, status: int) -> None:
        self.page, self.status = page, status
        self.kept: dict[tuple, bytes] = {}
        self.count = itertools.count(1)

    def __call__(self, request, exception) -> HttpResponse:
        village = request.village
        key = (
            getattr(request.user, "pk", None),
            village.pk if village else None,
            request.path_info.split("/")[1],
            get_language(),
            str(exception) if isinstance(exception, ClosedDoor) else "",
        )
        # A message that waits would be told on this page: it is never one of the kept.
        waiting = len(request._messages) if hasattr(request, "_messages") else 0
        if key in self.kept and not waiting and next(self.count) % EVERY:
            return HttpResponse(self.kept[key], status=self.status)
        answer = self.page(request, exception)
        if not waiting:
            self.kept[key] = answer.content
        return answer


def not_found() -> Shared:
    """The 404."""
    return Shared(views.page_not_found, 404)


def forbidden() -> Shared:
    """The 403, with its reason where one is told."""
    return Shared(views.permission_denied, 403)


@contextlib.contextmanager
def sharing():
    """Sessions, accounts and the pages of refusal, each made once; the pages, to look at."""
    pages = not_found(), forbidden()
    SessionStore.known.clear()
    with (
        mock.patch.object(ModelBackend, "get_user", accounts()),
        override_settings(SESSION_ENGINE="tests.isolation.quick"),
        mock.patch("invil.urls.handler404", pages[0]),
        mock.patch("invil.urls.handler403", pages[1]),
    ):
        yield pages
    SessionStore.known.clear()
