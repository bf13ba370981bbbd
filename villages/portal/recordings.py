"""Recordings of a village: kept with their words, made a story of, taken away again."""

import json

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wagtail.models import Page

from media import services as media
from media.models import VillageMedia
from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.portal import publishing
from villages.portal.choices import RESERVED_IN_VILLAGE
from villages.portal.models import StoryPage, Village
from villages.portal.plain_text import body_of, summary_of


class RecordingRefused(DomainError):
    """What cannot be done with a recording."""

    code = "recording_refused"


def recordings_of(village: Village):
    """The village's recordings, the newest first, with versions and words."""
    found = VillageMedia.objects.filter(collection=village.collection)
    return found.prefetch_related("sizes", "words").order_by("-created_at", "-pk")


@transaction.atomic
def keep(
    *,
    village: Village,
    author,
    upload,
    title: str,
    language: str,
    transcript: str = "",
    captions=None,
) -> VillageMedia:
    """Keep a sound or film with its words. Raises `UploadRefused`; light versions follow."""
    recording = media.store_recording(
        upload=upload,
        collection=village.collection,
        title=title,
        language=language,
        transcript=transcript,
        captions=captions,
        uploaded_by=author,
    )
    activity.record("recording.kept", village=village, actor=author, ref=recording.pk)
    return recording


@transaction.atomic
def put_words(
    *,
    village: Village,
    author,
    recording: VillageMedia,
    language: str,
    transcript: str,
    captions=None,
) -> None:
    """Words in one language; an empty transcript takes that language's away.

    The search finds the stories by the new words at once.
    """
    media.put_words(
        recording=recording,
        language=language,
        transcript=transcript,
        captions=captions if transcript.strip() or captions else False,
    )
    activity.record("recording.words", village=village, actor=author, ref=recording.pk)
    publishing.put_in_search(stories_with(village, recording))


def stories_with(village: Village, recording: VillageMedia) -> list:
    """The live stories that play it."""
    pages = StoryPage.objects.live().filter(path__startswith=village.page.path)
    return [page for page in pages if _plays(page.body.raw_data, recording.pk)]


def is_told(village: Village, recording: VillageMedia) -> bool:
    """Whether a story, its newest draft too, or any other page plays it.

    Wagtail's own index of references is written by the worker and may come later.
    """
    pages = StoryPage.objects.filter(path__startswith=village.page.path)
    for page in pages.select_related("latest_revision"):
        draft = page.latest_revision.content.get("body") if page.latest_revision else None
        if _plays(page.body.raw_data, recording.pk) or (
            draft and _plays(json.loads(draft), recording.pk)
        ):
            return True
    return recording.is_used


def _plays(blocks, pk: int) -> bool:
    return any(block["type"] in ("audio", "video") and block["value"] == pk for block in blocks)


@transaction.atomic
def write_story(
    *, village: Village, author, recording: VillageMedia, title: str, text: str, language: str
) -> StoryPage:
    """A draft of a story that plays it below the text; sent or published like any text."""
    home = Page.objects.get(pk=village.page_id)
    stem = slugify(title, allow_unicode=True)[:60] or "story"
    slug = stem if stem not in RESERVED_IN_VILLAGE else f"{stem}-story"
    taken = set(home.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    number, free = 2, slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    page = StoryPage(
        title=title,
        slug=free,
        live=False,
        owner=author,
        content_language=language,
        summary=summary_of(text),
        body=[*body_of(text, []), (recording.type, recording)],
    )
    page.has_unpublished_changes = True
    home.add_child(instance=page)
    page.save_revision(user=author)
    activity.record("story.written", village=village, actor=author, ref=page.pk)
    return page


@transaction.atomic
def drop(*, village: Village, author, recording: VillageMedia) -> None:
    """Take a recording away with its files; `RecordingRefused` while a text plays it."""
    if is_told(village, recording):
        raise RecordingRefused(
            _("A text plays this recording. Take it out of the text first, then it can go.")
        )
    activity.record(
        "recording.dropped",
        village=village,
        actor=author,
        ref=recording.pk,
        data={"title": recording.title[:140]},
    )
    recording.delete()
