"""A village needs two people who can approve: whoever goes is asked first, and never held back."""

from datetime import timedelta

from django.utils import timezone

import pytest

from villages.activity.models import Activity
from villages.office import selectors
from villages.portal import minimum, people
from villages.portal.errors import TooFewPeople
from villages.portal.models import Handover, Membership
from villages.portal.services import grant_role

pytestmark = pytest.mark.django_db
ASKED = "one person alone could put texts on the portal"


@pytest.fixture
def boss(haean, manager_of):
    """Haean's manager."""
    return manager_of(haean)


@pytest.fixture
def elder(haean, with_role):
    """The second person who can approve."""
    return with_role("committee", haean, "Elder")


def roles(user, village) -> set[str]:
    return set(Membership.objects.current().of(user, village).values_list("role", flat=True))


def hat_of(user, role: str = "committee") -> Membership:
    return user.memberships.get(role=role)


def take_off(browser, hat: Membership, **more):
    return browser.post(f"/office/{hat.village.slug}/members/{hat.pk}/remove/", more)


def lay_down(browser, hat: Membership, **more):
    return browser.post(f"/office/{hat.village.slug}/my-hats/{hat.pk}/", more)


# --- taking a hat off


def test_the_second_person_s_hat_comes_off_only_when_it_is_meant(haean, boss, elder, as_user):
    answer = take_off(as_user(boss), hat_of(elder))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert ASKED in text
    assert f"/office/{haean.slug}/members/#give" in text
    assert roles(elder, haean) == {"committee"}


def test_whoever_means_it_goes_on(haean, boss, elder, as_user):
    take_off(as_user(boss), hat_of(elder), sure="1")
    assert roles(elder, haean) == set()
    assert Activity.objects.filter(kind="role.removed", village=haean).count() == 1


def test_where_two_are_left_nobody_is_asked(haean, boss, elder, with_role, as_user):
    with_role("committee", haean, "Second")
    take_off(as_user(boss), hat_of(elder))
    assert roles(elder, haean) == set()


@pytest.mark.parametrize("role", ["editor", "seller", "tutor"])
def test_a_hat_that_approves_nothing_comes_off_at_once(haean, boss, with_role, as_user, role):
    other = with_role(role, haean)
    take_off(as_user(boss), hat_of(other, role))
    assert roles(other, haean) == set()


def test_one_of_two_hats_of_one_person_changes_nothing(haean, boss, elder, as_user):
    grant_role(user=elder, village=haean, role="manager")
    take_off(as_user(boss), hat_of(elder))
    assert roles(elder, haean) == {"manager"}


def test_people_with_a_last_day_are_not_counted(haean, boss, elder, with_role):
    leaver = with_role("committee", haean, "Leaver")
    Membership.objects.filter(user=leaver).update(until=timezone.localdate() + timedelta(days=9))
    with pytest.raises(TooFewPeople) as few:
        minimum.ask_first(haean, without=hat_of(elder))
    assert few.value.left == 1


def test_people_with_a_closed_account_are_not_counted(haean, boss, elder, with_role):
    gone = with_role("committee", haean, "Gone")
    gone.is_active = False
    gone.save()
    with pytest.raises(TooFewPeople):
        minimum.ask_first(haean, without=hat_of(elder))


# --- laying one's own down


def test_an_editor_lays_the_hat_down_and_the_manager_is_told(haean, boss, editor_of, as_user):
    editor = editor_of(haean)
    browser = as_user(editor)
    assert "Lay it down" in browser.get(f"/office/{haean.slug}/my-hats/").content.decode()
    assert lay_down(browser, hat_of(editor, "editor")).url == "/me/"
    assert roles(editor, haean) == set()
    assert not editor.groups.exists()
    assert boss.inbox.filter(kind="role.laid_down").count() == 1


def test_the_morning_page_leads_to_my_hats(haean, elder, as_user):
    page = as_user(elder).get(f"/office/{haean.slug}/").content.decode()
    assert f"/office/{haean.slug}/my-hats/" in page


def test_whoever_leaves_the_committee_is_asked_and_may_go(haean, boss, elder, as_user):
    answer = lay_down(as_user(elder), hat_of(elder))
    assert ASKED in answer.content.decode()
    assert "#give" not in answer.content.decode()  # the committee invites nobody
    lay_down(as_user(elder), hat_of(elder), sure="1")
    assert roles(elder, haean) == set()


def test_the_last_manager_hands_over_and_does_not_lay_down(haean, boss, elder, as_user):
    lay_down(as_user(boss), hat_of(boss, "manager"), sure="1")
    assert roles(boss, haean) == {"manager"}


def test_nobody_lays_down_somebody_else_s_hat(haean, boss, elder, editor_of, as_user):
    assert lay_down(as_user(editor_of(haean)), hat_of(elder), sure="1").status_code == 404
    assert roles(elder, haean) == {"committee"}


def test_a_resident_finds_no_hats_there(haean, resident_of, as_user):
    assert as_user(resident_of(haean)).get(f"/office/{haean.slug}/my-hats/").status_code == 403


def test_another_village_s_hats_are_not_found(haean, toegye, elder, manager_of, as_user):
    browser = as_user(manager_of(toegye))
    assert browser.get(f"/office/{haean.slug}/my-hats/").status_code == 404
    assert lay_down(browser, hat_of(elder), sure="1").status_code == 404


# --- handing over


def hand_over(browser, village, successor, **more):
    day = timezone.localdate() + timedelta(weeks=2)
    return browser.post(
        f"/office/{village.slug}/handover/",
        {"successor": successor.pk, "ends_on": day.isoformat(), "note": "The key", **more},
    )


def test_a_last_day_that_leaves_one_is_asked_and_keeps_what_was_typed(haean, boss, elder, as_user):
    text = hand_over(as_user(boss), haean, elder).content.decode()
    assert ASKED in text
    assert 'name="note" value="The key"' in text
    assert not Handover.objects.exists()
    assert roles(elder, haean) == {"committee"}
    hand_over(as_user(boss), haean, elder, sure="1")
    assert Handover.objects.get().note == "The key"


def test_a_successor_from_outside_the_committee_leaves_two(haean, boss, elder, with_role, as_user):
    hand_over(as_user(boss), haean, with_role("reporter", haean))
    assert Handover.objects.count() == 1


# --- who sees it


def test_the_last_day_to_come_waits_one_tap_from_inviting(haean, boss, elder):
    people.start_handover(
        village=haean, leaver=boss, successor=elder, acting_user=boss,
        ends_on=timezone.localdate() + timedelta(weeks=2),
    )  # fmt: skip
    lines = {line.text: line.url for _desk, line in selectors.open_lines(haean, boss)}
    soon = "Soon only one person can approve texts. Name a second one."
    assert lines[soon] == f"/office/{haean.slug}/members/#give"


def test_the_county_s_officer_sees_who_looks_for_people(
    haean, toegye, boss, elder, manager_of, with_role, officer_of, as_user
):
    manager_of(toegye)
    page = as_user(officer_of(haean.region)).get("/adoption/").content.decode()
    rows = page.partition('id="rank"')[2].split("<tr>")
    marked = {
        village.pk: any(village.name_en in row and "looks for people" in row for row in rows)
        for village in (haean, toegye)
    }
    assert marked == {haean.pk: False, toegye.pk: True}


def test_an_officer_reads_it_on_the_village_s_sheet(haean, boss, officer_of, as_user):
    browser = as_user(officer_of(haean.region))
    page = browser.get(f"/adoption/villages/{haean.slug}/").content.decode()
    assert "Fewer than two people can approve texts" in page
    assert boss.name not in page
