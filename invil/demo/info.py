"""The national information pages of the demo."""

from wagtail.models import Page

from invil.demo.bulk import add_pages
from invil.demo.texts import blocks, load
from villages.finder import services as finder
from villages.portal import publishing
from villages.portal.models import InfoPage

LANGUAGES = ("ko", "en")


def write_info(home: Page) -> list[Page]:
    """The national information pages, in both languages."""
    first: dict[str, InfoPage] = {}
    made: list[Page] = []
    for language in LANGUAGES:
        group = []
        for item in (
            load("info.yaml")["pages"] if "pages" in load("info.yaml") else load("info.yaml")
        ):
            page = InfoPage(
                slug=item["slug"] if language == "ko" else f"{item['slug']}-en",
                live=True,
                title=item["title"][language],
                content_language=language,
                body=blocks(item["body"], language, lambda key: None),
                original=first.get(item["slug"]),
            )
            first.setdefault(item["slug"], page)
            group.append((home, page))
        made += add_pages(group)
    finder.put_many([publishing.search_doc(page, None) for page in made])
    return made
