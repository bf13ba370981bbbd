"""A page's body as one box of text, and back, without loss; no queries."""

import difflib
import re
from html.parser import HTMLParser

from django.utils.html import escape, linebreaks

from wagtail.blocks import StreamValue

from media.models import VillageImage

LONGEST_SUMMARY = 240
DIVIDING = ("heading", "quote", "items")


class _PlainReader(HTMLParser):
    """Reads a paragraph's HTML; `is_plain` says that nothing but words and lines was in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.is_plain = True

    def handle_starttag(self, tag, attrs) -> None:
        if tag == "br":
            self.words.append("\n")
        elif tag == "p":
            self.words.append("\n\n")
        else:
            self.is_plain = False

    def handle_data(self, data) -> None:
        # A line break in the source is a space to the reader, as in any HTML.
        self.words.append(re.sub(r"[\r\n]+", " ", data))


def _read(source: str) -> _PlainReader:
    reader = _PlainReader()
    # `linebreaks` writes a line end after each <br>: it belongs to the break.
    reader.feed(re.sub(r"(<br\s*/?>)\s*\n\s*", r"\1", source))
    reader.close()
    return reader


def plain_words(source: str) -> str:
    """What a paragraph's HTML says, its lines and its empty lines kept."""
    return "\n\n".join(paragraphs_in("".join(_read(source).words)))


def _source(block) -> str:
    return getattr(block.value, "source", None) or str(block.value)


def paragraphs_in(text: str) -> list[str]:
    """The parts between empty lines, without the empty ones."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [part.strip() for part in parts if part.strip()]


def _html(words: str) -> str:
    # Wagtail's editor reads <br/> only.
    return linebreaks(escape(words)).replace("<br>", "<br/>")


def body_of(text: str, images: list[VillageImage]) -> list[tuple]:
    """Plain text to blocks: a paragraph for each blank line, pictures after the first."""
    blocks: list[tuple] = [("paragraph", _html(p)) for p in paragraphs_in(text)]
    extra = [
        ("picture", {"image": image, "alt": image.alt_text, "caption": ""}) for image in images
    ]
    return blocks[:1] + extra + blocks[1:]


def text_of(page) -> str:
    """The paragraphs of a page as plain text, for editing on the phone."""
    parts = ["".join(_read(_source(b)).words) for b in page.body if b.block_type == "paragraph"]
    return "\n\n".join(part for text in parts for part in paragraphs_in(text))


def summary_of(text: str) -> str:
    """The one sentence a text gets where nobody wrote one."""
    return " ".join(text.split())[:LONGEST_SUMMARY]


def has_parts(page) -> bool:
    """Whether one box cannot hold the body: headings, lists, quotations, bold words, links."""
    return any(
        block.block_type in DIVIDING
        or (block.block_type == "paragraph" and not _read(_source(block)).is_plain)
        for block in page.body
    )


def body_with(page, text: str):
    """The page's body with other words; what was not touched stays as it is stored.

    Each picture stays below the paragraph it stood below. An unchanged text gives the
    body itself, byte for byte.
    """
    old = text_of(page)
    if paragraphs_in(text) == paragraphs_in(old):
        return page.body
    first, parts = _parted(page)
    words, new = [part[0] for part in parts], paragraphs_in(text)
    blocks = first
    for kind, a, b, c, d in difflib.SequenceMatcher(None, words, new, False).get_opcodes():
        if kind == "equal":
            blocks += [block for part in parts[a:b] for block in (part[1], *part[2])]
            continue
        for n in range(max(b - a, d - c)):
            if c + n < d:
                blocks.append(("paragraph", _html(new[c + n])))
            if a + n < b:
                blocks += parts[a + n][2]
    return stream_of(page, blocks)


def stream_of(page, blocks: list[tuple]) -> StreamValue:
    """Blocks of a page, each (type, value) or with its own id, as its body takes them."""
    kinds = page.body.stream_block.child_blocks
    named = [(kind, kinds[kind].normalize(value), *rest) for kind, value, *rest in blocks]
    return StreamValue(page.body.stream_block, named)


def _parted(page) -> tuple[list[tuple], list[tuple]]:
    """What stands before the first paragraph, and (words, its block, what stands below it)."""
    first: list[tuple] = []
    parts: list[tuple] = []
    for block in page.body:
        if block.block_type != "paragraph":
            (parts[-1][2] if parts else first).append((block.block_type, block.value, block.id))
            continue
        words = paragraphs_in("".join(_read(_source(block)).words))
        if len(words) == 1:
            parts.append((words[0], ("paragraph", block.value, block.id), []))
            continue
        parts += [(one, ("paragraph", _html(one)), []) for one in words]
    return first, parts
