"""What nobody needs any more is thrown away: pictures without a text, files without a row."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from media.models import (
    MediaSize,
    MediaWords,
    PhoneUpload,
    VillageDocument,
    VillageImage,
    VillageMedia,
    VillageRendition,
)

UNUSED_AFTER = timedelta(days=14)  # as long as a phone keeps the words
GRACE = timedelta(hours=24)  # an upload that runs has its file before its row
FOLDERS = {
    "original_images": [(VillageImage, "file")],
    "images": [(VillageRendition, "file")],
    "documents": [(VillageDocument, "file")],
    "media": [(VillageMedia, "file")],
    "media_thumbnails": [(VillageMedia, "thumbnail")],
    "captions": [(MediaWords, "captions")],
    "media_sizes": [(MediaSize, "file")],
}
AT_ONCE = 500


def tidy() -> dict[str, int]:
    """Throw away both kinds; how many of each. Idempotent."""
    return {"unused": drop_unused(), "orphans": drop_orphans()}


def drop_unused() -> int:
    """Delete pictures a phone sent whose text never came."""
    old = PhoneUpload.objects.filter(
        used_at__isnull=True, created_at__lt=timezone.now() - UNUSED_AFTER
    ).select_related("image")
    count = 0
    for row in old[:AT_ONCE]:
        row.image.delete()
        count += 1
    return count


def drop_orphans() -> int:
    """Delete files older than the grace time that no row names.

    A process that was killed between the file and its row leaves such a file.
    """
    root, limit = Path(settings.MEDIA_ROOT), (timezone.now() - GRACE).timestamp()
    gone = 0
    for folder, owners in FOLDERS.items():
        place = root / folder
        if not place.is_dir():
            continue
        old = [p for p in place.iterdir() if p.is_file() and p.stat().st_mtime < limit]
        for start in range(0, len(old), AT_ONCE):
            some = {f"{folder}/{path.name}": path for path in old[start : start + AT_ONCE]}
            for model, field in owners:
                known = model.objects.filter(**{f"{field}__in": list(some)})
                for name in known.values_list(field, flat=True):
                    some.pop(name, None)
            for path in some.values():
                path.unlink(missing_ok=True)
                gone += 1
    return gone
