"""The nation's benchmark times every list of the page editor that a villager can reach."""

from itertools import product

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.models import PagePermissionTester

import pytest

from benchmarks.nation import LISTS, NO_LISTS
from tests.isolation.test_sweep import addresses
from villages.portal.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db


def without_places() -> list[str]:
    """The editor's addresses that name nothing."""
    routes = {f"/{route}".replace("^", "").replace("$", "") for route in addresses()}
    return sorted(r for r in routes if r.startswith("/cms/") and not set("<(\\?") & set(r))


def test_no_list_is_left_out(haean, with_role, as_user):
    timed = {address.partition("?")[0] for address in LISTS}
    reached = set()
    for role in ("editor", "manager"):
        client = as_user(with_role(role, haean))
        reached |= {url for url in without_places() if client.get(url).status_code == 200}
    assert len(reached) > 20
    assert reached - timed - NO_LISTS == set()


def stories(village, count: int, **columns) -> NewsIndexPage:
    index = NewsIndexPage.objects.get(path__startswith=village.page.path)
    start = index.numchild
    for number in range(start, start + count):
        index.add_child(instance=NewsPage(title="Rain", slug=f"rain-{number}", **columns))
    return index


@pytest.mark.parametrize("role", ["editor", "manager"])
@pytest.mark.parametrize("live", [True, False])
def test_a_longer_list_of_the_page_editor_costs_no_more(haean, with_role, as_user, role, live):
    """Each row asked the whole nation's tree, twice, whether something public lies below it."""
    client = as_user(with_role(role, haean))
    index = stories(haean, 3, live=live)
    address = f"/cms/pages/{index.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    stories(haean, 30, live=live)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


@pytest.mark.parametrize("role", ["editor", "manager", "resident", "other"])
def test_who_may_delete_is_what_wagtail_says(haean, toegye, with_role, role):
    user = with_role("manager", toegye) if role == "other" else with_role(role, haean)
    for live, owner in product((True, False), (None, user)):
        page = stories(haean, 1, live=live, owner=owner).get_last_child().specific
        ours = page.permissions_for_user(user).can_delete()
        assert ours == PagePermissionTester(user, page).can_delete()
    index = page.get_parent().specific
    assert index.permissions_for_user(user).can_delete() is (
        PagePermissionTester(user, index).can_delete()
    )


def test_an_editor_deletes_a_draft_and_nothing_public(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    public = stories(haean, 1).get_last_child()
    draft = stories(haean, 1, live=False).get_last_child()
    client.post(f"/cms/pages/{public.pk}/delete/")
    client.post(f"/cms/pages/{draft.pk}/delete/")
    left = NewsPage.objects.filter(pk__in=[public.pk, draft.pk])
    assert list(left.values_list("pk", flat=True)) == [public.pk]
