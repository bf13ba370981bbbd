"""Uploaded documents, sound and film: allowed by their content, named at random.

What a document says about its maker (name, programme, place) is taken out of PDF, OOXML
and OpenDocument files; so are the scripts of a PDF. Sound and film lose place, time and maker
(`media/silent.py`). Plain text and HWP are kept as they came; what is locked by a password
is refused.
"""

import io
import logging
import secrets
import zipfile
from dataclasses import replace

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from media.errors import UploadRefused
from media.kinds import KINDS, MEGABYTE, OLE, Kind, kind_of
from media.locks import open_pdf, refuse_locked
from media.silent import silenced
from media.uploads import clean_picture

logger = logging.getLogger("invil.uploads")
WORDS_OF_GROUPS = {
    "document": lambda: _(
        "This kind of file is not taken. PDF, HWP, HWPX, DOCX, XLSX, PPTX, ODT, ODS, TXT and CSV"
        " work."
    ),
    "audio": lambda: _("This is not a recording we can take. MP3, M4A, OGG and WAV work."),
    "video": lambda: _("This is not a film we can take. MP4 and WebM work."),
}
BLANK = {
    "docProps/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp='
        b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docProps/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
    "docProps/custom.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    ),
    "meta.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office='
        b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>'
    ),
}
PHOTO = Kind("jpg", "image/jpeg", "picture", 20 * MEGABYTE)
# What a person's device offers first; the content decides.
ACCEPT = ",".join(f".{kind.end}" for kind in KINDS.values() if kind.group == "document")
ACTS = ("/OpenAction", "/AA", "/Metadata", "/PieceInfo")


def clean_paper(upload, *, groups: tuple[str, ...] = ("document",)) -> tuple[File, Kind]:
    """A file of an allowed kind with a random name, and its kind.

    Raises `UploadRefused` for any other content, whatever its name, for too many bytes, and
    `Locked` for what opens by a password alone.
    """
    if "document" in groups and upload.size <= KINDS["pdf"].most_bytes:
        refuse_locked(upload)
    kind = kind_of(upload, upload.name or "")
    if kind is None or kind.group not in groups:
        raise UploadRefused(_refusal(upload, groups))
    if upload.size > kind.most_bytes:
        raise UploadRefused(
            _("This file is larger than %(most)d MB. Please choose a smaller one.")
            % {"most": kind.most_bytes // MEGABYTE}
        )
    name = f"{secrets.token_hex(8)}.{kind.end}"
    if kind.end == "pdf":
        return ContentFile(_silent_pdf(upload.read()), name=name), kind
    if kind.end in ("docx", "xlsx", "pptx", "odt", "ods"):
        return ContentFile(_nameless(upload), name=name), kind
    if kind.group in ("audio", "video"):
        return silenced(upload, kind.end, name), kind
    return File(upload, name=name), kind


def clean_paper_or_photo(upload) -> tuple[File, Kind]:
    """A document, or a photo of a paper as any other photo; raises as `clean_paper`."""
    upload.seek(0)
    if _begins_as_picture(upload.read(16)):
        file = clean_picture(upload)[0]
        return file, replace(PHOTO, end=file.name.rpartition(".")[2])
    return clean_paper(upload)


def _begins_as_picture(head: bytes) -> bool:
    is_heif = head[4:8] == b"ftyp" and head[8:11] in (b"hei", b"hev", b"mif", b"msf", b"avi")
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG")) or is_heif or is_webp


def _refusal(upload, groups: tuple[str, ...]) -> str:
    """Why not, in words; what most people have from older years is named."""
    upload.seek(0)
    if "document" in groups and upload.read(8) == OLE:
        return _(
            "Old Word, Excel and PowerPoint files can hide programmes. Open it, choose “Save as”"
            " and PDF, DOCX, XLSX or PPTX, and send that one."
        )
    return WORDS_OF_GROUPS[groups[0]]()


def _silent_pdf(data: bytes) -> bytes:
    """Without who made it, and without what acts by itself."""
    try:
        reader = PdfReader(io.BytesIO(data))
        open_pdf(reader)
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        for key in ACTS:
            writer.root_object.pop(NameObject(key), None)
        names = writer.root_object.get("/Names")
        if names is not None:
            for key in ("/JavaScript", "/EmbeddedFiles"):
                names.get_object().pop(NameObject(key), None)
        for page in writer.pages:
            for key in ("/Metadata", "/AA", "/PieceInfo"):
                page.pop(NameObject(key), None)
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()
    except UploadRefused:
        raise
    except Exception as error:
        # A parser meets broken bytes with whatever it happens to raise.
        logger.info("A PDF was refused: %r", error)
        raise UploadRefused(
            _("This PDF cannot be read. Save it once more and send that one.")
        ) from error


def _nameless(upload) -> bytes:
    """The same packed document with empty properties."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(upload) as old, zipfile.ZipFile(out, "w") as new:
            for part in old.infolist():
                info = zipfile.ZipInfo(part.filename)
                # An OpenDocument's first part says what it is, unpacked.
                plain = part.filename == "mimetype"
                info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
                new.writestr(info, BLANK.get(part.filename) or old.read(part))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, RuntimeError) as error:
        raise UploadRefused(
            _("This document cannot be read. Save it once more and send that one.")
        ) from error
    return out.getvalue()
