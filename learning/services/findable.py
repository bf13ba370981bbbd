"""Courses and lessons in the search: public words only, each language by itself."""

from wagtail.rich_text import get_text_for_indexing

from learning.models import CoursePage, LessonPage
from villages.finder import services as finder

KINDS = {CoursePage: "course", LessonPage: "lesson"}


def words_of(page) -> str:
    """What a reader sees on the page; a tutor's note and a practice answer's verdict not."""
    if isinstance(page, CoursePage):
        return f"{page.summary}\n{page.outcomes}"
    parts = [page.summary]
    for block in page.body:
        value = block.value
        if block.block_type == "step":
            parts += [value["title"], value["text"]]
        elif block.block_type == "practice":
            parts.append(value["question"])
        else:
            parts.append(get_text_for_indexing(str(value)))
    return "\n".join(part for part in parts if part)


def search_doc(page) -> dict:
    """The page as the search keeps it, keyed by its shared key and its language."""
    first = page.original or page
    key = page.course_key if isinstance(page, CoursePage) else page.lesson_key
    return {
        "kind": KINDS[type(page)],
        "ref": key,
        "title": page.title,
        "text": words_of(page),
        "url": first.door_path(),
        "language": page.content_language,
        "at": page.first_published_at,
        "data": {"summary": page.summary},
    }


def refresh_search(page) -> None:
    """Make the live versions of a course or lesson findable, and no other."""
    model = type(page)
    name = "course_key" if model is CoursePage else "lesson_key"
    key = getattr(page, name)
    finder.remove(KINDS[model], key)
    finder.put_many([search_doc(version) for version in model.objects.live().filter(**{name: key})])
