"""A village cannot be without its home and its lists, and their addresses stay."""

from wagtail.models import Revision

import pytest

from villages.portal import posting
from villages.portal.models import (
    CommitteePage,
    NewsIndexPage,
    StoryPage,
    Village,
    VillageIndexPage,
    VillagePage,
)
from villages.portal.services import ensure_starters
from villages.portal.tenancy_check import find_drift, mend

pytestmark = pytest.mark.django_db
STAYS = "cannot be taken away"


@pytest.fixture
def manager(haean, manager_of, as_user):
    return as_user(manager_of(haean))


@pytest.fixture
def root(person, as_user):
    return as_user(person("Root", is_superuser=True, is_staff=True))


def page_of(village, which: str):
    home = VillagePage.objects.get(pk=village.page_id)
    return home if which == "home" else home.get_children().get(slug=which).specific


def sent(client, page, what: str):
    return client.post(f"/cms/pages/{page.pk}/{what}/", {}, follow=True)


@pytest.mark.parametrize("which", ["home", "news", "documents", "committee"])
@pytest.mark.parametrize("what", ["unpublish", "delete"])
def test_a_manager_takes_no_starter_page_away(manager, haean, which, what):
    page = page_of(haean, which)
    page.live = True
    page.save()
    answer = sent(manager, page, what)
    page.refresh_from_db()
    assert page.live
    # The reason stands above the page's own screen, from which everything else can be done.
    assert STAYS in answer.content.decode() or what == "delete"
    if what == "unpublish":
        assert answer.request["PATH_INFO"] == f"/cms/pages/{page.pk}/"


@pytest.mark.parametrize("which", ["news", "committee"])
def test_the_reason_is_said_before_anything_is_asked(manager, haean, which):
    page = page_of(haean, which)
    answer = manager.get(f"/cms/pages/{page.pk}/delete/", follow=True)
    assert STAYS in answer.content.decode()
    assert answer.request["PATH_INFO"] == f"/cms/pages/{page.pk}/"


@pytest.mark.parametrize("what", ["unpublish", "delete"])
def test_nor_many_at_once(manager, haean, what):
    own = page_of(haean, "news"), page_of(haean, "notices")
    address = f"/cms/bulk/wagtailcore/page/{what}/?id={own[0].pk}&id={own[1].pk}"
    answer = manager.post(address, {"include_descendants": "on"}, follow=True)
    assert STAYS in answer.content.decode()
    assert NewsIndexPage.objects.filter(pk=own[0].pk, live=True).exists()


@pytest.mark.parametrize("which", ["home", "news"])
def test_nor_the_platform_s_staff(staff, as_user, haean, which):
    page = page_of(haean, which)
    sent(as_user(staff), page, "unpublish")
    page.refresh_from_db()
    assert page.live


def test_the_staff_takes_no_trunk_with_all_below_it_off(staff, as_user, haean):
    index = VillageIndexPage.objects.get()
    as_user(staff).post(f"/cms/pages/{index.pk}/unpublish/", {"include_descendants": "on"})
    assert page_of(haean, "home").live


@pytest.mark.parametrize("what", ["unpublish", "delete"])
def test_a_superuser_may(root, haean, what):
    page = page_of(haean, "places")
    sent(root, page, what)
    assert not type(page).objects.filter(pk=page.pk, live=True).exists()


def test_another_village_s_manager_hears_nothing_of_it(manager, toegye):
    page = page_of(toegye, "news")
    answer = manager.post(f"/cms/pages/{page.pk}/unpublish/")
    assert answer.status_code == 404


def test_a_story_beside_them_is_taken_off_as_ever(manager, haean):
    story = page_of(haean, "home").add_child(instance=StoryPage(title="Us", slug="us"))
    sent(manager, story, "unpublish")
    story.refresh_from_db()
    assert not story.live


@pytest.mark.parametrize("which", ["home", "news"])
def test_the_editor_offers_no_last_day(manager, haean, which):
    page = page_of(haean, which)
    body = manager.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert 'name="title"' in body
    assert 'name="expire_at"' not in body


def test_a_crafted_last_day_is_not_taken(manager, haean):
    page = page_of(haean, "news")
    typed = {"title": "News", "expire_at": "2030-01-01 10:00", "action-publish": "1"}
    assert manager.post(f"/cms/pages/{page.pk}/edit/", typed | COMMENTS).status_code == 302
    page.refresh_from_db()
    assert page.expire_at is None


# --- drift


@pytest.mark.parametrize("status", ["active", "archived"])
def test_a_village_off_the_portal_is_drift_and_comes_back(haean, client, status):
    Village.objects.filter(pk=haean.pk).update(status=status)
    page_of(haean, "home").unpublish()
    assert client.get("/villages/yanggu-haean/").status_code == 404
    assert [drift.what for drift in find_drift()] == [
        f"Village yanggu-haean is {status} and should stay on the portal"
    ]
    assert mend() == []
    assert client.get("/villages/yanggu-haean/").status_code == 200


def test_a_draft_of_the_home_waits_on_after_the_repair(haean):
    page = page_of(haean, "home")
    page.tagline_en = "Not said yet"
    page.save_revision()
    page_of(haean, "home").unpublish()
    mend()
    page = page_of(haean, "home")
    assert page.live
    assert page.tagline_en == ""
    assert page.get_latest_revision_as_object().tagline_en == "Not said yet"


def test_a_village_that_is_set_up_is_off(haean):
    Village.objects.filter(pk=haean.pk).update(status="opening")
    assert len(find_drift()) == 1
    assert mend() == []
    assert not page_of(haean, "home").live


@pytest.mark.parametrize("which", ["news", "committee"])
def test_a_missing_starter_page_is_drift_and_is_written_anew(haean, which):
    page = page_of(haean, which)
    before = (page.live, page.title)
    page.delete()
    assert len(find_drift()) == 1
    assert mend() == []
    page = page_of(haean, which)
    assert (page.live, page.title) == before


def test_a_list_that_strayed_comes_back_with_what_is_below_it(haean, editor_of):
    page = page_of(haean, "news")
    text = posting.write_page(
        village=haean,
        author=editor_of(haean),
        draft=posting.Draft(kind="news", title="Rain", text="Rain.", language="en"),
    )
    page.refresh_from_db()
    page.slug = "elsewhere"
    page.save()
    home = page_of(haean, "home")
    squatter = home.add_child(instance=StoryPage(title="News", slug="news"))
    assert len(find_drift()) == 1
    assert mend() == []
    text.refresh_from_db()
    squatter.refresh_from_db()
    assert text.get_url().startswith("/villages/yanggu-haean/news/")
    assert squatter.slug == f"news-{squatter.pk}"


def test_a_village_that_is_part_of_another_needs_no_lists(haean, toegye):
    Village.objects.filter(pk=toegye.pk).update(status="archived", merged_into=haean)
    page_of(toegye, "news").delete()
    assert find_drift() == []


def test_finding_costs_the_same_for_every_number_of_villages(haean, django_assert_num_queries):
    from villages.portal.tenancy_check import _on_and_off, _starters

    _starters()
    with django_assert_num_queries(3):
        _starters()
        _on_and_off()


def test_nothing_is_written_where_nothing_is_missing(haean):
    before = list(haean.page.get_descendants().values_list("pk", "slug"))
    ensure_starters(page_of(haean, "home"))
    assert list(haean.page.get_descendants().values_list("pk", "slug")) == before


# --- a list that is gone


def test_a_text_for_a_missing_list_is_refused_in_words_and_kept_in_the_form(haean, manager):
    page_of(haean, "news").delete()
    typed = {"title": "Rain at last", "text": "It rained all night.", "language": "en"}
    answer = manager.post("/office/yanggu-haean/post/news/", typed | {"subject": "people"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "The list for this text is missing" in body
    assert "Rain at last" in body
    assert "It rained all night." in body


def test_a_village_with_its_list_takes_the_same_text(toegye, manager_of, as_user):
    typed = {"title": "Rain at last", "text": "It rained all night.", "language": "en"}
    answer = as_user(manager_of(toegye)).post(
        "/office/yanggu-toegye/post/news/", typed | {"subject": "people"}
    )
    assert answer.status_code == 302


# --- addresses

COMMENTS = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
    "members-TOTAL_FORMS": "0",
    "members-INITIAL_FORMS": "0",
    "minutes-TOTAL_FORMS": "0",
    "minutes-INITIAL_FORMS": "0",
    "rules-count": "0",
    "content_language": "en",
}


@pytest.mark.parametrize("which", ["home", "news", "documents", "committee"])
def test_the_editor_asks_for_no_address(manager, haean, which):
    body = manager.get(f"/cms/pages/{page_of(haean, which).pk}/edit/").content.decode()
    assert 'name="search_description"' in body
    assert 'name="slug"' not in body


@pytest.mark.parametrize("which", ["home", "news", "committee"])
@pytest.mark.parametrize("who", ["manager", "root"])
def test_a_crafted_address_is_refused_in_words(request, haean, which, who):
    page = page_of(haean, which)
    typed = {"title": page.title, "slug": "mine", "action-publish": "1"}
    client = request.getfixturevalue(who)
    answer = client.post(f"/cms/pages/{page.pk}/edit/", typed | COMMENTS)
    assert "The address of this page stays" in answer.content.decode()
    page.refresh_from_db()
    assert page.slug == {"home": "yanggu-haean"}.get(which, which)


@pytest.mark.parametrize("which", ["home", "news", "committee"])
def test_the_words_of_the_page_are_changed_as_ever(manager, haean, which):
    page = page_of(haean, which)
    typed = {"title": "Other words", "action-publish": "1"}
    assert manager.post(f"/cms/pages/{page.pk}/edit/", typed | COMMENTS).status_code == 302
    page.refresh_from_db()
    assert page.title == "Other words"


def test_an_old_draft_with_another_address_goes_out_at_the_page_s_own(haean):
    page = page_of(haean, "news")
    page.slug, page.title = "elsewhere", "Newer"
    Revision.objects.get(pk=page.save_revision(clean=False).pk).publish()
    page = NewsIndexPage.objects.get(pk=page.pk)
    assert (page.title, page.slug) == ("Newer", "news")
    assert page.url_path.endswith("/yanggu-haean/news/")


def test_a_renamed_village_keeps_its_address_when_an_older_text_comes_back(haean, staff):
    from villages.portal import register

    old = page_of(haean, "home").save_revision()
    register.rename_village(
        village=haean, slug="yanggu-new", name_ko="새", name_en="New", acting_user=staff
    )
    old.refresh_from_db()
    old.publish()
    assert page_of(haean, "home").slug == "yanggu-new"
    assert [drift for drift in find_drift() if "address" in drift.what] == []


def test_a_list_made_in_the_page_editor_stands_where_the_tabs_look(manager, haean):
    page_of(haean, "news").delete()
    home = page_of(haean, "home")
    typed = {"title": "What is new", "title_ko": "", "action-publish": "1"}
    manager.post(f"/cms/pages/add/villages/newsindexpage/{home.pk}/", typed | COMMENTS)
    assert NewsIndexPage.objects.get(title="What is new").slug == "news"


def test_the_committee_still_goes_out(manager, haean):
    page = CommitteePage.objects.get(path__startswith=haean.page.path)
    typed = {"title": "Committee", "action-publish": "1"}
    manager.post(f"/cms/pages/{page.pk}/edit/", typed | COMMENTS)
    page.refresh_from_db()
    assert page.live
