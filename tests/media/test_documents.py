"""Documents and recordings: known by their content, named at random, silent about their maker."""

import io
import zipfile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from media.errors import UploadRefused
from media.forms import captions_of, offered_name
from media.kinds import OLE, kind_of
from media.models import VillageDocument
from media.services import store_document
from tests.media.hostile import HTML, SVG, jpeg

pytestmark = pytest.mark.django_db
SECRET = "Kim Secret"


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bag:
        for name, text in parts.items():
            bag.writestr(name, text)
    return out.getvalue()


def docx(part="word/document.xml", **more) -> bytes:
    core = f"<cp:coreProperties><dc:creator>{SECRET}</dc:creator></cp:coreProperties>"
    return packed(
        {"[Content_Types].xml": "<Types/>", part: "<w/>", "docProps/core.xml": core, **more}
    )


def opened(mime: str) -> bytes:
    return packed({"mimetype": mime, "content.xml": "<c/>", "meta.xml": f"<m>{SECRET}</m>"})


def pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": SECRET})
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
    )
    writer.write(out)
    return out.getvalue()


ALLOWED = {
    "pdf": pdf,
    "hwp": lambda: OLE + bytes(600) + b"HWP Document File" + bytes(100),
    "hwpx": lambda: opened("application/hwp+zip"),
    "docx": docx,
    "xlsx": lambda: docx("xl/workbook.xml"),
    "pptx": lambda: docx("ppt/presentation.xml"),
    "odt": lambda: opened("application/vnd.oasis.opendocument.text"),
    "ods": lambda: opened("application/vnd.oasis.opendocument.spreadsheet"),
    "txt": lambda: "마을 회의록".encode("cp949"),
    "csv": lambda: "이름,수\n사과,3\n".encode(),
}
REFUSED = {
    "html": HTML,
    "svg": SVG,
    "picture": jpeg(),
    "program": b"MZ" + bytes(100),
    "shell": b"#!/bin/sh\nrm -rf /",
    "nothing": b"",
    "zip": packed({"a.txt": "a"}),
    "broken-zip": docx()[:80],
    "macros": docx(**{"word/vbaProject.bin": b"x"}),
    "leads-out": docx(**{"../../evil": "x"}),
    "zip-bomb": docx(**{"word/big.bin": bytes(310 * 1024 * 1024)}),
    "old-word": OLE + bytes(600),
    "broken-pdf": b"%PDF-1.7\n" + bytes(range(256)),
    "recording": b"ID3" + bytes(200),
    "null-in-text": b"abc\0def",
}


@pytest.mark.parametrize("end", ALLOWED)
def test_a_document_is_known_by_its_content(end, haean):
    name = f"../회의록 2026.{end}" if end == "csv" else "../회의록 2026.exe"
    document = store_document(
        upload=ContentFile(ALLOWED[end](), name=name), collection=haean.collection, title="Minutes"
    )
    assert document.file.name.endswith(f".{end}")
    assert "회의록" not in document.file.name
    assert document.filename == f"회의록 2026.{end}"
    with document.file.open("rb") as file:
        data = file.read()
        if end in ("docx", "xlsx", "pptx", "odt", "ods"):
            with zipfile.ZipFile(io.BytesIO(data)) as bag:
                assert not any(SECRET.encode() in bag.read(part) for part in bag.namelist())
        assert kind_of(io.BytesIO(data), document.file.name).end == end


def test_a_pdf_tells_no_maker_and_runs_no_script(haean):
    document = store_document(
        upload=ContentFile(pdf(), name="a.pdf"), collection=haean.collection, title="Minutes"
    )
    with document.file.open("rb") as file:
        reader = PdfReader(io.BytesIO(data := file.read()))
    assert len(reader.pages) == 1
    assert SECRET.encode() not in data
    assert "/OpenAction" not in reader.trailer["/Root"]
    assert b"app.alert" not in data


@pytest.mark.parametrize("key", REFUSED)
def test_other_content_is_refused_whatever_its_name(key, haean, editor_of, as_user):
    for name in ("a.pdf", "a.txt", "a.hwp"):
        with pytest.raises(UploadRefused):
            store_document(
                upload=ContentFile(REFUSED[key], name=name), collection=haean.collection, title="No"
            )
    client = as_user(editor_of(haean))
    sent = {"title": "No", "collection": haean.collection.pk}
    for address, field in (("add/", "file"), ("multiple/add/", "files[]")):
        file = ContentFile(REFUSED[key], name="a.pdf")
        answer = client.post(f"/cms/documents/{address}", {**sent, field: file})
        assert answer.status_code in (200, 400), address
    assert not VillageDocument.objects.exists()


def test_a_document_is_only_ever_downloaded(haean, editor_of, as_user, client):
    as_user(editor_of(haean)).post(
        "/cms/documents/add/",
        {
            "title": "Minutes",
            "collection": haean.collection.pk,
            "file": ContentFile(pdf(), name="회의록.pdf"),
        },
    )
    document = VillageDocument.objects.get()
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_names_keep_nothing_that_misleads():
    assert offered_name("a\u202egpj.exe", "pdf") == "agpj.pdf"
    assert offered_name("..\\..\\boot.ini", "txt") == "boot.txt"
    assert offered_name("<>.html", "csv") == "file.csv"
    assert len(offered_name("가" * 500, "hwp")) < 140


@pytest.mark.parametrize("bad", [b"", b"<script>", "WEBVTT".encode("utf-16"), b"WEBVTT\0"])
def test_captions_are_webvtt(bad):
    with pytest.raises(ValidationError):
        captions_of(ContentFile(bad, name="a.vtt"))
    assert captions_of(ContentFile(b"WEBVTT\n\n", name="a.vtt")).name.endswith(".vtt")
