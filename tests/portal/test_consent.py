"""A page that shows a picture goes out once somebody said that everybody on it agreed."""

import re

from django.core.files.base import ContentFile

import pytest

from media.models import VillageImage
from media.services import store_picture
from tests.isolation.test_admin_pages import form_of, news_of
from tests.portal.test_posting import photo, post_news
from villages.portal import posting
from villages.portal.errors import PictureUnagreed
from villages.portal.models import GalleryPage, GalleryPicture, NewsPage

pytestmark = pytest.mark.django_db
REFUSED = "Can somebody be recognised on these pictures? “Harvest”."
WARNED = "Before this goes out"


@pytest.fixture
def harvest(haean) -> VillageImage:
    """A picture from the page editor, about whose people nobody has said a word."""
    file = ContentFile(photo().read(), name="b.jpg")
    return store_picture(upload=file, collection=haean.collection, title="Harvest")


@pytest.fixture
def draft(haean, harvest):
    """A story with that picture, not out yet."""

    def make(owner=None, **columns):
        page = NewsPage(
            title="A story", slug="a-story", live=False, owner=owner, picture=harvest,
            picture_alt="Baskets", **columns,
        )  # fmt: skip
        news_of(haean).add_child(instance=page)
        page.save_revision(user=owner)
        return page

    return make


def press(client, page, picture, *actions: str):
    sent = form_of(picture=str(picture.pk), picture_alt="Baskets", **dict.fromkeys(actions, "1"))
    return client.post(f"/cms/pages/{page.pk}/edit/", sent)


def is_live(page) -> bool:
    return type(page).objects.get(pk=page.pk).live


def test_the_manager_s_press_on_publish_names_the_picture(
    haean, harvest, draft, manager_of, as_user
):
    page = draft()
    answer = press(as_user(manager_of(haean)), page, harvest, "action-publish")
    assert REFUSED in answer.content.decode()
    assert not is_live(page)


def test_with_the_tick_it_goes_out(haean, harvest, draft, manager_of, as_user):
    VillageImage.objects.filter(pk=harvest.pk).update(consent=True)
    page = draft()
    assert press(as_user(manager_of(haean)), page, harvest, "action-publish").status_code == 302
    assert is_live(page)


def test_without_the_picture_it_goes_out(haean, draft, manager_of, as_user):
    page = draft()
    sent = form_of(**{"action-publish": "1"})
    as_user(manager_of(haean)).post(f"/cms/pages/{page.pk}/edit/", sent)
    assert is_live(page)


def test_a_draft_is_saved_without_a_question(haean, harvest, draft, editor_of, as_user):
    page = draft()
    assert press(as_user(editor_of(haean)), page, harvest).status_code == 302


def test_an_editor_sends_nothing_to_the_committee_unasked(
    haean, harvest, draft, editor_of, as_user
):
    page = draft()
    answer = press(as_user(editor_of(haean)), page, harvest, "action-submit")
    assert REFUSED in answer.content.decode()
    assert not page.workflow_states.exists()


def test_a_new_page_is_asked_as_well(haean, harvest, manager_of, as_user):
    sent = form_of(picture=str(harvest.pk), picture_alt="Baskets", **{"action-publish": "1"})
    url = f"/cms/pages/add/villages/newspage/{news_of(haean).pk}/"
    assert REFUSED in as_user(manager_of(haean)).post(url, sent).content.decode()
    assert not NewsPage.objects.filter(title="A story").exists()


def test_the_editor_s_screen_says_so_with_a_way_to_the_picture(
    haean, harvest, draft, manager_of, as_user
):
    page, manager = draft(), as_user(manager_of(haean))
    url = f"/cms/pages/{page.pk}/edit/"
    screen = manager.get(url).content.decode()
    assert WARNED in screen
    assert re.search(rf'<a href="/cms/images/{harvest.pk}/"[^>]*>Harvest</a>', screen)
    VillageImage.objects.filter(pk=harvest.pk).update(consent=True)
    assert WARNED not in manager.get(url).content.decode()


def test_it_is_said_in_korean(haean, draft, manager_of, as_user):
    url = f"/cms/pages/{draft().pk}/edit/"
    screen = as_user(manager_of(haean)).get(url, headers={"accept-language": "ko"})
    assert "올리기 전에" in screen.content.decode()


def test_a_picture_s_form_asks_in_words(haean, harvest, manager_of, as_user):
    screen = as_user(manager_of(haean)).get(f"/cms/images/{harvest.pk}/").content.decode()
    assert "Nobody can be recognised on it, or everybody agreed" in screen


def test_each_of_many_uploaded_at_once_is_asked_about(haean, manager_of, as_user):
    answer = as_user(manager_of(haean)).post(
        "/cms/images/multiple/add/",
        {"files[]": photo(), "title": "x", "collection": haean.collection_id},
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )
    assert "Nobody can be recognised on it, or everybody agreed" in answer.json()["form"]
    assert not VillageImage.objects.latest("pk").consent


def test_staff_are_warned_and_not_stopped(harvest, draft, person, as_user):
    page, staff = draft(), as_user(person("Staff", is_staff=True, is_superuser=True))
    assert WARNED in staff.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    press(staff, page, harvest, "action-publish")
    assert is_live(page)


def test_many_at_once_do_not_slip_out(haean, draft, manager_of, as_user):
    page, manager = draft(), as_user(manager_of(haean))
    url = f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}"
    manager.post(url, {"include_descendants": ""})
    assert not is_live(page)
    list_url = f"/cms/bulk/wagtailcore/page/publish/?id={news_of(haean).pk}"
    manager.post(list_url, {"include_descendants": "on"})
    assert not is_live(page)
    VillageImage.objects.update(consent=True)
    manager.post(url, {"include_descendants": ""})
    assert is_live(page)


@pytest.mark.parametrize("hat", ["manager", "editor"])
def test_the_office_lets_it_out_no_more_than_the_editor(haean, draft, with_role, as_user, hat):
    writer = with_role(hat, haean)
    page = draft(owner=writer)
    url = f"/office/{haean.slug}/pages/{page.pk}/send/"
    answer = as_user(writer).post(url, follow=True)
    assert REFUSED in answer.content.decode()
    assert not is_live(page)
    assert not page.workflow_states.exists()


def waiting(page, author):
    """A page on its way, whose picture's tick was taken away again."""
    VillageImage.objects.update(consent=True)
    posting.send_for_approval(page=page, author=author)
    VillageImage.objects.update(consent=False)


def test_the_committee_cannot_approve_it(haean, draft, editor_of, with_role):
    page = draft(owner=(writer := editor_of(haean)))
    waiting(page, writer)
    with pytest.raises(PictureUnagreed):
        posting.approve(page=page, acting_user=with_role("committee", haean))
    assert not is_live(page)


def test_the_page_editor_offers_no_approval_of_it(haean, draft, editor_of, manager_of):
    page = draft(owner=(writer := editor_of(haean)))
    waiting(page, writer)
    task = page.current_workflow_task
    manager = manager_of(haean)
    assert [name for name, *_more in task.get_actions(page, manager)] == ["reject"]
    VillageImage.objects.update(consent=True)
    assert "approve" in {name for name, *_more in task.get_actions(page, manager)}


def album_form(client, page) -> dict[str, str]:
    """The fields of the album's screen as they stand."""
    screen = client.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    found = {}
    for tag in re.findall(r"<input[^>]+>", screen):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and 'type="submit"' not in tag:
            found[name[1]] = value[1] if value else ""
    return found


def test_a_picture_taken_out_of_an_album_is_not_asked_about(haean, harvest, manager_of, as_user):
    page = GalleryPage(title="Album", slug="album", live=False)
    page.pictures = [GalleryPicture(image=harvest, alt="Baskets")]
    haean.page.add_child(instance=page)
    page.save_revision()
    manager = as_user(manager_of(haean))
    sent = album_form(manager, page) | {"content_language": "ko", "action-publish": "1"}
    sent.pop("members_only", None)
    url = f"/cms/pages/{page.pk}/edit/"
    assert REFUSED in manager.post(url, sent).content.decode()
    manager.post(url, sent | {"pictures-0-DELETE": "on"})
    assert is_live(page)


def test_what_the_phone_sends_has_its_tick(haean, manager_of, as_user):
    post_news(
        as_user(manager_of(haean)), haean, pictures=[photo()], consent="on", picture_alt="Boxes",
    )  # fmt: skip
    assert NewsPage.objects.get(title="Picking began").live
