"""Everything of a village in one file: readable without us, and by a program.

`index.html` opens offline: the pages as plain HTML with their pictures and recordings
beside them, every table as HTML and as CSV; pages stand as JSON too. Other apps add their
own tables in `ready()`. The file holds personal data: it is made for a manager, says so,
is logged, and nothing of it is kept on the platform.
"""

import csv
import io
import logging
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wagtail.models import Revision

from media.models import VillageDocument, VillageImage
from villages.accounts.models import User
from villages.activity import services as activity
from villages.core.sheets import as_csv
from villages.portal.export_pages import Names, write_page
from villages.portal.models import Membership, Resident, Village, WaitingHat
from villages.portal.recordings import recordings_of

logger = logging.getLogger("invil.export")
Part = Callable[[Village], Iterator[tuple[str, bytes]]]
IN_MEMORY = 16 * 1024 * 1024
ROWS_SHOWN = 2000  # of a table as HTML; the CSV beside it has all
WARNING = "personal-data.txt"
PIECE = 1024 * 1024
_parts: list[tuple[str, Part]] = []


def register_part(title: str, part: Part) -> None:
    """Add files to every village's export; `part(village)` yields names and contents.

    A CSV is shown as an HTML table too. `title` may be lazy.
    """
    _parts.append((title, part))


@dataclass
class Writing:
    """What is being written, and what lies in it already."""

    village: Village
    box: zipfile.ZipFile
    names: Names = field(default_factory=Names)


def export_village(village: Village, *, acting_user) -> tempfile.SpooledTemporaryFile:
    """The zip of a village, ready to be read from its start; logs who took it.

    Holds what lies in the village alone: its pages, files, people's hats, its list of
    residents and what other apps registered. Slow with many films: they are copied.
    """
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, suffix=".zip")  # noqa: SIM115
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        writing = Writing(village, box)
        _write_files(writing)
        recordings = _write_recordings(writing)
        pages = _pages(village)
        writing.names.pages = {page.pk: f"pages/{page.pk}-{page.slug}.html" for page, _old in pages}
        entries = []
        for page, on_the_portal in pages:
            entries.append(write_page(page, box, writing.names))
            if on_the_portal is not None:
                entries.append(write_page(on_the_portal, box, writing.names, tail="-portal"))
        tables = [
            _write_table(writing, str(title), name, content)
            for title, part in [(_("The village"), _village), (_("People"), _people), *_parts]
            for name, content in part(village)
        ]
        context = {
            "village": village,
            "pages": entries,
            "tables": tables,
            "recordings": recordings,
            "documents": writing.names.titles,
            "at": timezone.now(),
            "taken_by": acting_user.name,
        }
        box.writestr("index.html", render_to_string("villages/export/index.html", context))
        box.writestr("style.css", render_to_string("villages/export/style.css"))
        box.writestr(WARNING, _warning(context))
    out.seek(0)
    activity.record("village.exported", village=village, actor=acting_user, ref=village.slug)
    return out


def _warning(context: dict) -> bytes:
    """What the file is, in both languages, for whoever finds it."""
    said = []
    for language in ("ko", "en"):
        with translation.override(language):
            said.append(render_to_string("villages/export/personal.txt", context))
    return "\ufeff".encode() + "\r\n".join(said).replace("\n", "\r\n").encode()


def _pages(village: Village) -> list[tuple]:
    """Each page in its newest state; beside it the one on the portal, where that is another.

    Only pages with a newer text are read a second time.
    """
    below = village.page.get_descendants(inclusive=True).order_by("path")
    rows = list(below.specific())
    authors = User.objects.in_bulk({row.owner_id for row in rows} - {None})
    newer = {row.latest_revision_id for row in rows if row.has_unpublished_changes or not row.live}
    revisions = Revision.objects.in_bulk(newer - {None})
    found = []
    for row in rows:
        row.owner = authors.get(row.owner_id)
        revision = revisions.get(row.latest_revision_id)
        if revision is None:
            found.append((row, None))
            continue
        page = row.with_content_json(revision.content)
        page.owner = row.owner
        found.append((page, row if row.live else None))
    return found


def _write_files(writing: Writing) -> None:
    names, collection = writing.names, writing.village.collection
    for image in VillageImage.objects.filter(collection=collection).order_by("pk"):
        name = f"pictures/{image.pk}{PurePosixPath(image.file.name).suffix.lower()}"
        if _copy(image.file, name, writing.box):
            names.pictures[image.pk] = name
    for document in VillageDocument.objects.filter(collection=collection).order_by("pk"):
        name = f"documents/{document.pk}-{document.filename}"
        if _copy(document.file, name, writing.box):
            names.documents[document.pk] = name
            names.titles.append({"name": name, "title": document.title})


def _write_recordings(writing: Writing) -> list[dict]:
    """Each recording as it came, with its words and captions beside it."""
    found = []
    for one in recordings_of(writing.village):
        name = f"recordings/{one.pk}{PurePosixPath(one.file.name).suffix.lower()}"
        if not _copy(one.file, name, writing.box):
            continue
        words = []
        for row in one.words_first(one.language):
            entry = {"language": row.language, "called": row.get_language_display(),
                     "transcript": row.transcript}  # fmt: skip
            stem = f"recordings/{one.pk}-{row.language}"
            if row.transcript:
                text = row.transcript.replace("\r\n", "\n").replace("\n", "\r\n")
                writing.box.writestr(f"{stem}.txt", "\ufeff".encode() + text.encode())
                entry["text"] = f"{stem}.txt"
            if row.captions and _copy(row.captions, f"{stem}.vtt", writing.box):
                entry["captions"] = f"{stem}.vtt"
            words.append(entry)
        writing.names.recordings[one.pk] = entry = {
            "name": name, "title": one.title, "tag": one.type, "language": one.language,
            "words": words,
        }  # fmt: skip
        found.append(entry)
    return found


def _copy(file, name: str, box: zipfile.ZipFile) -> bool:
    """Put a file in, piece by piece; False where it is missing."""
    # Pictures and films are packed already; packing them again only takes time.
    info = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    info.external_attr = 0o644 << 16
    try:
        with file.open("rb") as source, box.open(info, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, PIECE)
    except OSError:
        logger.warning("%s is missing and is left out of the export", name)
        return False
    return True


def _write_table(writing: Writing, title: str, name: str, content: bytes) -> dict:
    """The file as it is; a CSV as a page to read, too."""
    writing.box.writestr(name, content)
    entry = {"title": title, "name": name, "page": ""}
    if not name.endswith(".csv"):
        return entry
    head, *rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) or [[]]
    files = set(writing.names.documents.values())
    shown = [
        [{"head": label, "text": cell, "is_file": cell in files}
         for label, cell in zip(head, row, strict=False)]
        for row in rows[:ROWS_SHOWN]
    ]  # fmt: skip
    entry |= {"page": f"{name.removesuffix('.csv')}.html", "count": len(rows)}
    context = {
        "table": entry,
        "up": "../" * name.count("/"),
        "file": PurePosixPath(name).name,
        "head": head,
        "rows": shown,
        "is_cut": len(rows) > ROWS_SHOWN,
    }
    text = render_to_string("villages/export/table.html", context)
    writing.box.writestr(entry["page"], text)
    return entry


def _village(village: Village) -> Iterator[tuple[str, bytes]]:
    """What the platform knows of the village itself."""
    names = (
        "slug", "name_ko", "name_en", "township_ko", "township_en", "phone", "households",
        "population", "joined_on", "lat", "lon", "website",
    )  # fmt: skip
    known = [name for name in names if hasattr(village, name)]
    rows = [[village._meta.get_field(name).verbose_name, getattr(village, name)] for name in known]
    rows.append([_("County"), village.region.name])
    rows.append([_("Known for"), ", ".join(village.specialties)])
    yield "village/village.csv", as_csv([_("What"), _("As it stands")], rows)


def _name(user) -> str:
    return user.name if user else ""


def _minute(when) -> str:
    """To the minute on the Seoul clock."""
    return timezone.localtime(when).strftime("%Y-%m-%d %H:%M") if when else ""


def _people(village: Village) -> Iterator[tuple[str, bytes]]:
    hats = Membership.objects.filter(village=village).select_related("user").order_by("pk")
    yield (
        "people/hats.csv",
        as_csv(
            [_("Name"), _("Hat"), _("Has it since"), _("Until")],
            [[hat.user.name, hat.get_role_display(), hat.since, hat.until] for hat in hats],
        ),
    )
    asked = WaitingHat.objects.filter(village=village)
    asked = asked.select_related("user", "asked_by", "answered_by")
    yield (
        "people/waiting-hats.csv",
        as_csv(
            [_("Name"), _("Hat"), _("Asked by"), _("Asked at"), _("State"), _("Answered by"),
             _("Answered on"), _("Reason")],
            [[one.user.name, one.get_role_display(), _name(one.asked_by), _minute(one.asked_at),
              one.get_state_display(), _name(one.answered_by), _minute(one.answered_at),
              one.reason] for one in asked],
        ),
    )  # fmt: skip
    entries = Resident.objects.filter(village=village).order_by("register_no")
    columns = ["register_no", "name", "birth_year", "phone", "status"]
    head = [_("Register number"), _("Name"), _("Year of birth"), _("Phone"), _("State")]
    yield "people/residents.csv", as_csv(head, entries.values_list(*columns))
