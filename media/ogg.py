"""The comments of an Ogg file (RFC 3533): overwritten, and the pages' sums written anew."""

import struct

from media.boxes import Unreadable

COMMENTS = {b"OpusTags": 8, b"\x03vorbis": 7}
MOST_PAGES, MOST_COMMENTS = 400, 10_000


def _sums() -> tuple[int, ...]:
    table = []
    for number in range(256):
        rest = number << 24
        for _bit in range(8):
            rest = (rest << 1) ^ 0x04C11DB7 if rest & 0x80000000 else rest << 1
        table.append(rest & 0xFFFFFFFF)
    return tuple(table)


SUMS = _sums()


def silence(file, size: int) -> None:
    """Empty the comments of every stream of sound. Raises `Unreadable` for other streams."""
    waiting: dict[int, list] = {}
    at, seen = 0, 0
    while at < size and seen < MOST_PAGES:
        page = _page(file, at, size)
        seen += 1
        serial, starts, body, laces = page["serial"], page["starts"], page["body"], page["laces"]
        if starts:
            waiting[serial] = []
        elif serial in waiting:
            waiting[serial].append(page)
            if _is_whole(waiting[serial]):
                _empty(file, waiting.pop(serial))
        elif not waiting:
            return
        at = body + sum(laces)
    if waiting or not seen:
        raise Unreadable("comments without an end")


def _page(file, at: int, size: int) -> dict:
    file.seek(at)
    head = file.read(27)
    if len(head) < 27 or head[:4] != b"OggS":
        raise Unreadable("no page")
    laces = file.read(head[26])
    body = at + 27 + len(laces)
    if len(laces) < head[26] or body + sum(laces) > size:
        raise Unreadable("a page that is longer than the file")
    return {
        "at": at,
        "starts": bool(head[5] & 2),
        "serial": struct.unpack("<I", head[14:18])[0],
        "laces": laces,
        "body": body,
    }


def _is_whole(pages: list[dict]) -> bool:
    """Whether the stream's second packet ends on these pages."""
    if len(pages) > MOST_PAGES // 2:
        raise Unreadable("comments without an end")
    return any(lace < 255 for lace in pages[-1]["laces"])


def _empty(file, pages: list[dict]) -> None:
    """Each comment keeps its length and says nothing."""
    places, packet = [], bytearray()
    for page in pages:
        at = page["body"]
        for lace in page["laces"]:
            file.seek(at)
            packet += file.read(lace)
            places += range(at, at + lace)
            at += lace
            if lace < 255:
                break
    head = next((n for name, n in COMMENTS.items() if packet.startswith(name)), None)
    if head is None:
        raise Unreadable("neither Opus nor Vorbis")
    for start, length in _comments(packet, head):
        words = (b"X=" + b" " * (length - 2)) if length >= 2 else b"X"[:length]
        packet[start : start + length] = words
    _write(file, places, packet)
    for page in pages:
        _sum_anew(file, page)


def _comments(packet: bytearray, at: int) -> list[tuple[int, int]]:
    """Where each comment lies, the maker's programme first."""
    (length,) = struct.unpack_from("<I", packet, at)
    found = [(at + 4, length)]
    at += 4 + length
    (count,) = struct.unpack_from("<I", packet, at)
    at += 4
    if count > MOST_COMMENTS:
        raise Unreadable("too many comments")
    for _number in range(count):
        (length,) = struct.unpack_from("<I", packet, at)
        found.append((at + 4, length))
        at += 4 + length
    if at > len(packet):
        raise Unreadable("a comment that is longer than its place")
    return found


def _write(file, places: list[int], packet: bytearray) -> None:
    start = 0
    while start < len(places):
        end = start + 1
        while end < len(places) and places[end] == places[end - 1] + 1:
            end += 1
        file.seek(places[start])
        file.write(packet[start:end])
        start = end


def _sum_anew(file, page: dict) -> None:
    whole = 27 + len(page["laces"]) + sum(page["laces"])
    file.seek(page["at"])
    data = bytearray(file.read(whole))
    data[22:26] = bytes(4)
    total = 0
    for byte in data:
        total = (total << 8 & 0xFFFFFFFF) ^ SUMS[(total >> 24) ^ byte]
    file.seek(page["at"] + 22)
    file.write(struct.pack("<I", total))
