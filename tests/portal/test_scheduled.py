"""A text whose hour is still to come: nobody finds it, nothing is logged as published."""

from datetime import timedelta

from django.utils import timezone

import pytest

from villages.activity.models import Activity
from villages.finder.models import SearchDoc
from villages.finder.selectors import search
from villages.portal import publishing
from villages.portal.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(haean, manager_of):
    """News that goes out in an hour."""
    index = NewsIndexPage.objects.get(path__startswith=haean.page.path)
    page = index.add_child(
        instance=NewsPage(title="Secret harvest", slug="secret", content_language="en", live=False)
    )
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision(user=manager_of(haean)).publish()
    return page


def test_nobody_finds_it_and_no_log_calls_it_published(later):
    assert not later.live
    assert not search("Secret harvest").docs
    assert not Activity.objects.filter(kind="news.published").exists()


def test_it_is_found_and_logged_once_its_hour_has_come(later, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    publishing.publish_due()
    assert NewsPage.objects.get(pk=later.pk).live
    assert SearchDoc.objects.filter(kind="page", ref=str(later.pk)).count() == 1
    assert Activity.objects.filter(kind="news.published").count() == 1
