"""Light versions of recordings for thin lines: made by the worker with ffmpeg.

Where ffmpeg is not installed, the recording itself is played.
"""

import logging
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.core.files import File

from django_tasks import task
from PIL import Image

from media.models import MediaSize, VillageMedia

logger = logging.getLogger("invil.films")
LONGEST = 30 * 60  # seconds one version may take to make
# The most typical of the first hundred frames: a film that begins in black shows a picture.
STILL = ["-vf", "thumbnail=100,scale='min(720,iw)':-1", "-frames:v", "1", "-q:v", "5"]
SOUND = ["-vn", "-ac", "1", "-c:a", "aac", "-b:a", "48k"]
FILM = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "1"]
# label -> (how the file's name ends, what ffmpeg is told)
VERSIONS = {
    "video": {
        "240p": ("mp4", ["-vf", "scale=-2:240", *FILM, "-crf", "30", "-b:a", "40k"]),
        "360p": ("mp4", ["-vf", "scale=-2:360", *FILM, "-crf", "28", "-b:a", "64k"]),
        "audio": ("m4a", SOUND),
    },
    "audio": {"audio": ("m4a", SOUND)},
}


def ffmpeg() -> str | None:
    """Where ffmpeg is, or None."""
    return shutil.which("ffmpeg")


@task()
def make_sizes(media_pk: int) -> int:
    """Make the light versions that are missing; how many there are. Idempotent, slow."""
    media = VillageMedia.objects.filter(pk=media_pk).first()
    program = ffmpeg()
    if media is None:
        return 0
    if program is None:
        logger.warning("ffmpeg is not installed: recording %s keeps its one size", media_pk)
        return 0
    ready = set(media.sizes.values_list("label", flat=True))
    for label, (end, orders) in VERSIONS[media.type].items():
        if label not in ready:
            _make(program, media, label, end, orders)
    if media.type == "video" and not media.thumbnail:
        _make_still(program, media)
    return media.sizes.count()


def _make_still(program: str, media: VillageMedia) -> None:
    """A picture to stand where the film will play, and with it the film's shape."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"{secrets.token_hex(8)}.jpg"
        if not _ask(program, media, "still", [*STILL, str(made)]):
            return
        with Image.open(made) as still:
            width, height = still.size
        with made.open("rb") as source:
            name = media.thumbnail.storage.save(f"media_thumbnails/{made.name}", File(source))
    # Whoever chose a picture meanwhile keeps it; the janitor takes ours then.
    VillageMedia.objects.filter(pk=media.pk, thumbnail="").update(
        thumbnail=name, width=width, height=height
    )


def _make(program: str, media: VillageMedia, label: str, end: str, orders: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"{secrets.token_hex(8)}.{end}"
        if not _ask(program, media, label, ["-movflags", "+faststart", *orders, str(made)]):
            return
        size = made.stat().st_size
        if size >= media.file_size > 0 and label != "audio":
            return
        with made.open("rb") as source:
            MediaSize.objects.get_or_create(
                media=media,
                label=label,
                defaults={"file": File(source, name=made.name), "file_size": size},
            )


def _ask(program: str, media: VillageMedia, label: str, orders: list[str]) -> bool:
    """Run ffmpeg on a recording; whether it made something."""
    # Nothing but files: a playlist inside an upload must not fetch addresses.
    order = [program, "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i",
             media.file.path, "-map_metadata", "-1", *orders]  # fmt: skip
    try:
        subprocess.run(  # noqa: S603 — our own orders, no shell
            order, check=True, capture_output=True, timeout=LONGEST
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        # A film without sound has no sound alone: no reason to try for ever.
        logger.warning("No %s of recording %s: %s", label, media.pk, error)
        return False
    return Path(orders[-1]).exists()
