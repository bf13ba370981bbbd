"""Files go out in a way that nothing in them can act on the reader's side."""

import re
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from wagtail.documents import get_document_model
from wagtail.documents.views import serve as wagtails

from media.kinds import KINDS

SANDBOX = "sandbox; default-src 'none'"
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
MIMES = {kind.end: kind.mime for kind in KINDS.values() if kind.group != "document"}
MIMES |= {"vtt": "text/vtt; charset=utf-8", "jpg": "image/jpeg", "png": "image/png"}
WEEK = 7 * 24 * 3600


def _closed(answer: HttpResponse) -> HttpResponse:
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    # The platform's own policy would take the place of ours.
    answer._csp_exempt = True
    return answer


def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """A document to download: Wagtail's own view and gates, never shown in the page."""
    answer = wagtails.serve(request, document_id, document_filename)
    if answer.status_code == HTTPStatus.OK:
        name = get_document_model().objects.values_list("file", flat=True).get(pk=document_id)
        answer = by_proxy(answer, name)
    return _closed(answer)


def to_save(file, name: str) -> HttpResponse:
    """A stored file as an attachment of this name, for who may have it; `OSError` where gone."""
    answer = FileResponse(file.open("rb"), as_attachment=True, filename=name)
    return _closed(by_proxy(answer, file.name))


def by_proxy(answer: HttpResponse, name: str) -> HttpResponse:
    """The same answer without its bytes where a proxy stands before us: it sends the file."""
    if not settings.SEND_BY_PROXY:
        return answer
    short = HttpResponse(status=answer.status_code)
    for header in ("Content-Type", "Content-Disposition", "Cache-Control", "Last-Modified", "ETag"):
        if header in answer:
            short[header] = answer[header]
    answer.close()
    short["X-Accel-Redirect"] = f"/private/{quote(name)}"
    return short


def film(request: HttpRequest, path: str) -> HttpResponse:
    """Sound, film and captions from the disk, in parts as players ask for them."""
    root = Path(settings.MEDIA_ROOT).resolve()
    place = (root / path).resolve()
    mime = MIMES.get(place.suffix[1:].lower())
    if mime is None or not place.is_relative_to(root) or not place.is_file():
        raise Http404
    size = place.stat().st_size
    asked = RANGE.match(request.headers.get("Range", ""))
    first, last = _asked(asked, size)
    if first >= size or first > last:
        answer = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{size}"
        return _closed(answer)
    source = place.open("rb")
    source.seek(first)
    answer = FileResponse(_Part(source, last - first + 1), content_type=mime)
    answer["Content-Length"] = last - first + 1
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = f"public, max-age={WEEK}"
    if asked:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _closed(answer)


def _asked(asked: re.Match | None, size: int) -> tuple[int, int]:
    """First and last byte of the part asked for."""
    if asked is None or not any(asked.groups()):
        return 0, size - 1
    start, end = asked.groups()
    if not start:
        return max(size - int(end), 0), size - 1
    return int(start), min(int(end), size - 1) if end else size - 1


class _Part:
    """The next so many bytes of a file."""

    def __init__(self, source, left: int) -> None:
        self.source, self.left = source, left

    def read(self, size: int = -1) -> bytes:
        """At most what is left."""
        data = self.source.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        """Close the file."""
        self.source.close()
