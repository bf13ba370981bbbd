"""The page editor's first page: ways to one's own pages and office, and to nobody else's."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from villages.portal.services import grant_role

pytestmark = pytest.mark.django_db


def home(client) -> str:
    return client.get("/cms/", headers={"accept-language": "ko"}).content.decode()


@pytest.mark.parametrize("role", ["editor", "manager"])
def test_somebody_of_a_village_finds_its_pages_and_its_office(
    haean, toegye, with_role, as_user, role
):
    page = home(as_user(with_role(role, haean)))
    assert f'href="/cms/pages/{haean.page_id}/"' in page
    assert f'href="{haean.get_office_url()}"' in page
    assert toegye.get_office_url() not in page
    assert 'href="/staff/"' not in page


def test_staff_find_their_own_screens(haean, staff, as_user):
    page = home(as_user(staff))
    assert 'href="/staff/"' in page
    assert haean.get_office_url() not in page


def test_it_speaks_korean(haean, manager_of, as_user):
    page = home(as_user(manager_of(haean)))
    assert haean.name_ko in page
    assert "마을의 모든 글" in page


def test_two_villages_cost_as_much_as_one(haean, toegye, manager_of, with_role, as_user):
    def asked(client) -> int:
        client.get("/cms/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/cms/")
        return sum("villages_membership" in one["sql"] for one in queries)

    one, both = manager_of(haean), with_role("editor", toegye)
    grant_role(user=both, village=haean, role="editor")
    assert asked(as_user(both)) == asked(as_user(one))
