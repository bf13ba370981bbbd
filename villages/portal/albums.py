"""The photos of a text or an album: words, order, photos added and taken out.

Each change is a new revision; a photo is named by its own key, never by its place.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from media.models import VillageImage
from villages.portal.models import GalleryPage, GalleryPicture
from villages.portal.plain_text import stream_of
from villages.portal.posting import Draft, receive_pictures, take_up

STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Photo:
    """A photo of a page; `caption` is None where there is no place for one."""

    key: str
    image: VillageImage
    alt: str
    caption: str | None = None


@dataclass(frozen=True)
class Move:
    """What else was asked: `up`, `down` or `drop` the photo `key`, or bring it `to` a place.

    `place` counts from nought; beyond the last one is the last. `new` photos are added.
    """

    act: str = ""
    key: str = ""
    place: int = 0
    new: Draft | None = None


def photos_of(page) -> list[Photo]:
    """The photos of a page in their order, the main one of a text first."""
    if isinstance(page, GalleryPage):
        rows = [(one.image, one.alt, one.caption) for one in _rows(page)]
    else:
        rows = [(image, page.picture_alt, None) for image in _main(page)]
        rows += [
            (block.value["image"], block.value["alt"], block.value["caption"])
            for block in page.body
            if _shows(block.block_type, block.value)
        ]
    keys = _keys([image.pk for image, _alt, _caption in rows])
    return [Photo(key, *row) for key, row in zip(keys, rows, strict=True)]


def without_words(page) -> int:
    """How many photos of a page say nothing to whoever cannot see them."""
    return sum(not photo.alt.strip() for photo in photos_of(page))


@transaction.atomic
def arrange(
    *,
    page,
    author,
    base: int | None,
    words: dict[str, dict],
    title: str | None = None,
    move: Move | None = None,
):
    """Write what is said of each photo, then move, drop and add.

    `words` has `alt` and perhaps `caption` under a photo's key; a photo it does not name
    keeps its own. Raises `ChangedMeanwhile` where `base` is not the newest revision,
    `DomainError` while the page waits for others, `UploadRefused` for a bad photo; nothing
    is written then. A key that is not there moves nothing.
    """
    move = move or Move()
    village = page.village
    page = take_up(page=page, author=author, base=base)
    if title is not None:
        page.title = title
    images = receive_pictures(village=village, author=author, draft=move.new) if move.new else []
    if isinstance(page, GalleryPage):
        _arrange_album(page, words, move, images)
    else:
        _arrange_text(page, words, move, images)
    page.save_revision(user=author)
    return page


def _arrange_album(page, words: dict, move: Move, images: list) -> None:
    pictures = _rows(page)
    keys = _keys([one.image_id for one in pictures])
    for key, picture in zip(keys, pictures, strict=True):
        said = words.get(key, {})
        picture.alt = said.get("alt", picture.alt)
        picture.caption = said.get("caption", picture.caption)
    if move.key in keys:
        number = keys.index(move.key)
        to = number + STEPS.get(move.act, 0)
        if move.act == "to":
            to = min(move.place, len(pictures) - 1)
        if move.act == "drop":
            del pictures[number]
        elif 0 <= to < len(pictures):
            pictures.insert(to, pictures.pop(number))
    pictures += [GalleryPicture(image=image, alt=image.alt_text) for image in images]
    for order, picture in enumerate(pictures):
        picture.sort_order = order
    page.pictures = pictures


def _arrange_text(page, words: dict, move: Move, images: list) -> None:
    photos = photos_of(page)
    keys = [photo.key for photo in photos]
    gone = move.key if move.act == "drop" else ""
    if _main(page):
        key = keys.pop(0)
        page.picture_alt = words.get(key, {}).get("alt", page.picture_alt)
        if key == gone:
            page.picture, page.picture_alt = None, ""
    blocks = []
    for block in page.body:
        value = block.value
        if _shows(block.block_type, value):
            key = keys.pop(0)
            if key == gone:
                continue
            value = {**value, **words.get(key, {})}
        blocks.append((block.block_type, value, block.id))
    if images and getattr(page, "picture", page) is None:
        page.picture, page.picture_alt = images[0], images[0].alt_text[:200]
        images = images[1:]
    shown = [n for n, (kind, _value, _id) in enumerate(blocks, start=1) if kind == "picture"]
    below = shown[-1] if shown else 1
    added = [
        ("picture", {"image": one, "alt": one.alt_text[:200], "caption": ""}) for one in images
    ]
    page.body = stream_of(page, blocks[:below] + added + blocks[below:])


def _rows(page) -> list:
    return list(page.pictures.select_related("image").all())


def _main(page) -> list:
    picture = getattr(page, "picture", None)
    return [picture] if picture is not None else []


def _shows(kind: str, value) -> bool:
    # A photo that was deleted leaves its block behind, without an image.
    return kind == "picture" and value["image"] is not None


def _keys(numbers: list[int]) -> list[str]:
    """A key for each image; one that is shown twice is told apart by how often it came."""
    seen: Counter[int] = Counter()
    keys = []
    for number in numbers:
        seen[number] += 1
        keys.append(f"{number}" if seen[number] == 1 else f"{number}x{seen[number]}")
    return keys
