"""An address that was written down leads on; one that never was costs one question."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

import pytest

pytestmark = pytest.mark.django_db


def write_down(old: str, site=None) -> None:
    """Make the redirect as Wagtail stores it."""
    Redirect.objects.create(
        old_path=Redirect.normalise_path(old), redirect_link="/learn/", site=site
    )


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("/old-news/", "/old-news/"),
        ("/old-news/", "/old-news/?from=paper"),
        ("/old-news?page=2", "/old-news/?page=2"),
        ("/소식/", "/%EC%86%8C%EC%8B%9D/"),
    ],
)
def test_an_address_that_was_written_down_leads_on(client, old, asked):
    write_down(old)
    assert client.get(asked).url == "/learn/"


def test_one_for_this_site_counts_and_one_for_another_does_not(client):
    write_down("/ours/", Site.objects.get())
    write_down(
        "/theirs/",
        Site.objects.create(
            hostname="other.example", root_page=Site.objects.get().root_page, is_default_site=False
        ),
    )
    assert client.get("/ours/").status_code == 301
    assert client.get("/theirs/").status_code == 404


def test_an_address_that_never_was_costs_one_question(as_user, person):
    client = as_user(person())
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/office/nowhere/?q=1").status_code == 404
    about = [q["sql"] for q in asked if "redirect" in q["sql"] or "wagtailcore_site" in q["sql"]]
    assert len(about) == 1
