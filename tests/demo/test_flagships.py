"""The hand-written villages of the demo, as their files stand: enough, whole, in both languages."""

import pytest

from invil.demo.papers import DOCUMENTS
from invil.demo.places import FLAGSHIPS
from invil.demo.texts import CONTENT, load
from villages.portal.choices import Accent, DocumentKind, PlaceKind, Preset, Subject

LANGUAGES = {"ko", "en"}
# Each list of a file, and the kind of page its entries become; the gallery is one page.
LISTS = {
    "stories": "StoryPage",
    "news": "NewsPage",
    "notices": "NoticePage",
    "events": "EventPage",
    "places": "PlacePage",
}
WHOLE = {"gallery": "GalleryPage", "committee": "CommitteePage"}
# Plain words beside the texts: keys of ours, a clock, a place on the map.
KEYS = {"slug", "preset", "accent", "hero", "picture", "subject", "kind", "start"}


def flagship(slug: str) -> dict:
    return load(f"villages/{slug}.yaml")


def texts(node, path: str = ""):
    """Every text of a file with where it stands: a pair of languages, or words with no pair."""
    if isinstance(node, dict) and set(node) & LANGUAGES:
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in KEYS:
                yield from texts(value, f"{path}.{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from texts(value, f"{path}[{number}]")
    elif isinstance(node, str):
        yield path, {}


def is_said(words) -> bool:
    """Whether there is something to read in it."""
    return (
        bool(words) and all(map(is_said, words))
        if isinstance(words, list)
        else bool(str(words or "").strip())
    )


def untold(node) -> list[str]:
    """Where a text lacks a language, or one list is longer than the other."""
    return [
        path
        for path, pair in texts(node)
        if set(pair) != LANGUAGES
        or not all(map(is_said, pair.values()))
        or (isinstance(pair["ko"], list) and len(pair["ko"]) != len(pair["en"]))
    ]


def pages_of(content: dict) -> list[str]:
    """The kinds of the pages a file becomes, one for each."""
    found = [kind for name, kind in LISTS.items() for _entry in content[name]]
    return found + [kind for name, kind in WHOLE.items() if content.get(name)]


def test_at_least_twelve_are_written_by_hand():
    files = {path.stem for path in (CONTENT / "villages").glob("*.yaml")}
    assert len(files) >= 12
    assert files == set(FLAGSHIPS)


@pytest.mark.parametrize("slug", FLAGSHIPS)
def test_every_text_stands_in_both_languages(slug):
    assert untold(flagship(slug)) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"title": {"ko": "장날"}},
        {"title": {"ko": "장날", "en": " "}},
        {"title": "Market day"},
        {"body": [{"list": {"ko": ["하나", "둘"], "en": ["one"]}}]},
    ],
)
def test_a_text_that_lacks_a_language_is_found(broken):
    assert untold(broken)


@pytest.mark.parametrize("slug", FLAGSHIPS)
def test_each_has_eight_pages_of_every_kind_a_village_writes(slug):
    pages = pages_of(flagship(slug))
    assert len(pages) >= 8
    assert set(pages) == {*LISTS.values(), *WHOLE.values()}


@pytest.mark.parametrize("slug", FLAGSHIPS)
def test_no_two_pages_of_one_list_share_an_address(slug):
    content = flagship(slug)
    assert content["village"]["slug"] == slug
    for name in LISTS:
        slugs = [entry["slug"] for entry in content[name]]
        assert len(slugs) == len(set(slugs)), name


def test_every_preset_is_shown():
    assert {flagship(slug)["village"]["preset"] for slug in FLAGSHIPS} == set(Preset.values)


def test_only_known_words_are_chosen():
    for slug in FLAGSHIPS:
        content = flagship(slug)
        assert content["village"]["accent"] in Accent.values, slug
        assert {item["subject"] for item in content["news"]} <= set(Subject.values), slug
        assert {item["kind"] for item in content["places"]} <= set(PlaceKind.values), slug


def test_the_shelf_has_rules_minutes_budget_and_accounts_in_both_languages():
    assert {kind for _days, kind, *_words in DOCUMENTS} == {*DocumentKind} - {DocumentKind.OTHER}
    assert all(all(map(is_said, words)) for _days, _kind, *words in DOCUMENTS)
