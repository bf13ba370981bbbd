"""One address for every language; open to all, without a cookie, within the budgets."""

import pytest

from learning.models import CoursePage, LessonPage
from learning.services import progress
from villages.finder.selectors import search

pytestmark = pytest.mark.django_db
EN, KO = {"accept-language": "en"}, {"accept-language": "ko"}


def test_the_same_address_serves_the_readers_language(course, client):
    url = course.door_path()
    assert "<h1" in client.get(url, headers=EN).content.decode()
    assert 'lang="en">\n' in client.get(url, headers=EN).content.decode()
    assert "Course safe 한글" in client.get(url, headers=KO).content.decode()


def test_in_asks_for_one_language(course, client):
    page = client.get(f"{course.door_path()}first/?in=ko", headers=EN)
    assert 'id="lesson" lang="ko"' in page.content.decode()


def test_a_versions_own_address_leads_to_the_one_address(course, client):
    answer = client.get("/learn/safe-en/")
    assert answer.url == "/learn/safe/?in=en"


def test_pages_know_their_door(course, first_lesson):
    assert course.get_url_parts()[2] == "/learn/safe/"
    assert first_lesson.get_url_parts()[2] == "/learn/safe/first/"


def test_versions_share_their_keys(course):
    assert CoursePage.objects.values("course_key").distinct().count() == 1
    assert LessonPage.objects.filter(slug="first").values("lesson_key").distinct().count() == 1


def test_a_missing_translation_falls_back_with_a_label(course, client):
    CoursePage.objects.filter(content_language="en").update(live=False)
    page = client.get(course.door_path(), headers=EN).content.decode()
    assert "Course safe 한글" in page
    assert "Only in 한국어" in page


def test_drafts_are_404_and_nowhere_named(course, first_lesson, second_lesson, client):
    LessonPage.objects.filter(lesson_key=second_lesson.lesson_key).update(live=False)
    assert client.get(f"{course.door_path()}second/").status_code == 404
    assert "L second" not in client.get(course.door_path()).content.decode()


def test_a_lesson_answers_below_its_own_course_only(course, client):
    assert client.get("/learn/nothing/first/").status_code == 404


@pytest.mark.parametrize("path", ["/learn/", "/learn/safe/", "/learn/safe/first/"])
def test_strangers_read_without_a_cookie_in_eight_queries(
    course, client, path, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        page = client.get(path)
    assert page.status_code == 200
    assert not page.cookies


def test_a_lesson_takes_ten_queries_at_most_signed_in(
    course, key, learner, as_user, django_assert_max_num_queries
):
    progress.enrol(user=learner, course_key=key)
    client = as_user(learner)
    client.get("/learn/safe/first/")
    with django_assert_max_num_queries(10):
        assert client.get("/learn/safe/first/").status_code == 200


@pytest.mark.parametrize("path", ["start/", "first/read/", "first/practice/", "certificate/"])
def test_what_writes_is_no_get(course, learner, as_user, path):
    assert as_user(learner).get(f"/learn/safe/{path}").status_code == 405


@pytest.mark.parametrize("path", ["start/", "first/read/", "first/quiz/"])
def test_strangers_are_sent_to_sign_in(course, client, path):
    assert client.post(f"/learn/safe/{path}").status_code == 302


def test_live_courses_and_lessons_are_found_in_each_language(course):
    found = {(doc.kind, doc.language) for doc in search("safe first", kinds=["course", "lesson"])}
    assert not found
    kinds = {(doc.kind, doc.language) for doc in search("course")}
    assert ("course", "en") in kinds


def test_unpublishing_takes_a_lesson_out_of_the_search(course, first_lesson):
    def refs() -> set[str]:
        return {doc.ref for doc in search("first") if doc.kind == "lesson"}

    assert str(first_lesson.lesson_key) in refs()
    for version in LessonPage.objects.filter(lesson_key=first_lesson.lesson_key):
        version.unpublish()
    assert str(first_lesson.lesson_key) not in refs()


def test_publishing_in_the_editor_refreshes_the_search_under_the_right_address(first_lesson):
    first_lesson.title = "Brandnew words"
    first_lesson.save_revision().publish()
    docs = list(search("brandnew"))
    assert [(doc.kind, doc.url) for doc in docs] == [("lesson", "/learn/safe/first/")]


def test_my_page_goes_on_with_the_lesson_that_is_begun(course, key, learner, first_lesson, as_user):
    enrolment = progress.enrol(user=learner, course_key=key)
    progress.mark_read(enrolment=enrolment, lesson=first_lesson)
    assert "/learn/safe/first/" in as_user(learner).get("/me/").content.decode()


def test_my_page_goes_on_with_the_next_lesson(
    course, key, learner, first_lesson, quiz, pass_quiz, as_user
):
    enrolment = progress.enrol(user=learner, course_key=key)
    progress.mark_read(enrolment=enrolment, lesson=first_lesson)
    pass_quiz(learner, quiz)
    page = as_user(learner).get("/me/").content.decode()
    assert "/learn/safe/second/" in page
    assert "/learn/safe/first/" not in page


def test_editors_open_courses_and_lessons_in_the_admin(course, first_lesson, person, as_user):
    client = as_user(person("Root", is_staff=True, is_superuser=True))
    for page in (course, first_lesson):
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200


def test_homes_show_the_first_courses(course, haean, client):
    assert "/learn/safe/" in client.get("/").content.decode()
    assert "/learn/safe/" in client.get(haean.get_absolute_url()).content.decode()


def test_the_editors_preview_renders(course, first_lesson, rf, staff):
    for page in (course, first_lesson):
        request = page.dummy_request if hasattr(page, "dummy_request") else None
        answer = page.make_preview_request(request, "")
        assert answer.status_code == 200
