"""What can be asked about learning. Templates never query; they get this."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from learning.choices import EnrolmentState
from learning.counts import (
    certificates_by_village_day,
    completions_by_village_day,
    learners_by_village_day,
)
from learning.evaluation import QUIZ, READ, Standing
from learning.grading import percent_of
from learning.models import (
    Certificate,
    CoursePage,
    Enrolment,
    LessonPage,
    LessonProgress,
    Quiz,
    QuizAttempt,
)
from learning.services.progress import evaluate
from media.renditions import prefetch_renditions

SEASONS = ("spring", "summer", "autumn", "winter")


def pick(versions: list, language: str | None = None):
    """The version in this language, else the first; `versions` has the original first."""
    language = language or get_language()
    return next((page for page in versions if page.content_language == language), versions[0])


@dataclass(frozen=True)
class CourseCard:
    """A course in a list: the version to read, the address, how far one is."""

    page: CoursePage
    url: str
    lesson_count: int
    enrolment: Enrolment | None = None

    @property
    def scene(self) -> str:
        """The drawn season that stands in for a missing picture; always the same one."""
        return SEASONS[self.page.course_key.int % len(SEASONS)]

    @property
    def percent(self) -> int | None:
        """How far the reader is, or None."""
        return self.enrolment.percent if self.enrolment else None


@dataclass(frozen=True)
class LessonLine:
    """A lesson in a course's list."""

    page: LessonPage
    url: str
    number: int
    state: str = ""


@dataclass
class CourseScreen:
    """A course as one person sees it."""

    versions: list[CoursePage]
    page: CoursePage
    lessons: list[LessonLine]
    coming: int = 0
    enrolment: Enrolment | None = None
    standing: Standing | None = None
    missing: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The one address of all versions."""
        return self.versions[0].door_path()

    @property
    def others(self) -> list[CoursePage]:
        """The versions in other languages."""
        return [page for page in self.versions if page.pk != self.page.pk]

    @property
    def continue_at(self) -> LessonLine | None:
        """The first lesson that is not done."""
        return next((line for line in self.lessons if line.state != "done"), None)


def live_courses() -> list[list[CoursePage]]:
    """Every live course as a list of its versions, in tree order; one query."""
    pages = CoursePage.objects.live().select_related("cover").order_by("path")
    return list(by_key(pages, "course_key").values())


def by_key(pages, name: str) -> dict[object, list]:
    """Versions of one thing together, the original first; in the order of the pages."""
    groups: dict[object, list] = {}
    for page in pages:
        groups.setdefault(getattr(page, name), []).append(page)
    return {key: originals_first(group) for key, group in groups.items()}


def originals_first(pages) -> list:
    """The original before its versions."""
    return sorted(pages, key=lambda page: page.original_id is not None)


def catalogue(user=None, *, limit: int | None = None) -> list[CourseCard]:
    """The courses as cards, in the reader's language; four queries at most."""
    courses = live_courses()[:limit]
    counts = dict(
        LessonPage.objects.live()
        .filter(original__isnull=True)
        .values_list("course_key")
        .annotate(n=Count("pk"))
        .order_by()
    )
    mine = {}
    if user is not None and user.is_authenticated:
        mine = {row.course_key: row for row in enrolments_of(user)}
    cards = [
        CourseCard(
            pick(group),
            group[0].door_path(),
            counts.get(group[0].course_key, 0),
            mine.get(group[0].course_key),
        )
        for group in courses
    ]
    prefetch_renditions([card.page.cover for card in cards])
    return cards


def first_courses(*, limit: int) -> list[CourseCard]:
    """The courses offered first, for a home; one query."""
    return [CourseCard(pick(group), group[0].door_path(), 0) for group in live_courses()[:limit]]


def enrolments_of(user):
    """A person's courses, the one touched last first."""
    return (
        Enrolment.objects.filter(user=user)
        .exclude(state=EnrolmentState.WITHDRAWN)
        .select_related("version")
        .order_by("-last_active_at")
    )


def lesson_groups(course_key) -> list[list[LessonPage]]:
    """The live lessons of a course as lists of versions, without their bodies; one query."""
    pages = LessonPage.objects.live().filter(course_key=course_key)
    pages = pages.defer("body", "teacher_note").order_by("order", "pk")
    return list(by_key(pages, "lesson_key").values())


def course_screen(
    versions: list[CoursePage], *, user, language: str | None = None, with_coming: bool = True
) -> CourseScreen:
    """A course with its lessons and, for a learner, how far each is.

    Four queries, three for a stranger.
    """
    key = versions[0].course_key
    groups = lesson_groups(key)
    enrolment = standing = None
    if user.is_authenticated:
        enrolment = (
            enrolments_of(user)
            .filter(course_key=key)
            .select_related("version", "village")
            .prefetch_related("progress")
            .first()
        )
    if enrolment:
        standing = evaluate(enrolment)
    states = _states(enrolment, standing)
    lines = [
        LessonLine(
            pick(group, language),
            f"{versions[0].door_path()}{group[0].slug}/",
            number,
            states.get(str(group[0].lesson_key), ""),
        )
        for number, group in enumerate(groups, start=1)
    ]
    coming = 0
    if with_coming:
        coming = LessonPage.objects.filter(
            course_key=key, original__isnull=True, live=False
        ).count()
    screen = CourseScreen(versions, pick(versions, language), lines, coming, enrolment, standing)
    if standing:
        screen.missing = missing_in_words(standing, lines)
    return screen


def _states(enrolment: Enrolment | None, standing: Standing | None) -> dict[str, str]:
    if enrolment is None:
        return {}
    # Lessons outside the pinned version are optional; their progress shows all the same.
    more = {str(row.lesson_key): row.state for row in enrolment.progress.all()}
    return more | standing.states


def missing_in_words(standing: Standing, lines: list[LessonLine]) -> list[str]:
    """What is still to do, for the learner and the tutor."""
    titles = {str(line.page.lesson_key): line.page.title for line in lines}
    said = []
    for one in standing.missing:
        title = titles.get(one.lesson_key)
        if title and one.what == READ:
            said.append(_("Read “%(lesson)s” to the end") % {"lesson": title})
        elif title and one.what == QUIZ:
            said.append(_("Pass the quiz of “%(lesson)s”") % {"lesson": title})
    soon = sum(one.what == "soon" or one.lesson_key not in titles for one in standing.missing)
    if soon:
        said.append(
            ngettext(
                "%(n)s lesson is still being written", "%(n)s lessons are still being written", soon
            )
            % {"n": soon}
        )
    return said


@dataclass(frozen=True)
class LessonScreen:
    """A lesson as one person sees it."""

    course: CourseScreen
    page: LessonPage
    line: LessonLine
    parts: list[tuple[str, object]]
    others: list[LessonPage]
    previous: LessonLine | None
    following: LessonLine | None
    quiz: Quiz | None
    progress: LessonProgress | None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do here."""
        return self.line.state == "done"


def lesson_screen(
    course_versions: list[CoursePage],
    lesson_versions: list[LessonPage],
    *,
    user,
    language: str | None = None,
) -> LessonScreen:
    """A lesson, the list beside it, its neighbours and its quiz."""
    course = course_screen(course_versions, user=user, language=language, with_coming=False)
    page = pick(lesson_versions, language)
    place = next(
        index
        for index, line in enumerate(course.lessons)
        if line.page.lesson_key == page.lesson_key
    )
    progress = None
    if course.enrolment:
        rows = course.enrolment.progress.all()
        progress = next((row for row in rows if row.lesson_key == page.lesson_key), None)
    return LessonScreen(
        course=course,
        page=page,
        line=course.lessons[place],
        parts=parts_of(page),
        others=[other for other in lesson_versions if other.pk != page.pk],
        previous=course.lessons[place - 1] if place else None,
        following=course.lessons[place + 1] if place + 1 < len(course.lessons) else None,
        quiz=Quiz.objects.filter(lesson_key=page.lesson_key, is_open=True).first(),
        progress=progress,
    )


def parts_of(page: LessonPage) -> list[tuple[str, object]]:
    """The body with steps that follow each other taken together."""
    parts: list[tuple[str, object]] = []
    for block in page.body:
        if block.block_type != "step":
            parts.append(("block", block))
        elif parts and parts[-1][0] == "steps":
            parts[-1][1].append(block)
        else:
            parts.append(("steps", [block]))
    return parts


def certificate_in(screen: CourseScreen, user) -> Certificate | None:
    """The learner's certificate of a course; no query before the course is complete."""
    if screen.standing is None or not screen.standing.is_complete:
        return None
    return Certificate.objects.filter(user=user, course_key=screen.page.course_key).first()


def cover_of(course_key):
    """The picture of a course, or None."""
    page = CoursePage.objects.filter(course_key=course_key).select_related("cover").first()
    return page.cover if page else None


def place_of_quiz(quiz: Quiz, *, user) -> dict:
    """The lesson and course a quiz belongs to, and what comes after it."""
    versions = originals_first(
        LessonPage.objects.live().filter(lesson_key=quiz.lesson_key).defer("body", "teacher_note")
    )
    if not versions:
        return {"lesson": None, "course": None}
    courses = originals_first(CoursePage.objects.live().filter(course_key=versions[0].course_key))
    screen = course_screen(courses, user=user, with_coming=False)
    places = [line.page.lesson_key for line in screen.lessons]
    index = places.index(quiz.lesson_key)
    return {
        "lesson": pick(versions),
        "lesson_url": screen.lessons[index].url,
        "course": screen,
        "following": screen.lessons[index + 1] if index + 1 < len(places) else None,
    }


def my_learning(user) -> dict | None:
    """What `/me/` shows: courses begun, where to go on, certificates; four queries."""
    rows = list(enrolments_of(user))
    certificates = list(Certificate.objects.filter(user=user).order_by("-issued_at"))
    if not rows and not certificates:
        return None
    cards = course_cards(rows)
    ongoing = [card for card in cards if card.enrolment.state == EnrolmentState.ACTIVE]
    return {
        "courses": cards,
        "continue": continue_card(ongoing[0]) if ongoing else None,
        "certificates": certificates,
    }


def course_cards(rows: list[Enrolment]) -> list[CourseCard]:
    """Enrolments as course cards; one query. Courses no longer public are left out."""
    pages = CoursePage.objects.live().filter(course_key__in=[row.course_key for row in rows])
    groups = by_key(pages, "course_key")
    return [
        CourseCard(pick(versions), versions[0].door_path(), 0, row)
        for row in rows
        if (versions := groups.get(row.course_key))
    ]


def continue_card(card: CourseCard) -> dict:
    """Where somebody goes on: the lesson begun last, else the first not done.

    Two queries; the course itself where no lesson is left to open.
    """
    standing = evaluate(card.enrolment)
    todo = [key for key, state in standing.states.items() if state != "done"]
    pages = LessonPage.objects.live().filter(lesson_key__in=todo)
    lessons = by_key(pages.defer("body", "teacher_note").order_by("order", "pk"), "lesson_key")
    versions = lessons.get(card.enrolment.last_lesson_key) or next(iter(lessons.values()), None)
    if not versions:
        return {"card": card, "url": card.url, "lesson": None}
    return {"card": card, "url": f"{card.url}{versions[0].slug}/", "lesson": pick(versions)}


def learners_of(village):
    """The village's learners with their courses, the last touched first; names stay inside."""
    return (
        Enrolment.objects.filter(village=village)
        .exclude(state=EnrolmentState.WITHDRAWN)
        .select_related("user", "resident")
        .order_by("-last_active_at", "pk")
    )


def learner_screen(enrolment: Enrolment) -> dict:
    """One learner for the desk: lessons with their states, what is missing, papers."""
    lines = [
        LessonLine(pick(group), "", number)
        for number, group in enumerate(lesson_groups(enrolment.course_key), start=1)
    ]
    standing = evaluate(enrolment)
    papers = (
        QuizAttempt.objects.filter(
            user=enrolment.user,
            submitted_at__isnull=False,
            quiz__lesson_key__in=[line.page.lesson_key for line in lines],
        )
        .select_related("quiz")
        .order_by("-submitted_at")
    )
    papers = list(papers)
    for paper in papers:
        paper.percent = percent_of(paper.score, paper.max)
    return {
        "title": titles_by_key().get(enrolment.course_key, ""),
        "lines": [(line, standing.states.get(str(line.page.lesson_key), "")) for line in lines],
        "missing": missing_in_words(standing, lines),
        "papers": papers,
    }


def titles_by_key() -> dict:
    """Every course's title in the reader's language; one query."""
    return {group[0].course_key: pick(group).title for group in live_courses()}


# --- for the adoption counts: Seoul days, set-based, staff left out ---------------------


__all__ = [
    "certificates_by_village_day",
    "completions_by_village_day",
    "learners_by_village_day",
]
