"""A village reads its own numbers: the same as its officer's, and no other village's."""

import re

from django.utils import timezone

import pytest

from invil.adoption import services
from villages.office.numbers import numbers_of
from villages.portal.models import Membership

pytestmark = pytest.mark.django_db
SHEET = "/adoption/villages/yanggu-haean/"
EVIDENCE = "/adoption/evidence/yanggu-haean/news_published/"
OFFICE = "/office/yanggu-haean/"


def text_of(client, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def month_of(page: str) -> dict[str, str]:
    """The card of the morning page: {name: figure}."""
    return dict(re.findall(r"<div><dt>([^<]+)</dt><dd>([^<]+)</dd></div>", page))


def sheet_of(page: str) -> dict[str, str]:
    """The sheet's figures: {name: figure}."""
    return dict(re.findall(r'<tr><th scope="row">([^<]+?) <.*?<b>([^<]+)</b>', page))


@pytest.mark.parametrize("door", [SHEET, EVIDENCE])
@pytest.mark.parametrize("hat", ["manager", "committee"])
def test_those_who_lead_the_village_read_its_numbers(hat, door, haean, with_role, as_user):
    assert as_user(with_role(hat, haean)).get(door).status_code == 200


@pytest.mark.parametrize("door", [SHEET, EVIDENCE])
@pytest.mark.parametrize("hat", ["resident", "reporter", "editor", "seller", "tutor", "moderator"])
def test_other_hats_find_nothing(hat, door, haean, with_role, as_user):
    assert as_user(with_role(hat, haean)).get(door).status_code == 404


@pytest.mark.parametrize("door", [SHEET, EVIDENCE])
def test_the_next_village_s_manager_finds_nothing(door, haean, toegye, manager_of, as_user):
    assert as_user(manager_of(toegye)).get(door).status_code == 404


def test_a_hat_that_was_taken_off_opens_nothing(haean, manager_of, as_user):
    ayoung = manager_of(haean)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    Membership.objects.filter(user=ayoung).update(until=yesterday)
    assert as_user(ayoung).get(SHEET).status_code == 404


def test_a_sale_and_a_story_are_the_same_to_manager_and_officer(
    haean, toegye, sell, tell, manager_of, officer_of, as_user
):
    sell(haean, 12_000), sell(haean, 7_000), tell(haean)
    sell(toegye, 90_000)
    services.fill()
    ayoung, officer = as_user(manager_of(haean)), as_user(officer_of(haean.region))
    seen = sheet_of(text_of(officer, SHEET))
    assert (seen["Sales"], seen["Orders"], seen["News stories"]) == ("₩19,000", "2", "1")
    assert sheet_of(text_of(ayoung, SHEET)) == seen
    month = month_of(text_of(ayoung, OFFICE))
    assert month == {name: seen[name] for name in ("Sales", "News stories", "Lessons finished")}


def test_the_month_before_is_not_this_month_s(haean, sell, noon, manager_of, as_user):
    sell(haean, 12_000, noon(40))
    services.fill()
    assert month_of(text_of(as_user(manager_of(haean)), OFFICE))["Sales"] == "₩0"


def test_what_is_hidden_from_the_officer_is_hidden_from_the_village(
    haean, learn, person, manager_of, as_user
):
    learn(haean, person("Pupil"))
    services.fill()
    assert sheet_of(text_of(as_user(manager_of(haean)), SHEET))["Learners"] == "hidden"


@pytest.mark.parametrize("door", [SHEET, EVIDENCE])
def test_a_manager_goes_back_to_the_office_and_meets_no_closed_door(
    door, haean, tell, manager_of, as_user
):
    tell(haean)
    services.fill()
    ayoung = as_user(manager_of(haean))
    page = text_of(ayoung, door)
    main = page[page.index('class="crumb"') : page.index("</main>")]
    assert f'<li><a href="{OFFICE}">Haean Village office</a></li>' in page
    for address in set(re.findall(r'href="(/(?:adoption|office|open-data)/[^"#]*)', main)):
        assert ayoung.get(address).status_code == 200, address


@pytest.mark.parametrize("door", [SHEET, EVIDENCE])
def test_an_officer_goes_back_to_the_region(door, haean, officer_of, as_user):
    page = text_of(as_user(officer_of(haean.region)), door)
    assert '<li><a href="/adoption/42800/">Yanggu-gun</a></li>' in page
    assert OFFICE not in page


def test_the_village_is_told_what_to_do_and_not_whom_to_call(
    haean, sell, noon, manager_of, officer_of, as_user
):
    sell(haean, 12_000, noon(4))
    services.fill()
    own = text_of(as_user(manager_of(haean)), SHEET)
    assert "1 order not sent for two days" in own
    assert "Call the village" not in own
    assert "Call the village" in text_of(as_user(officer_of(haean.region)), SHEET)


@pytest.mark.parametrize("hat", ["editor", "seller", "tutor"])
def test_the_morning_page_of_other_desks_has_no_month(hat, haean, with_role, as_user):
    assert "This month" not in text_of(as_user(with_role(hat, haean)), OFFICE)


def test_the_committee_s_morning_page_leads_to_the_sheet_in_korean(haean, with_role, as_user):
    page = text_of(as_user(with_role("committee", haean)), OFFICE, "ko")
    assert "이번 달" in page
    assert f'href="{SHEET}"' in page


def test_the_month_asks_once_however_much_was_counted(
    haean, sell, tell, learn, person, django_assert_num_queries
):
    sell(haean), tell(haean), learn(haean, person("Pupil"))
    services.fill()
    with django_assert_num_queries(1):
        assert [one.value for one in numbers_of(haean).numbers] == ["₩12,000", "1", "1"]
