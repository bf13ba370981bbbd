"""Documents locked by a password: found by their content, refused with the way to unlock them."""

import zipfile

from django.utils.translation import gettext as _

from media.errors import UploadRefused
from media.kinds import KINDS, OLE

ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
HWP_HEAD = b"HWP Document File".ljust(32, b"\0")
HWP_LOCKED = 0x02 | 0x10  # a password; a lock of its company
MOST_MANIFEST = 2_000_000
ZIPPED = b"PK\x03\x04"


class Locked(UploadRefused):
    """Nobody could open this file without its password."""

    code = "locked"


def refuse_locked(file) -> None:
    """Raise `Locked` for an office document with a password; the file is read from its start.

    A PDF is asked where it is read anyway.
    """
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if head == OLE:
        _refuse_locked_ole(file.read(KINDS["hwp"].most_bytes))
    elif head.startswith(ZIPPED):
        _refuse_locked_zip(file)
    file.seek(0)


def open_pdf(reader) -> None:
    """Open a PDF that only forbids to print or copy; `Locked` for one that asks for a password."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked(
            _(
                "This PDF is locked by a password, so nobody else could open it. Open it with its"
                " password, choose “Print” and “Save as PDF”, and send the new file."
            )
        )


def _refuse_locked_ole(data: bytes) -> None:
    if ENCRYPTED_PART in data:
        raise Locked(
            _(
                "This document is locked by a password, so nobody else could open it. Open it,"
                " choose File, Info, Protect, Encrypt with Password, empty the password, save it"
                " and send it again."
            )
        )
    at = data.find(HWP_HEAD)
    if at >= 0 and int.from_bytes(data[at + 36 : at + 40], "little") & HWP_LOCKED:
        raise _locked_hangul()


def _locked_hangul() -> Locked:
    return Locked(
        _(
            "This Hangul document is locked by a password, so nobody else could open it. Open it"
            " in Hangul, take the password off under Security, save it and send it again."
        )
    )


def _refuse_locked_zip(file) -> None:
    try:
        with zipfile.ZipFile(file) as bag:
            parts = {part.filename: part for part in bag.infolist()}
            is_locked = any(part.flag_bits & 1 for part in parts.values())
            manifest = parts.get("META-INF/manifest.xml")
            if not is_locked and manifest and manifest.file_size < MOST_MANIFEST:
                is_locked = b"encryption-data" in bag.read(manifest)
            if not is_locked:
                return
            mimetype = parts.get("mimetype")
            is_hangul = (
                mimetype is not None
                and not mimetype.flag_bits & 1
                and mimetype.file_size < 200
                and bag.read(mimetype).startswith(b"application/hwp")
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return  # what cannot be read is refused for that
    if is_hangul:
        raise _locked_hangul()
    raise Locked(
        _(
            "This document is locked by a password, so nobody else could open it. Open it, save"
            " it once more without a password, and send that one."
        )
    )
