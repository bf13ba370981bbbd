"""What can be heard in the demo: a story with a sound, and one with a short silent film.

They come in as a villager's do: kept at the desk for recordings, told around, published.
"""

import logging

from django.core.files.base import ContentFile
from django.db import transaction

from invil.demo import sounds
from invil.demo.texts import load
from media.errors import UploadRefused
from media.films import make_sizes
from media.models import VillageMedia
from villages.portal import posting, recordings
from villages.portal.choices import Role
from villages.portal.models import Membership, Village

logger = logging.getLogger("invil.demo")
MAKERS = {"audio": ("tune.wav", sounds.tune), "video": ("terraces.mp4", sounds.film)}


def write_heard(village: Village) -> None:
    """Once a village; what the machine cannot make (a film without ffmpeg) is left out."""
    told = [item for item in load("heard.yaml")["stories"] if item["village"] == village.slug]
    if not told or VillageMedia.objects.filter(collection=village.collection).exists():
        return
    hats = Membership.objects.filter(village=village, user__is_demo=True, role=Role.MANAGER)
    boss = hats.select_related("user").order_by("pk")[0].user
    for item in told:
        with transaction.atomic():
            recording = _tell(village, boss, item)
        if recording:
            make_sizes.call(recording.pk)  # as the worker would: both are short


def _tell(village: Village, boss, item: dict) -> VillageMedia | None:
    name, make = MAKERS[item["kind"]]
    data = make()
    if data is None:
        return None
    captions = _captions(item, "ko")
    try:
        recording = recordings.keep(
            village=village, author=boss, upload=ContentFile(data, name=name),
            title=item["recording"], language="ko", transcript=_plain(item, "ko"),
            captions=captions,
        )  # fmt: skip
    except UploadRefused:
        logger.warning("The demo's %s was not taken", name)
        return None
    recordings.put_words(
        village=village, author=boss, recording=recording, language="en",
        transcript=_plain(item, "en"), captions=_captions(item, "en"),
    )  # fmt: skip
    first = None
    for language in ("ko", "en"):
        page = recordings.write_story(
            village=village,
            author=boss,
            recording=recording,
            title=item["title"][language],
            text=item["text"][language],
            language=language,
        )
        page.original = first
        page.summary = item["summary"][language]
        page.save_revision(user=boss)
        posting.publish_own(page=page, author=boss)
        first = first or page
    return recording


def _plain(item: dict, language: str) -> str:
    return "\n\n".join(line["words"][language] for line in item["lines"])


def _captions(item: dict, language: str) -> ContentFile:
    """The lines with their times as WebVTT."""
    parts = ["WEBVTT\n"]
    for line in item["lines"]:
        start, end = line["from"], line["to"]
        parts.append(f"00:{start:06.3f} --> 00:{end:06.3f}\n{line['words'][language]}\n")
    return ContentFile("\n".join(parts).encode(), name="a.vtt")
