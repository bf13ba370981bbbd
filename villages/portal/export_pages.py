"""A page of the village as plain HTML and JSON, with links that lead within the file."""

import json
import re
import zipfile
from dataclasses import dataclass, field
from urllib.parse import quote

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.translation import get_language

from wagtail.rich_text import expand_db_html

from villages.portal.facts import facts_of

LINK = re.compile(r"<a\b[^>]*>")
ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
ROOTED = re.compile(r"((?:href|src)=\")/(?!/)")


@dataclass
class Names:
    """Where things lie in the file, by their number here."""

    pages: dict[int, str] = field(default_factory=dict)
    pictures: dict[int, str] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)
    recordings: dict[int, dict] = field(default_factory=dict)
    titles: list[dict] = field(default_factory=list)


def write_page(page, box: zipfile.ZipFile, names: Names, *, tail: str = "") -> dict:
    """Write one state of a page in both ways; what the list of pages says of it.

    `tail` ends the name of a second state: what is on the portal while a newer text waits.
    """
    stem = names.pages[page.pk].removesuffix(".html") + tail
    facts = facts_of(page)
    author = page.owner.name if page.owner else ""
    context = {
        "page": page,
        "title": page.title,
        "lang": getattr(page, "content_language", "ko") or "ko",
        "reading": get_language(),
        "picture": names.pictures.get(
            getattr(page, "picture_id", None) or getattr(page, "hero_id", None)
        ),
        "author": author,
        "facts": facts,
        "introduction": getattr(page, "introduction", ""),
        "blocks": [
            _block(block, names)
            for name in ("body", "rules")
            for block in getattr(page, name, None) or ()
        ],
        "pictures": [
            {"name": names.pictures[item.image_id], "alt": item.alt, "caption": item.caption}
            for item in (page.pictures.all() if hasattr(page, "pictures") else ())
            if item.image_id in names.pictures
        ],
    }
    box.writestr(f"{stem}.html", render_to_string("villages/export/page.html", context))
    # The page as it is stored, and what is only said by its place and its people.
    data = page.serializable_data() | {
        "author": author,
        "kind": str(page._meta.model_name),
        "facts": [{"label": fact.label, "words": fact.words} for fact in facts],
    }
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    box.writestr(f"{stem}.json", text)
    return {
        "title": context["title"],
        "name": f"{stem}.html",
        "kind": page.specific_class._meta.verbose_name,
        "is_live": page.live,
        "is_newer": page.live and page.has_unpublished_changes and not tail,
        "at": page.first_published_at,
    }


def _block(block, names: Names) -> dict:
    value = block.value
    found = {"kind": block.block_type}
    if block.block_type == "picture":
        image = value.get("image")
        return found | {
            "name": names.pictures.get(image.pk) if image else None,
            "alt": value.get("alt", ""),
            "caption": value.get("caption", ""),
        }
    if block.block_type in ("audio", "video"):
        kept = names.recordings.get(value.pk) if value else None
        return found | {"kind": "recording", "recording": kept}
    if block.block_type == "quote":
        return found | {"text": value["text"], "by": value["by"]}
    if block.block_type == "items":
        return found | {"items": list(value)}
    if block.block_type == "paragraph":
        return found | {"html": _words_with_links(value.source, names)}
    return found | {"text": str(value)}


def _words_with_links(source: str, names: Names) -> str:
    """Links to what lies in the file lead there; others lead to the platform."""

    def led(match: re.Match) -> str:
        said = dict(ATTRIBUTE.findall(match[0]))
        kind, number = said.get("linktype"), said.get("id", "")
        where = {"page": names.pages, "document": names.documents}.get(kind, {})
        name = where.get(int(number)) if number.isdecimal() else None
        return f'<a href="../{quote(name)}">' if name else match[0]

    origin = f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"
    return ROOTED.sub(rf"\1{origin}/", expand_db_html(LINK.sub(led, source)))
