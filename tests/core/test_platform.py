"""The platform as a whole: settings, words, addresses, templates, the timetable."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.template import engines
from django.utils import timezone

import pytest

from invil import words
from villages.core import timetable
from villages.portal.choices import RESERVED_AT_HOME, RESERVED_IN_VILLAGE

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "invil.settings.production",
    "INVIL_SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "INVIL_HOSTS": "invil.example",
    "INVIL_HOST": "invil.example",
    "INVIL_DATABASE_URL": "postgres://invil@127.0.0.1/invil",
    "INVIL_REDIS_URL": "redis://127.0.0.1/0",
}


def run(*args: str, **env: str) -> subprocess.CompletedProcess:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("INVIL_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *args],
        cwd=ROOT,
        env={**clean, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_deploy_is_silent_in_production():
    done = run("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_production_refuses_the_demo_key():
    done = run("check", **{**PRODUCTION, "INVIL_SECRET_KEY": ""})
    assert "INVIL_SECRET_KEY" in done.stderr


def test_every_string_has_its_korean():
    assert words.missing() == []


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_template_of_ours_compiles():
    engine = engines["django"].engine
    for folder in ("invil", "villages", "marketplace", "learning"):
        for path in (ROOT / folder).rglob("templates/**/*.html"):
            engine.from_string(path.read_text(encoding="utf-8"))


def test_every_door_is_a_reserved_word():
    from django.urls import get_resolver

    firsts = {str(entry.pattern).split("/")[0].lstrip("^") for entry in get_resolver().url_patterns}
    plain = {
        first
        for first in firsts
        if first and first[0].isalpha() and "(" not in first and "<" not in first
    }
    assert plain - {"villages"} <= RESERVED_AT_HOME


def routes(resolver, prefix: str = "") -> list[str]:
    """Every route as it is written, whatever includes it."""
    found = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).lstrip("^")
        found += routes(entry, route) if hasattr(entry, "url_patterns") else [route]
    return found


def hidden_in_a_village(resolver) -> set[str]:
    """First words below a village that no page could have: an address of ours answers there.

    A route that begins with something variable below the village is told as it is written.
    """
    below = [re.match(r"villages/[<(][^/]*[>)]/(.+)", route) for route in routes(resolver)]
    return {found[1].split("/")[0] for found in below if found}


def test_every_address_below_a_village_is_a_reserved_word():
    from django.urls import get_resolver

    hidden = hidden_in_a_village(get_resolver())
    assert {"board", "fund", "feed", "calendar.ics"} <= hidden
    assert hidden <= RESERVED_IN_VILLAGE


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("villages/<slug:village>/harvest/<int:pk>/", "harvest"),
        ("villages/<slug:place>/harvest.pdf", "harvest.pdf"),
        ("villages/<slug:village>/<slug:anything>/", "<slug:anything>"),
    ],
)
def test_a_new_address_below_a_village_is_seen(written, word):
    from django.urls import URLResolver, path
    from django.urls.resolvers import RegexPattern

    inner = [path("", lambda request: None), path(written, lambda request, **keys: None)]
    hidden = hidden_in_a_village(URLResolver(RegexPattern(r"^"), inner))
    assert hidden == {word}
    assert not hidden <= RESERVED_IN_VILLAGE


@pytest.mark.django_db
def test_timetable_runs_an_entry_once_a_period():
    ran = []
    timetable.register("test.entry", every=timedelta(hours=1), run=lambda: ran.append(1))
    try:
        now = timezone.now()
        timetable.run_due(now)
        timetable.run_due(now + timedelta(minutes=5))
        timetable.run_due(now + timedelta(minutes=61))
        assert len(ran) == 2
    finally:
        timetable._entries.pop("test.entry")


@pytest.mark.django_db
def test_broken_entry_leaves_the_others_running():
    ran = []

    def broken():
        raise OSError("no")

    timetable.register("test.a", every=timedelta(hours=1), run=broken)
    timetable.register("test.b", every=timedelta(hours=1), run=lambda: ran.append(1))
    try:
        timetable.run_due()
        assert ran == [1]
    finally:
        timetable._entries.pop("test.a")
        timetable._entries.pop("test.b")


@pytest.mark.django_db
def test_mail_leaves_once_and_is_kept_when_the_post_is_down(mailoutbox, monkeypatch):
    from django.core.mail import EmailMessage

    from villages.notifications import services
    from villages.notifications.models import Delivery

    assert services.queue_mail(to="a@invil.example", subject="s", body="b", dedupe_key="k")
    assert not services.queue_mail(to="a@invil.example", subject="s", body="b", dedupe_key="k")
    sent = EmailMessage.send
    monkeypatch.setattr(EmailMessage, "send", lambda self: (_ for _ in ()).throw(OSError("down")))
    assert services.drain_outbox() == 0
    monkeypatch.setattr(EmailMessage, "send", sent)
    Delivery.objects.update(next_at=timezone.now())
    assert services.drain_outbox() == 1
    assert services.drain_outbox() == 0
    assert len(mailoutbox) == 1
