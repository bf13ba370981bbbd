"""Everything of a village in one file: readable without us, and by a program.

`index.html` opens offline: the pages as plain HTML with their pictures beside them. The
same pages stand as JSON, tables as CSV. Other apps add their own part in `ready()`.
"""

import json
import logging
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail.rich_text import expand_db_html

from media.models import VillageDocument, VillageImage
from villages.activity import services as activity
from villages.core.sheets import as_csv
from villages.portal.models import Membership, Resident, Village

logger = logging.getLogger("invil.export")
Part = Callable[[Village], Iterator[tuple[str, bytes]]]
IN_MEMORY = 16 * 1024 * 1024
WORDS = ("summary", "introduction", "place", "bus")
_parts: list[tuple[str, Part]] = []


def register_part(title: str, part: Part) -> None:
    """Add files to every village's export; `part(village)` yields names and contents."""
    _parts.append((title, part))


def export_village(village: Village, *, acting_user) -> tempfile.SpooledTemporaryFile:
    """The zip of a village, ready to be read from its start; logs who took it.

    Holds what lies in the village alone: its pages, files, people's hats, its list of
    residents and what other apps registered.
    """
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, suffix=".zip")  # noqa: SIM115
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        pages = _pages(village)
        names = _files(village, box)
        entries = [_page(page, box, names) for page in pages]
        tables = []
        for title, part in [(_("People"), _people), *_parts]:
            for name, content in part(village):
                box.writestr(name, content)
                tables.append({"title": title, "name": name})
        context = {
            "village": village,
            "pages": entries,
            "tables": tables,
            "at": timezone.now(),
        }
        box.writestr("index.html", render_to_string("villages/export/index.html", context))
        box.writestr("style.css", render_to_string("villages/export/style.css"))
    out.seek(0)
    activity.record("village.exported", village=village, actor=acting_user, ref=village.slug)
    return out


def _pages(village: Village) -> list:
    below = village.page.get_descendants(inclusive=True).order_by("path")
    return list(below.specific())


def _files(village: Village, box: zipfile.ZipFile) -> dict[int, str]:
    names = {}
    for image in VillageImage.objects.filter(collection=village.collection).order_by("pk"):
        name = f"pictures/{image.pk}{PurePosixPath(image.file.name).suffix.lower()}"
        if _copy(image.file, name, box):
            names[image.pk] = name
    for document in VillageDocument.objects.filter(collection=village.collection):
        _copy(document.file, f"documents/{document.pk}-{document.filename}", box)
    return names


def _copy(file, name: str, box: zipfile.ZipFile) -> bool:
    try:
        with file.open("rb") as source:
            # Pictures are packed already; packing them again only takes time.
            box.writestr(name, source.read(), compress_type=zipfile.ZIP_STORED)
    except OSError:
        logger.warning("%s is missing and is left out of the export", name)
        return False
    return True


def _page(page, box: zipfile.ZipFile, names: dict[int, str]) -> dict:
    stem = f"pages/{page.pk}-{page.slug}"
    data = page.serializable_data()
    box.writestr(
        f"{stem}.json", json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    )
    picture = getattr(page, "picture_id", None) or getattr(page, "hero_id", None)
    context = {
        "page": page,
        "lang": getattr(page, "content_language", "ko") or "ko",
        "picture": names.get(picture),
        "words": [text for name in WORDS if (text := getattr(page, name, ""))],
        "blocks": [_block(block, names) for block in getattr(page, "body", ())],
        "pictures": [
            {"name": names[item.image_id], "caption": item.caption}
            for item in (page.pictures.all() if hasattr(page, "pictures") else ())
            if item.image_id in names
        ],
    }
    box.writestr(f"{stem}.html", render_to_string("villages/export/page.html", context))
    return {
        "title": getattr(page, "draft_title", "") or page.title,
        "name": f"{stem}.html",
        "kind": page.specific_class._meta.verbose_name,
        "is_live": page.live,
        "at": page.first_published_at,
    }


def _block(block, names: dict[int, str]) -> dict:
    value = block.value
    found = {"kind": block.block_type}
    if block.block_type == "picture":
        image = value.get("image")
        return found | {
            "name": names.get(image.pk) if image else None,
            "alt": value.get("alt", ""),
            "caption": value.get("caption", ""),
        }
    if block.block_type == "quote":
        return found | {"text": value["text"], "by": value["by"]}
    if block.block_type == "items":
        return found | {"items": list(value)}
    if block.block_type == "paragraph":
        return found | {"html": expand_db_html(value.source)}
    return found | {"text": str(value)}


def _people(village: Village) -> Iterator[tuple[str, bytes]]:
    hats = Membership.objects.filter(village=village).select_related("user").order_by("pk")
    yield (
        "people/hats.csv",
        as_csv(
            ["name", "hat", "since", "until"],
            [[hat.user.name, hat.role, hat.since, hat.until] for hat in hats],
        ),
    )
    entries = Resident.objects.filter(village=village).order_by("register_no")
    columns = ["register_no", "name", "birth_year", "phone", "status"]
    yield "people/residents.csv", as_csv(columns, entries.values_list(*columns))
