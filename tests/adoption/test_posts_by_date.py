"""An officer's rights follow the dates of the post, at the turn of the day and without a job."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from villages.portal import people
from villages.portal.models import OfficerPost

pytestmark = pytest.mark.django_db
SHEET = "/adoption/villages/yanggu-haean/"
MIDNIGHT = datetime(2026, 12, 2, tzinfo=ZoneInfo("Asia/Seoul"))
BEFORE, AFTER = MIDNIGHT - timedelta(minutes=1), MIDNIGHT + timedelta(minutes=1)


@pytest.fixture
def post(haean, officer_of):
    """Okja's post for Haean's county, open at both ends of the night."""
    okja = officer_of(haean.region)
    OfficerPost.objects.filter(user=okja).update(since=BEFORE.date(), until=None)
    return OfficerPost.objects.get(user=okja)


def answer_at(moment: datetime, post, as_user, door: str = SHEET) -> int:
    """What the officer gets who signs in at this moment."""
    with time_machine.travel(moment, tick=False):
        return as_user(post.user).get(door).status_code


@pytest.mark.parametrize("door", ["/adoption/", SHEET, "/adoption/42800/villages.csv"])
def test_a_post_ends_with_its_last_day(door, post, as_user):
    OfficerPost.objects.update(until=BEFORE.date())
    assert answer_at(BEFORE, post, as_user, door) == 200
    assert answer_at(AFTER, post, as_user, door) == 404


@pytest.mark.parametrize("door", ["/adoption/", SHEET])
def test_a_post_begins_with_its_first_day(door, post, as_user):
    OfficerPost.objects.update(since=AFTER.date())
    assert answer_at(BEFORE, post, as_user, door) == 404
    assert answer_at(AFTER, post, as_user, door) == 200


def test_somebody_signed_in_over_midnight_reads_no_more(post, as_user):
    OfficerPost.objects.update(until=BEFORE.date())
    with time_machine.travel(BEFORE, tick=False):
        browser = as_user(post.user)
        assert browser.get(SHEET).status_code == 200
    with time_machine.travel(AFTER, tick=False):
        assert browser.get(SHEET).status_code == 404


def test_the_letters_follow_the_same_dates(haean, post):
    OfficerPost.objects.update(until=BEFORE.date())
    with time_machine.travel(BEFORE, tick=False):
        assert people.officers_of(haean.region) == [post.user]
    with time_machine.travel(AFTER, tick=False):
        assert people.officers_of(haean.region) == []


def test_an_officer_is_in_no_group_and_enters_no_page_editor(post, as_user):
    assert not post.user.groups.exists()
    assert not post.user.get_all_permissions()
    assert as_user(post.user).get("/cms/").status_code in (302, 403, 404)
