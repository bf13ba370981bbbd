"""What a document, sound or film is: asked of its bytes, never of its name."""

import zipfile
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MOST_UNPACKED, MOST_PARTS = 300 * MEGABYTE, 5000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
MIMETYPES = {
    b"application/hwp+zip": "hwpx",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
PROGRAMS = ("vbaproject.bin", "basic/", "scripts/")


@dataclass(frozen=True)
class Kind:
    """A kind of file: how its name ends, what it is served as, how large it may be."""

    end: str
    mime: str
    group: str
    most_bytes: int


def _kinds(group: str, most: int, **mimes: str) -> dict[str, Kind]:
    return {end: Kind(end, mime, group, most) for end, mime in mimes.items()}


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS: dict[str, Kind] = {
    **_kinds(
        "document",
        20 * MEGABYTE,
        pdf="application/pdf",
        hwp="application/x-hwp",
        hwpx="application/hwp+zip",
        docx=f"{_OFFICE}wordprocessingml.document",
        xlsx=f"{_OFFICE}spreadsheetml.sheet",
        pptx=f"{_OFFICE}presentationml.presentation",
        odt=f"{_OPEN}text",
        ods=f"{_OPEN}spreadsheet",
        txt="text/plain",
        csv="text/csv",
    ),
    **_kinds(
        "audio",
        60 * MEGABYTE,
        mp3="audio/mpeg",
        m4a="audio/mp4",
        ogg="audio/ogg",
        wav="audio/wav",
    ),
    **_kinds("video", 300 * MEGABYTE, mp4="video/mp4", webm="video/webm"),
}


def kind_of(file, name: str) -> Kind | None:
    """The kind of an open file by its content, or None; it stays open, read from its start.

    The name only tells a table from other plain text.
    """
    file.seek(0)
    head = file.read(4096)
    end = _by_head(head)
    if end is None and head.startswith(b"PK\x03\x04"):
        end = _by_parts(file)
    if end is None and head.startswith(OLE):
        file.seek(0)
        end = "hwp" if b"HWP Document File" in file.read(KINDS["hwp"].most_bytes) else None
    if end is None and _is_text(file, head):
        end = "csv" if name.lower().endswith(".csv") else "txt"
    file.seek(0)
    return KINDS.get(end) if end else None


def _by_head(head: bytes) -> str | None:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"OggS"):
        return "ogg"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return "webm"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in (b"M4A ", b"M4B "):
            return "m4a"
        # What an iPhone calls a QuickTime film is built like an MP4.
        brands = (b"iso", b"mp4", b"avc", b"M4V", b"3gp", b"MSN", b"qt ")
        return "mp4" if brand[:3] in brands else None
    if head.startswith(b"ID3") or (
        len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] >> 4 != 15
    ):
        return "mp3"
    return None


def _by_parts(file) -> str | None:
    try:
        with zipfile.ZipFile(file) as bag:
            parts = bag.infolist()
            names = {part.filename for part in parts}
            if (
                len(parts) > MOST_PARTS
                or sum(part.file_size for part in parts) > MOST_UNPACKED
                or any(_leads_out(name) for name in names)
            ):
                return None
            if "mimetype" in names and bag.getinfo("mimetype").file_size < 200:
                return MIMETYPES.get(bag.read("mimetype").strip())
            if "[Content_Types].xml" in names:
                return next((end for end, part in PARTS.items() if part in names), None)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    return None


def _leads_out(name: str) -> bool:
    """A part that would be written elsewhere, or is a program."""
    low = name.lower()
    return (
        low.startswith("/")
        or ".." in low.split("/")
        or "\\" in low
        or any(low.endswith(end) or low.startswith(end) for end in PROGRAMS)
    )


def _is_text(file, head: bytes) -> bool:
    if not head or b"\0" in head or head.lstrip()[:1] == b"<":
        return False
    file.seek(0)
    data = file.read(KINDS["txt"].most_bytes + 1)
    if b"\0" in data or data.startswith((b"{\\rtf", b"#!", b"%!PS", b"MZ", b"\x7fELF")):
        return False
    for code in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        return all(sign.isprintable() or sign in "\r\n\t\x0c" for sign in text[:20_000])
    return False
