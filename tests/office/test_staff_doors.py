"""Platform staff reach their register by links, and see what waits there."""

import html
import re
from urllib.parse import urljoin, urlsplit

from django.utils import timezone

import pytest

from villages.office import waiting
from villages.portal.models import Village, VillageImport
from villages.portal.services import NewVillage, provision_village

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\s[^>]*?href="([^"#]+)')
REGISTER = ("", "news/", "holidays/", "villages/", "villages/new/", "villages/import/",
            "villages/yanggu-haean/", "villages/yanggu-haean/merge/")  # fmt: skip
NATIONAL = ("people/", "people/lost-phone/")


@pytest.fixture
def half_a_list(staff):
    """A list of which one village stands and one does not."""
    return VillageImport.objects.create(
        rows=[{"slug": "a-a"}, {"slug": "b-b"}], done=1, started_at=timezone.now(), created_by=staff
    )


@pytest.fixture
def okja(person):
    """A national administrator."""
    return person("Okja", is_staff=True, is_superuser=True)


def reached(client, start: str) -> dict[str, int]:
    """Every address below `/me/` and `/staff/` that links lead to from `start`, and its answer."""
    found, waiting = {}, [start]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith(("/staff/shop/", "/staff/admin/")):
            continue
        answer = client.get(path)
        found[path] = answer.status_code
        if answer.status_code == 200 and (path == start or path.startswith("/staff/")):
            links = {html.unescape(link) for link in LINK.findall(answer.content.decode())}
            here = {urljoin(path, link) for link in links}
            waiting += [
                link for link in here if link.startswith(("/me/", "/staff/", "/cms/", "/adoption/"))
            ]
    return found


def paths_of(found: dict[str, int]) -> set[str]:
    return {urlsplit(address).path for address in found}


def test_staff_reach_every_screen_of_the_register_from_their_own_page(
    haean, half_a_list, staff, as_user
):
    found = reached(as_user(staff), "/me/")
    wanted = {f"/staff/{tail}" for tail in REGISTER}
    assert wanted | {f"/staff/villages/import/{half_a_list.pk}/"} <= paths_of(found)
    assert {"/cms/", "/adoption/"} <= paths_of(found)
    assert {a: status for a, status in found.items() if status not in (200, 302)} == {}


def test_a_national_administrator_reaches_the_people_too(okja, as_user):
    found = reached(as_user(okja), "/me/")
    assert {f"/staff/{tail}" for tail in (*REGISTER, *NATIONAL)} <= paths_of(found)


def test_nobody_else_is_led_there(haean, manager_of, officer_of, person, as_user):
    for user in (manager_of(haean), officer_of(haean.region), person("Shopper")):
        assert "/staff/" not in as_user(user).get("/me/").content.decode()


def test_the_door_of_the_office_leads_staff_to_the_register(staff, as_user):
    assert as_user(staff).get("/office/").url == "/staff/"


def test_staff_with_an_office_of_their_own_find_it(staff, haean, as_user):
    from villages.portal.services import grant_role

    grant_role(user=staff, village=haean, role="manager")
    assert as_user(staff).get("/office/").url == f"/office/{haean.slug}/"


def test_others_without_an_office_hear_how_to_get_one(person, as_user):
    answer = as_user(person("Shopper")).get("/office/", headers={"accept-language": "en"})
    assert "You have no office" in answer.content.decode()


@pytest.mark.parametrize("door", ["/me/", "/staff/"])
def test_what_waits_stands_there_with_its_way(door, haean, manager_of, half_a_list, staff, as_user):
    manager_of(haean)
    new = NewVillage(slug="inje-gochon", name_ko="고촌", name_en="Gochon", region_code="42810",
                     is_opening=True)  # fmt: skip
    provision_village(new)
    body = as_user(staff).get(door, headers={"accept-language": "en"}).content.decode()
    for url, words in (
        ("/staff/villages/?state=vacant", "2 villages have no manager"),
        ("/staff/villages/?state=opening", "1 village has not opened its portal yet"),
        (f"/staff/villages/import/{half_a_list.pk}/", "1 village of a list is still to be set up"),
    ):
        assert f'<a href="{url}">{words}</a>' in html.unescape(body)


def test_nothing_waits_where_all_is_done(manager_of):
    for village in Village.objects.all():
        manager_of(village)
    assert waiting.staff_waiting() == []


def test_a_list_that_is_done_waits_no_more(half_a_list):
    assert len(waiting.staff_waiting()) == 2
    VillageImport.objects.update(finished_at=timezone.now())
    assert len(waiting.staff_waiting()) == 1


def test_what_waits_costs_the_same_with_many_villages(django_assert_num_queries):
    with django_assert_num_queries(3):
        waiting.staff_waiting()
