"""Courses from written content: pages in both languages, bank and quiz; idempotent."""

import uuid

from django.db import transaction
from django.utils import timezone

from learning.choices import QuestionKind
from learning.models import CoursePage, LearningIndexPage, LessonPage, QuestionBank, Quiz
from learning.services.findable import refresh_search
from learning.services.questions import QuestionText, open_quiz, write_question
from learning.services.versions import freeze
from villages.portal.models import PlatformHomePage

# Content carries short names; the same name is the same key on every machine.
NAMES = uuid.UUID("5a1d7c52-6c0e-4f5e-9c2b-3d1f2b6a4e10")
FIRST, SECOND = "ko", "en"
DRAW, PASS_PERCENT = 5, 80
TRUE_FALSE = (
    {"id": "true", "ko": "맞아요", "en": "True"},
    {"id": "false", "ko": "아니에요", "en": "False"},
)


def course_key_of(name: str) -> uuid.UUID:
    """The key of a course by its short name."""
    return uuid.uuid5(NAMES, name)


def lesson_key_of(course: str, name: str) -> uuid.UUID:
    """The key of a lesson by the short names."""
    return uuid.uuid5(NAMES, f"{course}/{name}")


def ensure_index() -> LearningIndexPage:
    """The catalogue's page; idempotent."""
    index = LearningIndexPage.objects.first()
    if index is None:
        home = PlatformHomePage.objects.get()
        index = home.add_child(instance=LearningIndexPage(title="Learn", slug="learn"))
    return index


@transaction.atomic
def load_course(data: dict, *, cover=None, acting_user=None) -> CoursePage:
    """Make or refresh a course with its lessons, in both languages; the original comes back.

    Idempotent by the keys. A lesson marked `draft` is an unpublished page. Freezes a new
    version of the course where its structure changed.
    """
    said = data["course"]
    key = course_key_of(said["key"])
    originals: dict[str, CoursePage] = {}
    for language in (FIRST, SECOND):
        page = CoursePage.objects.filter(course_key=key, content_language=language).first()
        page = page or CoursePage(course_key=key, content_language=language, owner=acting_user)
        page.original = originals.get(FIRST)
        _fill_course(page, said, language, cover)
        _put(ensure_index(), page, _slug(said["key"], language), live=True)
        originals[language] = page
    for lesson in data["lessons"]:
        _load_lesson(lesson, said, originals, acting_user)
    freeze(key)
    refresh_search(originals[FIRST])
    return originals[FIRST]


def _slug(name: str, language: str) -> str:
    return name if language == FIRST else f"{name}-{language}"


def _fill_course(page: CoursePage, said: dict, language: str, cover) -> None:
    page.title = said["title"][language]
    page.summary = said["summary"][language]
    page.outcomes = "\n".join(said["outcomes"][language])
    page.code, page.level, page.minutes = said["code"], said["level"], said["minutes"]
    page.digcomp = ", ".join(said.get("digcomp", ()))
    page.pass_percent = said.get("pass_percent", PASS_PERCENT)
    page.cover = cover or page.cover


def _put(parent, page, slug: str, *, live: bool) -> None:
    page.slug = slug
    page.live = live
    page.has_unpublished_changes = not live
    if live and page.first_published_at is None:
        page.first_published_at = timezone.now()
    if page.pk:
        page.save()
    else:
        # A fresh parent: the tree's own counters on an old object would be stale.
        type(parent).objects.get(pk=parent.pk).add_child(instance=page)


def _load_lesson(said: dict, course: dict, parents: dict, acting_user) -> None:
    key = lesson_key_of(course["key"], said["key"])
    live = not said.get("draft", False)
    first = None
    for language in (FIRST, SECOND):
        page = LessonPage.objects.filter(lesson_key=key, content_language=language).first()
        page = page or LessonPage(lesson_key=key, content_language=language, owner=acting_user)
        page.original, page.course_key = first, parents[FIRST].course_key
        page.title = said["title"][language]
        page.summary = said.get("summary", {}).get(language, "")
        page.order, page.minutes = said["order"], said["minutes"]
        page.is_required = said.get("required", True)
        page.body = [_block(entry, language) for entry in said.get("body", ())]
        page.teacher_note = said.get("teacher_note", {}).get(language, "")
        _put(parents[language], page, said["key"], live=live)
        first = first or page
    if said.get("bank"):
        _load_quiz(said, course, key)
    refresh_search(first)


def _block(entry: dict, language: str) -> tuple:
    if "step" in entry:
        title = entry.get("title", {}).get(language, "")
        return "step", {
            "title": title,
            "icon": entry.get("icon") or "",
            "text": entry["step"][language],
        }
    if "practice" in entry:
        asked = entry["practice"]
        options = [
            {
                "text": option["text"][language],
                "right": option["right"],
                "feedback": option.get("feedback", {}).get(language, ""),
            }
            for option in asked["options"]
        ]
        return "practice", {"question": asked["question"][language], "options": options}
    kind = next(name for name in ("tip", "warning", "task") if name in entry)
    return kind, entry[kind][language]


def _load_quiz(said: dict, course: dict, lesson_key: uuid.UUID) -> None:
    title = said["title"]
    bank, _new = QuestionBank.objects.update_or_create(
        lesson_key=lesson_key,
        defaults={"course_key": course_key_of(course["key"]), "title": title[SECOND]},
    )
    for entry in said["bank"]:
        write_question(bank=bank, text=question_text(entry))
    names = [entry["id"] for entry in said["bank"]]
    bank.questions.exclude(ref__in=names).update(is_retired=True)
    quiz, _new = Quiz.objects.update_or_create(
        lesson_key=lesson_key,
        defaults={
            "bank": bank,
            "title_ko": title[FIRST],
            "title_en": title[SECOND],
            "draw": min(DRAW, len(names)),
            "pass_percent": course.get("pass_percent", PASS_PERCENT),
        },
    )
    open_quiz(quiz)


def question_text(entry: dict) -> QuestionText:
    """A written question as the bank keeps it."""
    kind = entry["kind"]
    feedback = {"": entry["feedback"]} if entry.get("feedback") else {}
    if kind == QuestionKind.TRUEFALSE:
        options, key = list(TRUE_FALSE), ["true" if entry["answer"] else "false"]
    else:
        options = [{"id": option["id"], **option["text"]} for option in entry["options"]]
        feedback |= {
            option["id"]: option["feedback"]
            for option in entry["options"]
            if option.get("feedback")
        }
        is_order = kind == QuestionKind.ORDER
        key = [option["id"] for option in entry["options"] if is_order or option["right"]]
    return QuestionText(
        ref=entry["id"],
        kind=kind,
        body_ko=entry["body"]["ko"],
        body_en=entry["body"]["en"],
        options=options,
        key=key,
        feedback=feedback,
        tag=entry.get("tag", ""),
    )


def page_changed(page) -> None:
    """A course or lesson went out or came in: freeze its structure, refresh the search."""
    freeze(page.course_key)
    refresh_search(page)
