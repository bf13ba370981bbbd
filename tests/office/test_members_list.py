"""The people of a large village: a page of them at a time, found by name."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from villages.accounts.models import User
from villages.office.selectors import PEOPLE_SHOWN, people_of, waiting_pages
from villages.portal import posting
from villages.portal.models import Membership

pytestmark = pytest.mark.django_db


def fill(village, count: int, name: str = "Resident") -> None:
    """So many residents with an account."""
    people = User.objects.bulk_create(
        User(email=f"{name}{n}@invil.example", first_name=f"{name} {n:03}") for n in range(count)
    )
    Membership.objects.bulk_create(
        Membership(user=one, village=village, role="resident") for one in people
    )


@pytest.fixture
def desk(haean, with_role, as_user):
    return as_user(with_role("manager", haean, "Boss"))


def shown(client, **query) -> str:
    answer = client.get("/office/yanggu-haean/members/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_shows_so_many_and_the_next_the_rest(haean, desk):
    fill(haean, PEOPLE_SHOWN + 5)
    first, second = shown(desk), shown(desk, page=2)
    assert "Resident 000" in first
    assert "Resident 034" not in first
    assert "Resident 034" in second
    assert first.count("/remove/") == PEOPLE_SHOWN


def test_a_person_is_found_by_a_part_of_the_name(haean, desk):
    fill(haean, PEOPLE_SHOWN + 5)
    fill(haean, 1, "Kim Sunja")
    text = shown(desk, q="sunja")
    assert "Kim Sunja 000" in text
    assert "Resident 000" not in text


def test_nobody_of_this_name_is_said_with_a_way_back(haean, desk):
    text = shown(desk, q="Nobody")
    assert "Nobody here has this name" in text
    assert 'href="/office/yanggu-haean/members/"' in text


def test_a_small_village_needs_no_search(haean, desk):
    assert 'id="people-q"' not in shown(desk)


def test_a_person_with_two_hats_stands_once_with_both(haean, desk, with_role):
    from villages.portal.services import grant_role

    okja = with_role("editor", haean, "Okja")
    grant_role(user=okja, village=haean, role="committee")
    text = shown(desk)
    assert text.count(">Okja</h2>") == 1
    assert 'Take off<span class="hide">: Okja, Operating committee</span>' in text
    assert 'Take off<span class="hide">: Okja, Editor</span>' in text


def test_people_of_another_village_are_not_found(haean, toegye, desk, with_role):
    both = with_role("resident", toegye, "Of Toegye")
    assert "Of Toegye" not in shown(desk, q="Toegye")
    Membership.objects.create(user=both, village=haean, role="resident")
    listing = people_of(haean, search="Toegye")
    assert [hat.village_id for _person, hats, _hint in listing for hat in hats] == [haean.pk]


@pytest.mark.parametrize("role", ["editor", "resident"])
def test_nobody_but_the_manager_looks(haean, with_role, as_user, role):
    other = as_user(with_role(role, haean))
    assert other.get("/office/yanggu-haean/members/?q=a").status_code == 403


def test_another_village_s_manager_does_not_look(toegye, manager_of, as_user):
    other = as_user(manager_of(toegye))
    assert other.get("/office/yanggu-haean/members/?q=a").status_code == 404


def test_five_hundred_cost_what_five_cost(haean, desk):
    fill(haean, 5)
    shown(desk)
    with CaptureQueriesContext(connection) as few:
        shown(desk)
    fill(haean, 500, "Another")
    with CaptureQueriesContext(connection) as many:
        shown(desk)
    assert len(many) <= len(few)


def test_what_waits_is_asked_in_one_query(haean, toegye, editor_of, django_assert_num_queries):
    def waits(village, title: str):
        draft = posting.Draft(kind="news", title=title, text="Red.", language="en")
        okja = editor_of(village)
        page = posting.write_page(village=village, author=okja, draft=draft)
        posting.send_for_approval(page=page, author=okja)
        return page.pk

    first, second = waits(haean, "First"), waits(haean, "Second")
    waits(toegye, "Elsewhere")
    waiting_pages(haean)
    with django_assert_num_queries(1):
        found = [page.pk for page in waiting_pages(haean)]
    assert found == [first, second]


def test_two_people_of_one_name_are_told_apart(haean, desk, person):
    from villages.portal.services import grant_role

    for address in ("okja@farm.example", "rice@field.example"):
        grant_role(user=person("Okja", email=address), village=haean, role="editor")
    grant_role(user=person("Okja", email=None, phone="+821012345678"), village=haean, role="seller")
    for text in (shown(desk), desk.get("/office/yanggu-haean/handover/").content.decode()):
        assert "ok•••@farm.example" in text
        assert "ri•••@field.example" in text
        assert "•••5678" in text
        assert "okja@farm.example" not in text
        assert "12345678" not in text


def test_a_successor_is_chosen_with_the_hats_in_view(haean, desk, with_role):
    with_role("editor", haean, "Okja")
    assert "Okja · Editor · " in desk.get("/office/yanggu-haean/handover/").content.decode()


def test_the_name_and_the_hat_that_came_off_are_said(haean, desk, with_role):
    hat = with_role("editor", haean, "Okja").memberships.get(role="editor")
    answer = desk.post(f"/office/yanggu-haean/members/{hat.pk}/remove/", {"sure": "1"}, follow=True)
    assert "Okja no longer wears this hat: Editor." in answer.content.decode()
