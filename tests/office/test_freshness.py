"""One question, one answer: when did the village last show its visitors something new?"""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from wagtail.models import PageViewRestriction

import pytest
import time_machine

from tests.media.test_documents import pdf
from villages.office.waiting import freshness_waiting
from villages.portal import facade, freshness, fund, posting, shelf
from villages.portal.models import NewsIndexPage, NewsPage, PlaceIndexPage, PlacePage, StoryPage

pytestmark = pytest.mark.django_db


def later(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def a_page(haean, index_model, page):
    return index_model.objects.get(path__startswith=haean.page.path).add_child(instance=page)


def a_place(haean, manager):
    page = PlacePage(title="The old well", slug="well", content_language="en")
    a_page(haean, PlaceIndexPage, page).save_revision().publish()


def a_story(haean, manager):
    home = type(haean.page).objects.get(pk=haean.page_id)
    page = home.add_child(instance=StoryPage(title="Old", slug="old", content_language="en"))
    page.save_revision().publish()


def a_notice(haean, manager):
    draft = posting.Draft(kind="notice", title="Water is off", text="Today.", language="en")
    page = posting.write_page(village=haean, author=manager, draft=draft)
    posting.publish_own(page=page, author=manager)


def a_document(haean, manager):
    shelf.put_document(
        village=haean, title="Rules", on=timezone.localdate(), kind="rules", acting_user=manager,
        upload=SimpleUploadedFile("rules.pdf", pdf()),
    )  # fmt: skip


def a_line_of_the_fund(haean, manager):
    fund.enter_line(
        village=haean, on=timezone.localdate(), text="Seed", amount=1000, acting_user=manager
    )


def other_words_on_the_home(haean, manager):
    values = dict.fromkeys(facade.PAGE_FIELDS, "") | {
        name: getattr(haean, name) for name in facade.ROW_FIELDS
    }
    values["tagline_en"] = "Where the wind rests"
    facade.save_settings(village=haean, acting_user=manager, values=values)


CHANGES = [
    a_place, a_story, a_notice, a_document, a_line_of_the_fund, other_words_on_the_home,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_visitor_sees_keeps_desk_and_reminder_quiet(haean, manager_of, change):
    manager = manager_of(haean)
    with later(50):
        change(haean, manager)
        changed_at = timezone.now()
        assert freshness.last_change(haean) == changed_at
    with later(50 + 59):
        assert freshness_waiting(haean, manager) == []
        freshness.remind()
    assert not manager.inbox.filter(kind="village.silent").exists()
    with later(50 + 60):
        assert "for 60 days" in freshness_waiting(haean, manager)[0].text
        assert freshness.remind() == 1


def test_what_nobody_sees_is_no_change(haean, manager_of):
    manager = manager_of(haean)
    draft = NewsPage(title="Draft", slug="draft", content_language="en", live=False)
    a_page(haean, NewsIndexPage, draft).save_revision()
    closed = a_page(haean, NewsIndexPage, NewsPage(title="For us", slug="us"))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    closed.save_revision().publish()
    lists = NewsIndexPage.objects.get(path__startswith=haean.page.path)
    lists.save_revision().publish()
    assert freshness.last_change(haean) is None
    assert "write the first" in freshness_waiting(haean, manager)[0].text


def test_a_page_taken_off_the_portal_counts_no_more(haean, manager_of):
    manager = manager_of(haean)
    a_notice(haean, manager)
    assert freshness.last_change(haean) is not None
    NewsIndexPage.objects.get(path__startswith=haean.page.path).get_parent()
    page = posting.NoticePage.objects.get()
    page.unpublish()
    assert freshness.last_change(haean) is None


def test_another_village_s_change_is_not_ours(haean, toegye, manager_of):
    a_notice(toegye, manager_of(toegye))
    assert freshness.last_change(haean) is None
