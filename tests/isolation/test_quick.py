"""What the probes of the sweep share hides nothing from them."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpResponse
from django.test import RequestFactory

import pytest

from tests.isolation import quick


class Waiting(BaseStorage):
    """Messages that lie nowhere but here."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, *args, **kwargs):
        return []


@pytest.fixture
def asked():
    """Ask for what is not there: `asked("/office/haean/x/", user=…, village=…)`."""
    drawn = []

    def page(request, exception):
        drawn.append(request.path)
        return HttpResponse(f"drawn {len(drawn)}", status=404)

    shared = quick.Shared(page, 404)

    def ask(path: str, village=None, told: str = "") -> str:
        request = RequestFactory().get(path)
        request.user, request.village = AnonymousUser(), village
        request._messages = Waiting(request)
        if told:
            messages.success(request, told)
        return shared(request, None).content.decode()

    return ask


def test_a_refusal_is_drawn_once_for_a_door(asked):
    assert asked("/office/haean/a/") == asked("/office/haean/b/") == "drawn 1"


def test_another_door_is_drawn_anew(asked):
    assert asked("/office/haean/a/") != asked("/villages/haean/a/")


@pytest.mark.django_db
def test_another_village_is_drawn_anew(asked, haean, toegye):
    assert asked("/office/x/", haean) != asked("/office/x/", toegye)


def test_a_waiting_message_is_always_drawn(asked):
    asked("/office/haean/a/")
    assert asked("/office/haean/a/", told="zz") == "drawn 2"
    assert asked("/office/haean/a/") == "drawn 1"


def test_every_twentieth_is_drawn_anew(asked):
    assert len({asked(f"/office/haean/{n}/") for n in range(3 * quick.EVERY + 1)}) == 4


@pytest.mark.django_db
def test_a_session_that_was_written_is_read_anew():
    quick.SessionStore.known.clear()
    first = quick.SessionStore()
    first["who"] = "Okja"
    first.create()
    assert quick.SessionStore(first.session_key)["who"] == "Okja"
    other = quick.SessionStore(first.session_key)
    other["who"] = "Younghee"
    other.save()
    assert quick.SessionStore(first.session_key)["who"] == "Younghee"
    other.delete()
    assert quick.SessionStore(first.session_key).get("who") is None
    quick.SessionStore.known.clear()
