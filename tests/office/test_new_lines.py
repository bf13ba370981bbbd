"""The office's head says how many lines of the inbox are new, on phones too."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from villages.notifications import services

pytestmark = pytest.mark.django_db
OFFICE = "/office/yanggu-haean/"
COUNT = re.compile(r'<span class="tool__count"><span aria-hidden="true">(\d+\+?)</span>')


@pytest.fixture
def okja(haean, manager_of):
    """The manager of Haean."""
    return manager_of(haean)


def say(user, number: int, village=None) -> None:
    for n in range(number):
        services.notify(
            user=user,
            kind="page.waiting",
            village=village,
            url="/me/",
            params={"title": "Rain", "village": "해안마을", "author": ""},
            dedupe_key=f"{user.pk}-{n}",
        )


def test_it_stands_in_the_head_and_on_the_phone_s_tab(okja, as_user, haean):
    say(okja, 3, haean)
    screen = as_user(okja).get(OFFICE).content.decode()
    assert COUNT.findall(screen) == ["3", "3"]
    assert "3 new lines for you" in screen


@pytest.mark.parametrize("desk", ["circulars/", "documents/", "stall/", "learning/"])
def test_every_desk_says_so(okja, as_user, haean, desk):
    say(okja, 1, haean)
    assert COUNT.findall(as_user(okja).get(OFFICE + desk).content.decode()) == ["1", "1"]


def test_it_is_said_in_korean(okja, as_user, haean):
    say(okja, 2, haean)
    screen = as_user(okja).get(OFFICE, headers={"accept-language": "ko"}).content.decode()
    assert "새 알림 2건" in screen


def test_nothing_new_is_no_number(okja, as_user):
    assert not COUNT.search(as_user(okja).get(OFFICE).content.decode())


def test_what_was_read_and_what_others_got_is_not_counted(okja, editor_of, as_user, haean):
    say(okja, 1, haean)
    services.mark_read(okja)
    say(editor_of(haean), 2, haean)
    assert not COUNT.search(as_user(okja).get(OFFICE).content.decode())


def test_many_are_said_shortly(okja, as_user, haean):
    say(okja, 100, haean)
    assert "99+" in COUNT.findall(as_user(okja).get(OFFICE).content.decode())


def test_public_pages_neither_show_it_nor_ask(okja, as_user, haean):
    say(okja, 1, haean)
    with CaptureQueriesContext(connection) as asked:
        screen = as_user(okja).get("/villages/yanggu-haean/").content.decode()
    assert not COUNT.search(screen)
    assert not [one for one in asked if "notifications_notification" in one["sql"]]


def test_it_costs_one_query_for_one_line_and_for_forty(okja, as_user, haean):
    browser = as_user(okja)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            browser.get(f"{OFFICE}circulars/")
        return sum("notifications_notification" in one["sql"] for one in seen)

    say(okja, 1, haean)
    assert asked() == 1
    say(okja, 40, haean)
    assert asked() == 1


def test_a_line_that_was_opened_is_not_new_any_more(okja, as_user, haean):
    say(okja, 2, haean)
    browser, first = as_user(okja), okja.inbox.first()
    assert browser.get(f"/me/inbox/{first.pk}/").status_code == 302
    assert okja.inbox.get(read_at__isnull=True) != first


@pytest.mark.parametrize(
    "ahead", [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}]
)
def test_a_browser_that_only_looks_ahead_reads_nothing(okja, as_user, haean, ahead):
    say(okja, 1, haean)
    line = okja.inbox.get()
    as_user(okja).get(f"/me/inbox/{line.pk}/", headers=ahead)
    as_user(okja).head(f"/me/inbox/{line.pk}/")
    line.refresh_from_db()
    assert line.read_at is None


def test_nobody_reads_the_lines_of_another(okja, editor_of, as_user, haean):
    say(okja, 1, haean)
    line = okja.inbox.get()
    assert as_user(editor_of(haean)).get(f"/me/inbox/{line.pk}/").status_code == 404
    line.refresh_from_db()
    assert line.read_at is None


def test_an_old_line_that_is_new_stands_before_what_was_read(okja, as_user, haean):
    say(okja, 13, haean)
    oldest = okja.inbox.last()
    okja.inbox.exclude(pk=oldest.pk).update(read_at=oldest.created_at)
    assert f"/me/inbox/{oldest.pk}/" in as_user(okja).get("/me/").content.decode()
