"""The boxes of an MP4 (ISO 14496-12): which of them tell of place, time and maker.

A telling box becomes a `free` one of the same length, filled with nothing; so do samples
of a track that is neither sound, film nor subtitles: phones and cameras write where they
are there.
"""

import struct
from collections.abc import Iterator

TOP = {b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"sidx", b"ssix", b"mfra", b"prft", b"free"}
INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"mvex", b"edts", b"moof", b"traf", b"dinf"}
TOLD = {b"udta", b"meta", b"uuid", b"emsg", b"free", b"skip", b"wide", b"pdin", b"clip", b"crgn"}
TIMES = {b"mvhd", b"tkhd", b"mdhd"}
HEARD_OR_SEEN = {b"vide", b"soun", b"sbtl", b"subt", b"text", b"clcp"}
PIECE = 1024 * 1024
MOST_BOXES = 200_000
MOST_SAMPLES = 5_000_000


class Unreadable(Exception):
    """A file that cannot be followed to its end."""


def blank(file, at: int, length: int) -> None:
    """Overwrite so many bytes with nothing."""
    file.seek(at)
    while length > 0:
        piece = min(length, PIECE)
        file.write(bytes(piece))
        length -= piece


def silence(file, size: int) -> None:
    """Make every telling box and track of an open, writable MP4 empty. Raises `Unreadable`."""
    has_fragments, strangers = False, []
    for kind, at, head, length in _boxes(file, size):
        has_fragments |= kind == b"moof"
        if kind not in TOP or kind in TOLD:
            _free(file, at, head, length)
        elif kind in INSIDE:
            strangers += _silence_inside(file, at + head, at + length)
    if strangers and has_fragments:
        raise Unreadable("a track of another kind in fragments")
    for at, head, length in strangers:
        for start, many in _samples(file, at + head, at + length, size):
            blank(file, start, many)
        _free(file, at, head, length)


def _silence_inside(file, at: int, end: int) -> list[tuple[int, int, int]]:
    """The same below one box; gives back the tracks that are neither heard nor seen."""
    strangers = []
    for number, (inner, start, head, length) in enumerate(_below(file, at, end)):
        if number > MOST_BOXES:
            raise Unreadable("too many boxes")
        if inner in TOLD:
            _free(file, start, head, length)
        elif inner in TIMES:
            _forget_times(file, start + head)
        elif inner == b"trak" and not _is_heard_or_seen(file, start + head, start + length):
            strangers.append((start, head, length))
    return strangers


def _head_of(file, at: int) -> tuple[bytes, int, int]:
    """A box's kind, its head's length and its whole length; 0 where it runs to the end."""
    file.seek(at)
    length, kind = struct.unpack(">I4s", file.read(8))
    if length != 1:
        return kind, 8, length
    (length,) = struct.unpack(">Q", file.read(8))
    return kind, 16, length


def _boxes(file, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Each box of the file: kind, where, its head's length, its whole length."""
    at, has_index = 0, False
    while at + 8 <= end:
        kind, head, length = _head_of(file, at)
        if length == 0:
            length = end - at
        if length < head or at + length > end:
            if kind == b"mdat" and length >= head:
                # A recording that broke off: what is there can be played.
                yield kind, at, head, end - at
                return
            if not has_index:
                raise Unreadable("a box that is longer than its place")
            break  # a phone's own note behind the film
        has_index |= kind == b"moov"
        yield kind, at, head, length
        at += length
    blank(file, at, end - at)
    if not has_index:
        raise Unreadable("no index")


def _below(file, at: int, end: int, depth: int = 0) -> Iterator[tuple]:
    """Every box below one, however deep."""
    if depth > 8:
        raise Unreadable("boxes too deep")
    for inner, start, head, length in list(_boxes_of(file, at, end)):
        yield inner, start, head, length
        if inner in INSIDE:
            yield from _below(file, start + head, start + length, depth + 1)


def _boxes_of(file, at: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """The boxes inside one; QuickTime ends some lists by four empty bytes."""
    while at + 8 <= end:
        kind, head, length = _head_of(file, at)
        if length == 0:
            return
        if length < head or at + length > end:
            raise Unreadable("a box that is longer than its place")
        yield kind, at, head, length
        at += length


def _free(file, at: int, head: int, length: int) -> None:
    file.seek(at + 4)
    file.write(b"free")
    blank(file, at + head, length - head)


def _forget_times(file, at: int) -> None:
    """When it was made and changed."""
    file.seek(at)
    wide = file.read(1) == b"\x01"
    blank(file, at + 4, 16 if wide else 8)


def _find(file, at: int, end: int, *path: bytes) -> tuple[int, int] | None:
    """Where the content of the first box on this path starts and ends."""
    for kind, start, head, length in _boxes_of(file, at, end):
        if kind == path[0]:
            found = (start + head, start + length)
            return found if len(path) == 1 else _find(file, *found, *path[1:])
    return None


def _is_heard_or_seen(file, at: int, end: int) -> bool:
    place = _find(file, at, end, b"mdia", b"hdlr")
    if place is None:
        return False
    file.seek(place[0] + 8)
    return file.read(4) in HEARD_OR_SEEN


def _table(file, place: tuple[int, int] | None, form: str, most: int) -> list[tuple]:
    """The rows of a full box that counts them."""
    if place is None:
        return []
    file.seek(place[0] + 4)
    (count,) = struct.unpack(">I", file.read(4))
    width = struct.calcsize(form)
    if count > most or place[0] + 8 + count * width > place[1]:
        raise Unreadable("a table that is longer than its box")
    return list(struct.iter_unpack(form, file.read(count * width)))


def _samples(file, at: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """Where the samples of a track lie and how long each chunk of them is."""
    stbl = _find(file, at, end, b"mdia", b"minf", b"stbl")
    sizes = _find(file, *stbl, b"stsz") if stbl else None
    if stbl is None or sizes is None:
        raise Unreadable("a track without a table")
    chunks = _table(file, _find(file, *stbl, b"stco"), ">I", MOST_SAMPLES)
    chunks = chunks or _table(file, _find(file, *stbl, b"co64"), ">Q", MOST_SAMPLES)
    runs = _table(file, _find(file, *stbl, b"stsc"), ">III", MOST_SAMPLES)
    file.seek(sizes[0] + 4)
    same, count = struct.unpack(">II", file.read(8))
    if count > MOST_SAMPLES or (not same and sizes[0] + 12 + count * 4 > sizes[1]):
        raise Unreadable("a table that is longer than its box")
    lengths = [same] * count if same else list(struct.unpack(f">{count}I", file.read(count * 4)))
    sample = run = 0
    for number, (start,) in enumerate(chunks, start=1):
        while run + 1 < len(runs) and runs[run + 1][0] <= number:
            run += 1
        many = runs[run][1] if runs else 0
        length = sum(lengths[sample : sample + many])
        sample += many
        if start + length > size:
            raise Unreadable("a sample outside the file")
        yield start, length
