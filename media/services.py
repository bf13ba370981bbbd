"""Store pictures; make their smaller versions in the background."""

from django.db import transaction

from django_tasks import task

from media.choices import village_language
from media.models import MediaWords, VillageDocument, VillageImage, VillageMedia
from media.papers import clean_paper, clean_paper_or_photo
from media.room import take_room
from media.uploads import clean_picture


def store_picture(
    *, upload, collection, title: str, alt_text: str = "", uploaded_by=None, consent: bool = False
) -> VillageImage:
    """Clean an upload and keep it in a village's collection.

    Raises `UploadRefused`, also where the village has no room left. Writes one file; the
    renditions are made after commit.
    """
    file, width, height = clean_picture(upload)
    take_room(collection, file.size)
    image = VillageImage(
        title=title[:255],
        file=file,
        width=width,
        height=height,
        collection=collection,
        uploaded_by_user=uploaded_by,
        alt_text=alt_text[:255],
        consent=consent,
    )
    image.file_size = file.size
    image.save()
    transaction.on_commit(lambda: make_renditions.enqueue(image.pk))
    return image


def store_document(
    *, upload, collection, title: str, uploaded_by=None, or_photo: bool = False
) -> VillageDocument:
    """Keep a document of an allowed kind in a village's collection; a photo of one if asked.

    Raises `UploadRefused`. Writes one file under a random name.
    """
    from media.forms import offered_name

    file, kind = clean_paper_or_photo(upload) if or_photo else clean_paper(upload)
    take_room(collection, file.size)
    document = VillageDocument(
        title=title[:255],
        file=file,
        collection=collection,
        uploaded_by_user=uploaded_by,
        original_name=offered_name(upload.name or "", kind.end),
    )
    document._set_document_file_metadata()
    document.save()
    return document


def store_recording(
    *,
    upload,
    collection,
    title: str,
    language: str = "",
    transcript: str = "",
    captions=None,
    uploaded_by=None,
    **columns,
) -> VillageMedia:
    """Keep a sound or a film in a village's collection; light versions come after commit.

    `language` is the one spoken, the village's where nothing is said; `transcript` and
    `captions` (a clean file, or None) are its words. `columns` may name `thumbnail` and
    `duration` (seconds). Raises `UploadRefused`.
    """
    from media.films import make_sizes

    file, kind = clean_paper(upload, groups=("audio", "video"))
    with transaction.atomic():
        take_room(collection, file.size)
        recording = VillageMedia.objects.create(
            title=title[:255],
            file=file,
            type=kind.group,
            file_size=file.size,
            collection=collection,
            language=language or village_language(),
            uploaded_by_user=uploaded_by,
            **columns,
        )
        put_words(
            recording=recording,
            language=recording.language,
            transcript=transcript,
            captions=captions,
        )
        transaction.on_commit(lambda: make_sizes.enqueue(recording.pk))
    return recording


@transaction.atomic
def put_words(
    *, recording: VillageMedia, language: str, transcript: str | None = None, captions=None
) -> None:
    """What is said, in one language: a transcript, captions (a clean WebVTT file), or both.

    None leaves what is there; an empty transcript and `captions=False` take it away. Words
    of which nothing is left are no row. The files of old captions go after commit.
    """
    known = MediaWords.objects.filter(media=recording, language=language).first()
    row = known or MediaWords(media=recording, language=language)
    old = row.captions.name if row.captions else ""
    if transcript is not None:
        row.transcript = transcript.strip()
    if captions is not None:
        row.captions = captions or ""
    if row.transcript or row.captions:
        row.save()
    elif known:
        known.delete()
    if old and captions is not None:
        storage = MediaWords._meta.get_field("captions").storage
        transaction.on_commit(lambda: storage.delete(old))


@task()
def make_renditions(image_pk: int) -> int:
    """Make every rendition a page may ask for; returns how many there are."""
    image = VillageImage.objects.filter(pk=image_pk).first()
    if image is None:
        return 0
    from media.renditions import ensure_renditions

    return ensure_renditions(image)
