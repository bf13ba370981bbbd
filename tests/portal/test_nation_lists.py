"""The nation's benchmark times every list of the page editor that a villager can reach."""

import pytest

from benchmarks.nation import LISTS, NO_LISTS
from tests.isolation.test_sweep import addresses

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
