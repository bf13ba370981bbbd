"""Sound and film without what they tell of place, time and maker; nothing is encoded anew.

What tells is overwritten where it lies, at its full length, so that nothing moves and no
index has to be written again. It works without ffmpeg and is the same on every machine
(ADR 0050). Raises `UploadRefused` where a file cannot be read to its end.
"""

import logging
import shutil
import struct
import tempfile
from collections.abc import Iterator

from django.core.files.base import File
from django.utils.translation import gettext as _

from media import boxes, ogg
from media.errors import UploadRefused

logger = logging.getLogger("invil.uploads")
IN_MEMORY = 8 * 1024 * 1024
WAVE_KEPT = {b"fmt ", b"data", b"fact"}
# EBML: what is gone through, and what is taken out.
INSIDE = {0x18538067, 0x1F43B675, 0x1549A966, 0x1654AE6B, 0xAE}  # Segment … TrackEntry
TOLD = {
    0x1254C367: "Tags",
    0x1941A469: "Attachments",
    0x7BA9: "Title",
    0x4461: "DateUTC",
    0x73A4: "SegmentUUID",
    0x7384: "SegmentFilename",
    0x536E: "Name of a track",
}
EMPTY = 0xEC  # EBML's Void
MOST_ELEMENTS = 2_000_000


def silenced(upload, end: str, name: str) -> File:
    """A copy of an open mp3, m4a, mp4, ogg, wav or webm that says nothing of its maker.

    The upload itself stays as it is. Slow for films: it is copied once.
    """
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — handed on
    upload.seek(0)
    shutil.copyfileobj(upload, copy, 1024 * 1024)
    size = copy.tell()
    try:
        first, last = SILENCERS[end](copy, size)
    except (boxes.Unreadable, EOFError, struct.error, ValueError, OverflowError) as error:
        copy.close()
        logger.info("A recording was refused: %r", error)
        raise UploadRefused(
            _("This recording cannot be read to its end. Save it once more and send that one.")
        ) from error
    if (first, last) != (0, size):
        kept = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — handed on
        copy.seek(first)
        kept.write(copy.read(last - first))
        copy.close()
        copy = kept
    copy.seek(0)
    file = File(copy, name=name)
    file.size = last - first
    return file


def _mp4(file, size: int) -> tuple[int, int]:
    boxes.silence(file, size)
    return 0, size


def _ogg(file, size: int) -> tuple[int, int]:
    ogg.silence(file, size)
    return 0, size


def _mp3(file, size: int) -> tuple[int, int]:
    """Without the tags before and behind the sound: ID3v2, APE, Lyrics3, ID3v1."""
    first, last = 0, size
    while True:
        file.seek(first)
        head = file.read(10)
        if head[:3] != b"ID3" or len(head) < 10:
            break
        length = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        first += 10 + length + (10 if head[5] & 0x10 else 0)
    while last - first > 160:
        file.seek(last - 128)
        tail = file.read(128)
        if tail[:3] == b"TAG":
            last -= 128
        elif tail[-9:] == b"LYRICS200" and tail[-15:-9].isdigit():
            last -= 15 + int(tail[-15:-9])
        elif tail[-32:-24] == b"APETAGEX":
            length, flags = struct.unpack("<I4xI", tail[-20:-8])
            last -= length + (32 if flags & 0x80000000 else 0)
        else:
            break
    file.seek(max(first, 0))
    start = file.read(4096)
    # What is left must be sound, not the tag of something else.
    if last <= first or not any(
        start[n] == 0xFF and start[n + 1] & 0xE6 == 0xE2 for n in range(len(start) - 1)
    ):
        raise ValueError("no sound between the tags")
    return first, last


def _wave(file, size: int) -> tuple[int, int]:
    """Every part but the sound and its format becomes empty."""
    at = 12
    while at + 8 <= size:
        file.seek(at)
        kind, length = struct.unpack("<4sI", file.read(8))
        if kind not in WAVE_KEPT:
            length = min(length, size - at - 8)
            file.seek(at)
            file.write(b"JUNK" + struct.pack("<I", length))
            boxes.blank(file, at + 8, length)
        at += 8 + length + (length & 1)
    return 0, min(at, size)


def _webm(file, size: int) -> tuple[int, int]:
    """Tags, attachments, titles and the time of the recording become empty elements."""
    for at, head, number, length in _elements(file, size):
        if number in TOLD:
            _empty_element(file, at, head + length)
    return 0, size


def _elements(file, size: int) -> Iterator[tuple[int, int, int, int]]:
    """Each element on the way: where it starts, its head's length, its id, its length.

    Live recordings do not say how long a segment or a cluster is: all of them are walked
    through flat.
    """
    at = 0
    for _count in range(MOST_ELEMENTS):
        if at >= size:
            return
        file.seek(at)
        start = file.read(12)
        id_length = _width(start, 4)
        number = int.from_bytes(start[:id_length], "big")
        size_length = _width(start[id_length:], 8)
        raw = int.from_bytes(start[id_length : id_length + size_length], "big")
        length = raw & ((1 << 7 * size_length) - 1)
        is_open = length == (1 << 7 * size_length) - 1
        head = id_length + size_length
        if number in INSIDE:
            at += head
            continue
        if is_open or at + head + length > size:
            # The last block of a recording that broke off is left out by players.
            if is_open or number in TOLD:
                raise boxes.Unreadable("an element without an end")
            return
        yield at, head, number, length
        at += head + length
    raise boxes.Unreadable("too many elements")


def _width(start: bytes, most: int) -> int:
    """How many bytes a number of variable width takes."""
    if not start or not start[0]:
        raise boxes.Unreadable("no number")
    width = 9 - start[0].bit_length()
    if width > most or width > len(start):
        raise boxes.Unreadable("a number is too wide")
    return width


def _empty_element(file, at: int, whole: int) -> None:
    file.seek(at)
    if whole < 9:
        file.write(bytes([EMPTY, 0x80 | (whole - 2)]))
        boxes.blank(file, at + 2, whole - 2)
        return
    file.write(bytes([EMPTY, 0x01]) + (whole - 9).to_bytes(7, "big"))
    boxes.blank(file, at + 9, whole - 9)


SILENCERS = {
    "mp4": _mp4,
    "m4a": _mp4,
    "mp3": _mp3,
    "ogg": _ogg,
    "wav": _wave,
    "webm": _webm,
}
