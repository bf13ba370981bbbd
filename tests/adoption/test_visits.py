"""Page views: people only, no cookie, no address, no write on a page view."""

from collections import Counter
from datetime import date

import pytest

from invil.adoption import services, visits
from invil.adoption.models import VisitCount

pytestmark = pytest.mark.django_db
PERSON = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def _nothing_in_memory():
    visits._visits.clear()
    visits._visitors.clear()
    yield
    visits._visits.clear()
    visits._visitors.clear()


def view(client, path: str, agent: str = PERSON, **headers):
    return client.get(path, headers={"user-agent": agent, **headers})


def test_views_are_counted_in_batches(client, haean, figure):
    path = f"/villages/{haean.slug}/"
    for _number in range(3):
        assert view(client, path).status_code == 200
    view(client, f"{path}news/", referer=f"http://testserver{path}")
    assert not VisitCount.objects.exists()
    assert visits.flush() == 4
    assert visits.flush() == 0
    view(client, path)
    visits.flush()
    counted = {
        row.page_kind: (row.visits, row.visitors)
        for row in VisitCount.objects.filter(village=haean)
    }
    assert counted == {"home": (4, 4), "news": (1, 0)}
    services.fill()
    assert figure("visits", haean) == 5
    assert figure("visitors", haean) == 4


@pytest.mark.parametrize(
    "agent", ["Mozilla/5.0 (compatible; Googlebot/2.1)", "curl/8.5", "Yeti/1.1", ""]
)
def test_robots_are_left_out(client, haean, agent):
    view(client, f"/villages/{haean.slug}/", agent)
    assert visits.flush() == 0


def test_only_villages_that_are_there(client, haean):
    view(client, "/villages/nowhere/")
    view(client, "/villages/")
    view(client, "/")
    client.post(f"/villages/{haean.slug}/", headers={"user-agent": PERSON})
    assert visits.flush() == 0


def test_a_view_sets_no_cookie_and_writes_nothing(client, haean, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = view(client, f"/villages/{haean.slug}/")
    assert not answer.cookies
    assert not [q for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_views_of_many_pages_and_days_are_added_to_what_stands(haean, toegye):
    day, before = date(2026, 3, 2), date(2026, 3, 1)
    keys = [(haean.slug, "home", day), (haean.slug, "news", day), (toegye.slug, "home", before)]
    views = Counter({keys[0]: 3, keys[1]: 1, keys[2]: 3, ("nowhere", "home", day): 9})
    came = Counter({keys[0]: 2})
    assert visits.write(views, came) == 7
    assert visits.write(views, came) == 7
    rows = VisitCount.objects.values_list("village", "page_kind", "day", "visits", "visitors")
    assert set(rows) == {
        (haean.pk, "home", day, 6, 4),
        (haean.pk, "news", day, 2, 0),
        (toegye.pk, "home", before, 6, 0),
    }


def test_what_could_not_be_written_is_kept(client, haean, monkeypatch):
    view(client, f"/villages/{haean.slug}/")

    def fail(*args):
        raise OSError("database is gone")

    with monkeypatch.context() as patch:
        patch.setattr(visits, "write", fail)
        with pytest.raises(OSError, match="gone"):
            visits.flush()
    assert visits.flush() == 1
