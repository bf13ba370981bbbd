"""The page editor asks for the first photo's words as the phone does: when a page goes out."""

from django.core.files.base import ContentFile

import pytest

from media.models import VillageImage
from media.services import store_picture
from tests.isolation.test_admin_pages import form_of, news_of
from tests.portal.test_consent import album_form, is_live
from tests.portal.test_posting import photo
from villages.portal import posting
from villages.portal.errors import PhotoUnsaid
from villages.portal.models import GalleryPage, GalleryPicture, NewsPage

pytestmark = pytest.mark.django_db
ASKED = "Say in a few words what is on the first photo."


@pytest.fixture
def harvest(haean) -> VillageImage:
    """A picture everybody on it agreed to."""
    file = ContentFile(photo().read(), name="b.jpg")
    return store_picture(upload=file, collection=haean.collection, title="Harvest", consent=True)


@pytest.fixture
def draft(haean, harvest):
    """A story whose photo says nothing, not out yet."""

    def make(owner=None):
        page = NewsPage(title="A story", slug="a-story", live=False, owner=owner, picture=harvest)
        news_of(haean).add_child(instance=page)
        page.save_revision(user=owner)
        return page

    return make


@pytest.fixture
def album(haean, harvest):
    """Two photos in an album, the second one with words."""
    page = GalleryPage(title="Album", slug="album", live=False)
    page.pictures = [
        GalleryPicture(image=harvest, sort_order=0),
        GalleryPicture(image=harvest, alt="Baskets", sort_order=1),
    ]
    haean.page.add_child(instance=page)
    page.save_revision()
    return page


def press(client, page, *actions: str, alt: str = "", **more: str):
    picture = str(page.picture_id)
    sent = form_of(picture=picture, picture_alt=alt, **dict.fromkeys(actions, "1"), **more)
    return client.post(f"/cms/pages/{page.pk}/edit/", sent)


def test_the_manager_is_asked_at_the_photo_s_field(haean, draft, manager_of, as_user):
    page = draft()
    answer = press(as_user(manager_of(haean)), page, "action-publish")
    assert answer.context["form"].errors["picture_alt"] == [
        "Say in a few words what is on the first photo. Then it can go out."
    ]
    assert not is_live(page)


def test_what_was_typed_stays(haean, draft, manager_of, as_user):
    answer = press(as_user(manager_of(haean)), draft(), "action-publish", summary="All in one day")
    assert "All in one day" in answer.content.decode()


def test_with_words_it_goes_out(haean, draft, manager_of, as_user):
    page = draft()
    press(as_user(manager_of(haean)), page, "action-publish", alt="Baskets of apples")
    assert is_live(page)


def test_blanks_are_no_words(haean, draft, manager_of, as_user):
    page = draft()
    press(as_user(manager_of(haean)), page, "action-publish", alt="   ")
    assert not is_live(page)


def test_a_draft_is_saved_without_a_question(haean, draft, editor_of, as_user):
    assert press(as_user(editor_of(haean)), draft()).status_code == 302


@pytest.mark.parametrize("action", ["action-submit", "action-restart-workflow"])
def test_an_editor_sends_nothing_unsaid_to_the_committee(haean, draft, editor_of, as_user, action):
    page = draft()
    answer = press(as_user(editor_of(haean)), page, action)
    assert ASKED in answer.content.decode()
    assert not page.workflow_states.exists()


def test_a_new_page_is_asked_as_well(haean, harvest, manager_of, as_user):
    sent = form_of(picture=str(harvest.pk), **{"action-publish": "1"})
    url = f"/cms/pages/add/villages/newspage/{news_of(haean).pk}/"
    assert ASKED in as_user(manager_of(haean)).post(url, sent).content.decode()
    assert not NewsPage.objects.filter(title="A story").exists()


def test_it_is_asked_in_korean(haean, draft, manager_of, as_user):
    page, manager = draft(), as_user(manager_of(haean))
    manager.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    assert "첫 사진에 무엇이 있는지" in press(manager, page, "action-publish").content.decode()


def test_whoever_opens_the_page_hears_it_before(haean, draft, manager_of, as_user):
    page, manager = draft(), as_user(manager_of(haean))
    assert ASKED in manager.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    press(manager, page, alt="Baskets")
    assert ASKED not in manager.get(f"/cms/pages/{page.pk}/edit/").content.decode()


def test_staff_are_told_and_not_stopped(draft, person, as_user):
    page, staff = draft(), as_user(person("Staff", is_staff=True, is_superuser=True))
    assert ASKED in staff.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    press(staff, page, "action-publish")
    assert is_live(page)


def test_another_village_s_manager_hears_nothing_of_it(draft, toegye, manager_of, as_user):
    page = draft()
    assert press(as_user(manager_of(toegye)), page, "action-publish").status_code == 404


# --- albums


def send_album(client, page, **more: str):
    sent = album_form(client, page) | {"content_language": "ko", "action-publish": "1"}
    sent = {name: value for name, value in sent.items() if not name.endswith("-DELETE")}
    sent.pop("members_only", None)
    return client.post(f"/cms/pages/{page.pk}/edit/", sent | more)


def test_an_album_is_asked_at_its_first_photo(haean, album, manager_of, as_user):
    answer = send_album(as_user(manager_of(haean)), album)
    errors = answer.context["form"].formsets["pictures"].errors
    assert ["alt" in one for one in errors] == [True, False]
    assert not is_live(album)


def test_of_an_album_that_is_ordered_anew_the_new_first_photo_counts(
    haean, album, manager_of, as_user
):
    order = {"pictures-0-ORDER": "2", "pictures-1-ORDER": "1"}
    send_album(as_user(manager_of(haean)), album, **order)
    assert is_live(album)


def test_a_first_photo_taken_out_is_not_asked_about(haean, album, manager_of, as_user):
    send_album(as_user(manager_of(haean)), album, **{"pictures-0-DELETE": "on"})
    assert is_live(album)


# --- many at once, and approvals


def test_many_at_once_do_not_slip_out(haean, draft, manager_of, as_user):
    page, manager = draft(), as_user(manager_of(haean))
    url = f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}"
    answer = manager.post(url, {"include_descendants": ""}, follow=True)
    assert ASKED in answer.content.decode()
    assert not is_live(page)
    page.picture_alt = "Baskets"
    page.save_revision()
    manager.post(url, {"include_descendants": ""})
    assert is_live(page)


@pytest.fixture
def waiting(haean, draft, editor_of):
    """A page on its way whose words were taken away meanwhile."""
    page = draft(owner=(writer := editor_of(haean)))
    page.picture_alt = "Baskets"
    page.save_revision(user=writer)
    posting.send_for_approval(page=page, author=writer)
    page.picture_alt = ""
    page.save_revision(user=writer)
    return NewsPage.objects.get(pk=page.pk)


def test_the_committee_cannot_approve_it(haean, waiting, with_role):
    with pytest.raises(PhotoUnsaid):
        posting.approve(page=waiting, acting_user=with_role("committee", haean))
    assert not is_live(waiting)


def test_the_page_editor_offers_no_approval_of_it(haean, waiting, manager_of):
    task = waiting.current_workflow_task
    assert [name for name, *_more in task.get_actions(waiting, manager_of(haean))] == ["reject"]


def test_words_taken_away_with_the_press_on_approve_are_missed(
    haean, draft, editor_of, manager_of, as_user
):
    page = draft(owner=(writer := editor_of(haean)))
    page.picture_alt = "Baskets"
    page.save_revision(user=writer)
    posting.send_for_approval(page=page, author=writer)
    approve = {"workflow-action-name": "approve"}
    manager = as_user(manager_of(haean))
    answer = press(manager, page, "action-workflow-action", **approve)
    assert ASKED in answer.content.decode()
    assert not is_live(page)
    press(manager, page, "action-workflow-action", alt="Baskets", **approve)
    assert is_live(page)
