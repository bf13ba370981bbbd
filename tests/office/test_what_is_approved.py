"""Whoever approves sees all that goes out: the day and the place, who may read it, what changes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from villages.portal import posting
from villages.portal.models import CommitteePage, EventPage, NewsPage, NoticePage
from villages.portal.versions import against_the_portal

pytestmark = pytest.mark.django_db
FAIR = datetime(2030, 10, 3, 10, 30, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture
def okja(haean, editor_of):
    """She writes."""
    return editor_of(haean)


@pytest.fixture
def chair(haean, with_role, as_user):
    """The committee reads and decides."""
    return as_user(with_role("committee", haean, "Chair"))


def waits(village, author, **more):
    draft = posting.Draft(**{"title": "Fair", "text": "Come.", "language": "en"} | more)
    page = posting.write_page(village=village, author=author, draft=draft)
    posting.send_for_approval(page=page, author=author)
    return page


def screen(client, page, language: str = "en") -> str:
    answer = client.get(
        f"/office/{page.village.slug}/approvals/{page.pk}/", headers={"Accept-Language": language}
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_event_s_day_hour_and_place(haean, okja, chair):
    page = waits(haean, okja, kind="event", starts_at=FAIR, place="The old school")
    body = screen(chair, page)
    assert "3 October 2030 10:30" in body
    assert "The old school" in body


def test_they_are_said_in_the_reader_s_language(haean, okja, chair):
    page = waits(haean, okja, kind="event", starts_at=FAIR, place="The old school")
    body = screen(chair, page, "ko")
    assert "2030년 10월 3일 10:30" in body
    assert '<dt lang="ko">' in body


def test_a_notice_s_last_day_and_urgency(haean, okja, chair):
    page = waits(haean, okja, kind="notice", valid_until=date(2031, 2, 1), is_urgent=True)
    body = screen(chair, page)
    assert "1 February 2031" in body
    assert "Urgent" in body


def test_a_notice_that_is_not_urgent_does_not_say_so(haean, okja, chair):
    assert "Urgent" not in screen(chair, waits(haean, okja, kind="notice"))


def test_news_says_its_subject_sentence_and_readers(haean, okja, chair):
    page = waits(haean, okja, kind="news", subject="harvest")
    newest = page.get_latest_revision_as_object()
    newest.summary, newest.members_only = "Only a sentence", True
    newest.save_revision()
    body = screen(chair, page)
    assert NewsPage(subject="harvest").get_subject_display() in body
    assert "Only a sentence" in body
    assert "For members of the village only" in body


def test_whose_words_they_are(haean, okja, chair):
    page = waits(haean, okja, kind="news", on_behalf_of="Kim Sunja")
    assert "Words of Kim Sunja" in screen(chair, page)


def test_the_hour_when_it_goes_out(haean, okja, chair):
    page = waits(haean, okja, kind="notice")
    newest = page.get_latest_revision_as_object()
    newest.go_live_at, newest.is_pinned = FAIR, True
    newest.save_revision()
    body = screen(chair, page)
    assert "Goes out" in body
    assert "Stays on top" in body


def test_the_committee_s_seats_minutes_and_rules(haean, okja, chair):
    page = CommitteePage.objects.get(path__startswith=haean.page.path)
    page.introduction = "Who decides here."
    page.rules = [("paragraph", "<p>Two thirds.</p>")]
    page.members.create(office="Chair", name="Park Okja", since=2024)
    page.minutes.create(held_on=date(2026, 3, 4), title="Spring", body="The road is mended.")
    page.save_revision(user=okja)
    page.get_workflow().start(page, okja)
    body = screen(chair, page)
    for said in ("Who decides here.", "Two thirds.", "Park Okja", "The road is mended."):
        assert said in body


def test_the_writer_s_own_screen_says_them_too(haean, okja, as_user):
    page = waits(haean, okja, kind="event", starts_at=FAIR, place="The old school")
    body = as_user(okja).get(f"/office/yanggu-haean/pages/{page.pk}/").content.decode()
    assert "3 October 2030 10:30" in body
    assert "The old school" in body


def test_a_sentence_that_only_repeats_the_text_is_not_said_twice(haean, okja, chair):
    assert "In one sentence" not in screen(chair, waits(haean, okja, kind="news"))


# --- against what is on the portal


@pytest.fixture
def changed(haean, okja, manager_of):
    """An event that is on the portal, with other words and another hour waiting."""
    boss = manager_of(haean)
    draft = posting.Draft(
        kind="event", title="Fair", text="Come all.", language="en", starts_at=FAIR, place="School"
    )
    page = posting.write_page(village=haean, author=okja, draft=draft)
    posting.publish_own(page=page, author=boss)
    page = EventPage.objects.get(pk=page.pk)
    posting.rewrite_page(
        page=page,
        author=okja,
        title="Fair",
        text="Come early.",
        base=page.latest_revision_id,
        starts_at=FAIR.replace(hour=9),
        place="School",
    )
    page = EventPage.objects.get(pk=page.pk)
    posting.send_for_approval(page=page, author=okja)
    return page


def test_a_changed_text_shows_what_changes(changed, chair):
    body = screen(chair, changed)
    assert "What changes on the portal" in body
    assert "<del>all.</del>" in body
    assert "<ins>early.</ins>" in body


def test_and_the_other_hour(changed):
    change = against_the_portal(changed)
    said = {label: (old, new) for label, old, new in change.changes}
    assert said["When?"] == ("3 October 2030 10:30", "3 October 2030 09:30")
    assert said.keys() == {"When?"}


def test_a_first_text_changes_nothing(haean, okja, chair):
    assert "What changes on the portal" not in screen(chair, waits(haean, okja, kind="news"))


def test_it_costs_one_query(changed, django_assert_num_queries):
    with django_assert_num_queries(1):
        against_the_portal(changed)


def test_the_writer_does_not_approve_it(changed, okja, as_user):
    assert as_user(okja).get(f"/office/yanggu-haean/approvals/{changed.pk}/").status_code == 403


def test_another_village_s_committee_sees_nothing_of_it(changed, toegye, with_role, as_user):
    other = as_user(with_role("committee", toegye))
    for address in ("yanggu-haean", "yanggu-toegye"):
        answer = other.get(f"/office/{address}/approvals/{changed.pk}/")
        assert answer.status_code == 404
        assert "early" not in answer.content.decode()


def test_a_notice_that_becomes_pinned_for_members_is_a_change(haean, manager_of):
    boss = manager_of(haean)
    draft = posting.Draft(kind="notice", title="Water", text="Off.", language="en")
    page = posting.write_page(village=haean, author=boss, draft=draft)
    posting.publish_own(page=page, author=boss)
    page = NoticePage.objects.get(pk=page.pk)
    page.is_pinned, page.members_only = True, True
    page.save_revision()
    labels = [label for label, _old, _new in against_the_portal(page).changes]
    assert labels == ["Stays on top", "For members of the village only"]
