"""Help for the five groups of people: written once, then the staff's."""

import pytest

from villages.finder.selectors import search
from villages.portal import guide
from villages.portal.choices import Audience
from villages.portal.models import HelpPage, InfoPage, PlatformHomePage
from villages.portal.services import sync_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def help_index():
    """The help as it is written first."""
    return guide.ensure_help()


def test_every_group_has_a_way_in_both_languages_of_eight_to_twelve_steps(help_index):
    for audience in Audience:
        for language in ("ko", "en"):
            pages = HelpPage.objects.live().filter(audience=audience, content_language=language)
            assert pages.exists()
            assert all(8 <= len(page.step_list) <= 12 for page in pages)


@pytest.mark.parametrize(("language", "said"), [("ko", "장터에서 사려면"), ("en", "Buying from")])
def test_the_list_speaks_the_reader_s_language(help_index, client, language, said):
    text = client.get("/help/", headers={"Accept-Language": language}).content.decode()
    assert said in text
    assert 'href="/help/buy-from-a-village/"' in text


def test_a_way_shows_its_numbered_steps(help_index, client):
    answer = client.get("/help/post-news/", headers={"Accept-Language": "en"})
    text = answer.content.decode()
    assert "<ol><li>Sign in and open the office" in text
    assert 'lang="en"' in text


def test_the_foot_of_every_page_leads_there(help_index, client):
    assert 'href="/help/"' in client.get("/").content.decode()


def test_it_is_found_by_the_search(help_index):
    with_address = [doc.url for doc in search("마을회관 빌리기") if doc.url.startswith("/help/")]
    assert with_address


def test_it_is_written_once_and_what_was_deleted_stays_away(help_index):
    HelpPage.objects.get(slug="post-news").delete()
    guide.ensure_help()
    assert not HelpPage.objects.filter(slug="post-news").exists()


def test_an_older_page_at_the_address_moves_aside():
    home = PlatformHomePage.objects.get()
    home.add_child(instance=InfoPage(title="Old help", slug="help", content_language="en"))
    assert guide.ensure_help().slug == "help"
    assert not InfoPage.objects.get(title="Old help").live


def test_staff_edit_it_and_a_village_s_manager_does_not(
    help_index, staff, haean, manager_of, as_user
):
    sync_staff(staff)
    guide.ensure_help()
    page = HelpPage.objects.get(slug="post-news")
    assert as_user(staff).get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    answer = as_user(manager_of(haean)).get(f"/cms/pages/{page.pk}/edit/")
    assert answer.status_code in (302, 403, 404)


def test_the_list_costs_few_queries(help_index, client, django_assert_max_num_queries):
    client.get("/help/")
    with django_assert_max_num_queries(8):
        client.get("/help/")
