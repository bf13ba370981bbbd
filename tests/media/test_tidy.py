"""Killed processes, forgotten uploads, silent villages."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

import pytest
import time_machine

from media.janitor import GRACE, UNUSED_AFTER, tidy
from media.models import PhoneUpload, VillageImage
from media.room import recount, use_of
from tests.media.test_phone import send
from tests.portal.test_posting import post_news
from villages.portal.freshness import remind
from villages.portal.models import NewsPage, Village

# A worker that has written its pictures and its page, and hangs before it commits.
KILLED = """
import sys, time
import django
django.setup()
from django.conf import settings
from django.db import connection, transaction
connection.settings_dict["NAME"] = sys.argv[1]
settings.MEDIA_ROOT = sys.argv[2]
from django.core.files.base import ContentFile
from tests.media.hostile import jpeg
from villages.accounts.models import User
from villages.portal import posting
from villages.portal.models import Village
village = Village.objects.select_related("page").get(slug=sys.argv[3])
draft = posting.Draft("news", "Killed", "Words", "en",
                      pictures=[ContentFile(jpeg(), name="a.jpg")], consent=True)
with transaction.atomic():
    posting.write_page(village=village, author=User.objects.get(pk=sys.argv[4]), draft=draft)
    print("written", flush=True)
    time.sleep(60)
"""


def files() -> set[str]:
    place = Path(settings.MEDIA_ROOT) / "original_images"
    return {p.name for p in place.iterdir()} if place.is_dir() else set()


def age(seconds: float) -> None:
    """Make every kept picture's file older."""
    for path in (Path(settings.MEDIA_ROOT) / "original_images").iterdir():
        os.utime(path, (time.time() - seconds,) * 2)


@pytest.fixture
def own_folder(tmp_path, settings):
    """Files of this test alone."""
    settings.MEDIA_ROOT = str(tmp_path)
    default_storage.__dict__.pop("base_location", None)
    default_storage.__dict__.pop("location", None)
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_while_it_writes_leaves_nothing(own_folder, haean, editor_of):
    editor, slug, pages = editor_of(haean), haean.slug, NewsPage.objects.count()
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", KILLED, connection.settings_dict["NAME"],
         str(own_folder), slug, str(editor.pk)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert worker.stdout.readline().strip() == "written"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(10)
    assert len(files()) == 1, "the file was there before the row"
    assert NewsPage.objects.count() == pages
    assert not VillageImage.objects.exists()
    assert Village.objects.get(slug=slug).page.get_children().count() == (
        Village.objects.get(slug=slug).page.numchild
    )
    assert not any(NewsPage.find_problems())
    assert tidy()["orphans"] == 0, "within the grace time"
    age(GRACE.total_seconds() + 60)
    assert tidy()["orphans"] == 1
    assert not files()
    recount()
    assert use_of(haean.collection).used == 0


@pytest.mark.django_db
def test_files_with_a_row_stay(own_folder, haean, editor_of, as_user):
    send(as_user(editor_of(haean)), haean)
    age(GRACE.total_seconds() + 60)
    assert tidy() == {"unused": 0, "orphans": 0}
    assert len(files()) == 1


@pytest.mark.django_db
def test_a_picture_whose_text_never_came_goes(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    used = send(client, haean, "k1").json()["id"]
    send(client, haean, "k2")
    post_news(client, haean, uploaded=str(used), consent="on")
    with time_machine.travel(timezone.now() + UNUSED_AFTER - timedelta(hours=1)):
        assert tidy()["unused"] == 0
    with time_machine.travel(timezone.now() + UNUSED_AFTER + timedelta(hours=1)):
        assert tidy()["unused"] == 1
    assert list(VillageImage.objects.values_list("pk", flat=True)) == [used]
    assert PhoneUpload.objects.count() == 1


@pytest.mark.django_db
def test_a_silent_village_is_reminded_once_a_month(haean, manager_of, editor_of, resident_of):
    manager, editor, resident = manager_of(haean), editor_of(haean), resident_of(haean)
    remind()
    assert not manager.inbox.filter(kind="village.silent").exists()
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert remind() == 2
        assert remind() == 0
    with time_machine.travel(timezone.now() + timedelta(days=92)):
        assert remind() == 2
    assert editor.inbox.filter(kind="village.silent").count() == 2
    assert not resident.inbox.filter(kind="village.silent").exists()


@pytest.mark.django_db
def test_a_village_that_publishes_is_left_in_peace(haean, manager_of, as_user):
    manager = manager_of(haean)
    with time_machine.travel(timezone.now() + timedelta(days=50)):
        post_news(as_user(manager), haean)
    with time_machine.travel(timezone.now() + timedelta(days=70)):
        remind()
    assert not manager.inbox.filter(kind="village.silent").exists()
