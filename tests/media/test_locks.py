"""What is locked by a password is refused with the way to unlock it, wherever it is sent."""

import io
import zipfile

from django.core.files.base import ContentFile
from django.utils import translation

import pytest
from pypdf import PdfReader, PdfWriter

from media.kinds import OLE
from media.locks import Locked
from media.models import VillageDocument
from media.services import store_document
from tests.media.test_documents import SECRET, docx, packed, pdf

pytestmark = pytest.mark.django_db


def locked_pdf(user: str, algorithm: str = "AES-256") -> bytes:
    """A PDF that asks for `user`; with an empty one it only forbids to print."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(user, "owner's own", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def hwp(flags: int) -> bytes:
    """The head of a Hangul document."""
    head = b"HWP Document File".ljust(32, b"\0") + b"\5\1\0\5" + flags.to_bytes(4, "little")
    return OLE + bytes(504) + head + bytes(600)


def locked_open(mimetype: str) -> bytes:
    """An OpenDocument or HWPX whose parts are encrypted."""
    manifest = (
        '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    )
    return packed(
        {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x01"}
    )


def zip_with_password() -> bytes:
    """A packed document whose first part carries the mark of encryption."""
    data = bytearray(docx())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    return bytes(data)


LOCKED = {
    "pdf": lambda: locked_pdf("secret"),
    "old-pdf": lambda: locked_pdf("secret", "RC4-128"),
    "office": lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
    "hwp": lambda: hwp(0x03),
    "hwp-of-a-company": lambda: hwp(0x11),
    "hwpx": lambda: locked_open("application/hwp+zip"),
    "odt": lambda: locked_open("application/vnd.oasis.opendocument.text"),
    "zip": zip_with_password,
}


def keep(village, data: bytes, name: str = "a.pdf") -> VillageDocument:
    return store_document(
        upload=ContentFile(data, name=name), collection=village.collection, title="Minutes"
    )


@pytest.mark.parametrize("key", LOCKED)
def test_it_is_refused_and_nothing_is_kept(key, haean):
    with pytest.raises(Locked, match="locked by a password"):
        keep(haean, LOCKED[key]())
    with translation.override("ko"), pytest.raises(Locked, match="암호") as refusal:
        keep(haean, LOCKED[key]())
    assert "password" not in refusal.value.message
    assert not VillageDocument.objects.exists()


@pytest.mark.parametrize("key", LOCKED)
def test_the_page_editor_refuses_it_in_the_same_words(key, haean, editor_of, as_user):
    answer = as_user(editor_of(haean)).post(
        "/cms/documents/add/",
        {
            "title": "Typed already",
            "collection": haean.collection.pk,
            "file": ContentFile(LOCKED[key](), name="a.pdf"),
        },
    )
    said = answer.content.decode()
    assert "locked by a password" in said
    assert "Typed already" in said
    assert not VillageDocument.objects.exists()


def test_what_only_forbids_to_print_is_opened_and_cleaned(haean):
    document = keep(haean, locked_pdf(""))
    with document.file.open("rb") as file:
        reader = PdfReader(io.BytesIO(data := file.read()))
    assert not reader.is_encrypted
    assert len(reader.pages) == 1
    assert SECRET.encode() not in data


def test_an_open_hangul_document_is_kept(haean):
    assert keep(haean, hwp(0x01), "회의록.hwp").file.name.endswith(".hwp")


def test_a_manifest_without_a_lock_is_no_lock(haean):
    manifest = "<m:manifest xmlns:m='m'/>"
    mimetype = "application/vnd.oasis.opendocument.text"
    data = packed({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": "<a/>"})
    document = keep(haean, data)
    with document.file.open("rb") as file, zipfile.ZipFile(file) as bag:
        assert bag.read("content.xml") == b"<a/>"


def test_an_old_word_file_is_told_what_to_become(haean):
    from media.errors import UploadRefused

    with pytest.raises(UploadRefused, match="Save as"):
        keep(haean, OLE + bytes(600))
