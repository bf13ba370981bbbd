"""Points 1 to 6 and 22: the page editor of one village is closed to the other's people."""

import json

from django.core.files.base import ContentFile

import pytest

from media.models import VillageDocument
from tests.isolation.conftest import MARKER
from villages.portal.models import NewsIndexPage, NewsPage, VillagePage
from villages.portal.services import grant_role

pytestmark = pytest.mark.django_db
CLOSED = (302, 403, 404)


@pytest.fixture
def editor(haean, editor_of, as_user):
    """An editor of Haean, at the keyboard."""
    return as_user(editor_of(haean))


@pytest.fixture
def manager(haean, manager_of, as_user):
    """The manager of Haean, at the keyboard."""
    return as_user(manager_of(haean))


@pytest.fixture
def root(person, as_user):
    """A superuser, at the keyboard."""
    return as_user(person("Root", is_superuser=True, is_staff=True))


def news_of(village):
    return NewsIndexPage.objects.get(path__startswith=village.page.path)


def story(village, **columns):
    columns = {"title": "A story", "slug": "a-story"} | columns
    return news_of(village).add_child(instance=NewsPage(**columns))


def saved(page):
    """What the editor wrote last, read anew."""
    return NewsPage.objects.get(pk=page.pk).latest_revision


def form_of(page_or_title="A story", **more):
    """What the editor's browser posts for a news story."""
    return {
        "title": page_or_title,
        "slug": "a-story",
        "summary": "",
        "published_on": "2026-05-01",
        "subject": "people",
        "picture": "",
        "picture_alt": "",
        "on_behalf_of": "",
        "content_language": "ko",
        "original": "",
        "body-count": "0",
        "search_description": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comment_notifications": "on",
    } | more


def linking(kind: str, **data) -> dict:
    """The form with a paragraph that links something."""
    text = {
        "blocks": [
            {
                "key": "a",
                "type": "unstyled",
                "depth": 0,
                "text": "here",
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": kind, "mutability": "MUTABLE", "data": data}},
    }
    return form_of(
        **{
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "paragraph",
            "body-0-id": "",
            "body-0-value": json.dumps(text),
        }
    )


def test_point_1_the_explorer_starts_at_ones_own_village(editor, haean, toegye):
    answer = editor.get("/cms/pages/", follow=True)
    assert answer.request["PATH_INFO"] == f"/cms/pages/{haean.page.pk}/"
    assert toegye.name_en not in answer.content.decode()


@pytest.mark.parametrize("which", ["toegye", "region", "home"])
def test_point_1_what_lies_outside_is_not_listed(editor, toegye, which):
    page = {
        "toegye": toegye.page,
        "region": toegye.page.get_parent(),
        "home": toegye.page.get_parent().get_parent().get_parent(),
    }[which]
    answer = editor.get(f"/cms/pages/{page.pk}/", follow=True)
    assert toegye.name_en not in answer.content.decode()


def test_point_2_two_villages_show_the_way_between_them_and_no_third(
    haean, yesong, toegye, manager_of, as_user
):
    user = manager_of(haean)
    grant_role(user=user, village=yesong, role="manager")
    client = as_user(user)
    index = haean.page.get_parent().get_parent()
    provinces = client.get(f"/cms/pages/{index.pk}/").content.decode()
    assert haean.page.get_parent().title in provinces
    assert yesong.page.get_parent().title in provinces
    county = client.get(f"/cms/pages/{haean.page.get_parent().pk}/").content.decode()
    assert haean.name_en in county
    assert toegye.name_en not in county


def test_point_3_own_pages_open_and_save(editor, haean):
    page = story(haean)
    assert editor.get(f"/cms/pages/add/villages/newspage/{news_of(haean).pk}/").status_code == 200
    assert editor.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", form_of("Own words"))
    assert answer.status_code == 302
    assert saved(page).content["title"] == "Own words"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["add/villages/newspage/{index}/", "{page}/edit/"])
def test_point_3_foreign_pages_neither_open_nor_save(editor, toegye, method, address):
    page = story(toegye)
    before = NewsPage.objects.count()
    url = "/cms/pages/" + address.format(index=news_of(toegye).pk, page=page.pk)
    sent = form_of("Taken over") if method == "post" else {}
    assert getattr(editor, method)(url, sent).status_code in CLOSED
    assert NewsPage.objects.count() == before
    assert saved(page) is None


def test_point_4_an_editor_s_press_on_publish_publishes_nothing(editor, haean):
    page = story(haean, live=False)
    assert (
        'value="action-publish"' not in editor.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    )
    editor.post(f"/cms/pages/{page.pk}/edit/", form_of(**{"action-publish": "1"}))
    page.refresh_from_db()
    assert not page.live


def test_point_4_the_manager_s_press_does(manager, haean):
    page = story(haean, live=False)
    manager.post(f"/cms/pages/{page.pk}/edit/", form_of(**{"action-publish": "1"}))
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    [
        "{page}/view_draft/",
        "{page}/history/",
        "{page}/revisions/compare/earliest...latest/",
        "{page}/revisions/{revision}/revert/",
        "{page}/revisions/{revision}/view/",
        "{page}/revisions/{revision}/unschedule/",
        "{page}/usage/",
        "{page}/workflow_history/",
        "{page}/privacy/",
        "{page}/lock/",
        "{page}/unlock/",
        "{page}/unpublish/",
        "{page}/delete/",
        "{page}/copy/",
        "{page}/convert_alias/",
        "{page}/edit/preview/",
        "{page}/workflow/status/",
        "workflow/action/{page}/approve/{task_state}/",
        "workflow/confirm_cancellation/{page}/",
        "workflow/preview/{page}/1/",
    ],
)
def test_point_5_screens_of_a_foreign_draft_are_closed(manager, secrets, address, method):
    answer = getattr(manager, method)("/cms/pages/" + address.format(**secrets))
    # A screen that is only read answers 405 to a POST.
    assert answer.status_code in (*CLOSED, 405)
    assert MARKER not in answer.content.decode()


def test_point_5_the_village_s_own_manager_opens_them(secrets, toegye, manager_of, as_user):
    own = as_user(manager_of(toegye))
    for address in ("{page}/history/", "{page}/view_draft/", "{page}/workflow_history/"):
        answer = own.get("/cms/pages/" + address.format(**secrets))
        assert answer.status_code == 200
        assert MARKER in answer.content.decode()


@pytest.mark.parametrize("alias", [{}, {"alias": "on"}])
def test_point_6_no_copy_or_alias_goes_to_another_village(manager, haean, toegye, alias):
    page, before = story(haean), NewsPage.objects.count()
    manager.post(
        f"/cms/pages/{page.pk}/copy/",
        {
            "new_title": "Copy",
            "new_slug": "copy",
            "new_parent_page": news_of(toegye).pk,
            **alias,
        },
    )
    assert NewsPage.objects.count() == before


def test_point_6_a_copy_at_home_works(manager, haean):
    page = story(haean)
    manager.post(
        f"/cms/pages/{page.pk}/copy/",
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": news_of(haean).pk},
    )
    assert NewsPage.objects.filter(slug="copy", path__startswith=haean.page.path).exists()


@pytest.mark.parametrize("way", ["in", "out"])
def test_point_6_no_copy_is_taken_or_given(manager, haean, toegye, way):
    source, target = (toegye, haean) if way == "in" else (haean, toegye)
    page, before = story(source), NewsPage.objects.count()
    manager.post(
        f"/cms/pages/{page.pk}/copy/",
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": news_of(target).pk},
    )
    assert NewsPage.objects.count() == before


@pytest.mark.parametrize("who", ["manager", "root", "both"])
def test_point_6_no_page_moves_to_another_village(request, haean, yesong, manager_of, as_user, who):
    if who == "both":
        user = manager_of(haean)
        grant_role(user=user, village=yesong, role="manager")
        client = as_user(user)
    else:
        client = request.getfixturevalue(who)
    page = story(haean)
    client.post(f"/cms/pages/{page.pk}/move/{news_of(yesong).pk}/confirm/")
    page.refresh_from_db()
    assert page.path.startswith(haean.page.path)


@pytest.mark.parametrize("who", ["manager", "root", "both"])
def test_point_6_nor_do_many_at_once(request, haean, yesong, manager_of, as_user, who):
    if who == "both":
        user = manager_of(haean)
        grant_role(user=user, village=yesong, role="manager")
        client = as_user(user)
    else:
        client = request.getfixturevalue(who)
    page = story(haean)
    client.post(
        f"/cms/bulk/wagtailcore/page/move/?id={page.pk}",
        {"chooser": news_of(yesong).pk, "move_applied": "true"},
    )
    page.refresh_from_db()
    assert page.path.startswith(haean.page.path)


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
def test_point_6_bulk_actions_leave_foreign_pages_alone(manager, toegye, action):
    page = story(toegye, live=action != "publish")
    manager.post(f"/cms/bulk/wagtailcore/page/{action}/?id={page.pk}", {"include_descendants": ""})
    page.refresh_from_db()
    assert page.live == (action != "publish")


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
def test_point_6_bulk_actions_work_at_home(manager, haean, action):
    """The same request for one's own page does what the foreign one must not."""
    page = story(haean, live=action != "publish")
    if action == "publish":
        page.save_revision()
    manager.post(f"/cms/bulk/wagtailcore/page/{action}/?id={page.pk}", {"include_descendants": ""})
    found = NewsPage.objects.filter(pk=page.pk).values_list("live", flat=True)
    assert list(found) == {"publish": [True], "unpublish": [False], "delete": []}[action]


@pytest.mark.parametrize("way", ["one", "many"])
def test_point_6_a_move_within_the_village_works(root, haean, way):
    """The same request with a place at home; a second list stands there for it."""
    page = story(haean)
    home = VillagePage.objects.get(pk=haean.page.pk)
    other = home.add_child(instance=NewsIndexPage(title="More", slug="more"))
    if way == "one":
        root.post(f"/cms/pages/{page.pk}/move/{other.pk}/confirm/")
    else:
        root.post(
            f"/cms/bulk/wagtailcore/page/move/?id={page.pk}",
            {"chooser": other.pk, "move_applied": "true"},
        )
    page.refresh_from_db()
    assert page.path.startswith(other.path)


def test_a_list_s_filters_name_nobody_of_another_village(manager, haean, toegye):
    """Owner, editor and site would list the whole nation; the type may be chosen."""
    story(haean)
    body = manager.get(f"/cms/pages/{news_of(haean).pk}/").content.decode()
    assert "A story" in body
    for field in ("owner", "edited_by", "site"):
        assert f'name="{field}"' not in body
    assert 'name="latest_revision_created_at_from"' in body


def test_point_6_a_village_never_lies_under_a_village(root, haean, toegye):
    root.post(f"/cms/pages/{toegye.page.pk}/move/{haean.page.pk}/confirm/")
    root.post(
        f"/cms/pages/{toegye.page.pk}/copy/",
        {"new_title": "X", "new_slug": "x", "new_parent_page": haean.page.pk},
    )
    root.post(
        f"/cms/bulk/wagtailcore/page/move/?id={toegye.page.pk}",
        {"chooser": haean.page.pk, "move_applied": "true"},
    )
    assert set(VillagePage.objects.values_list("depth", flat=True)) == {5}
    assert not haean.page.get_children().type(VillagePage).exists()


def test_point_9_a_foreign_picture_s_number_is_an_error_beside_the_field(editor, haean, secrets):
    page = story(haean)
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", form_of(picture=str(secrets["image"])))
    assert answer.status_code == 200
    assert "This belongs to another village" in answer.content.decode()
    assert saved(page) is None


def test_point_9_a_foreign_picture_in_a_block_is_an_error(editor, haean, secrets):
    page = story(haean)
    sent = form_of(
        **{
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "picture",
            "body-0-id": "",
            "body-0-value-image": str(secrets["image"]),
            "body-0-value-alt": "A field",
            "body-0-value-caption": "",
        }
    )
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", sent)
    assert "This belongs to another village" in answer.content.decode()
    assert saved(page) is None


def test_point_9_a_link_to_a_foreign_draft_in_the_text_is_an_error(editor, haean, secrets):
    page = story(haean)
    sent = linking("LINK", id=secrets["page"], url="/x/", parentId=1)
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", sent)
    assert "This belongs to another village" in answer.content.decode()


def test_point_9_a_link_to_a_foreign_document_in_the_text_is_an_error(editor, haean, secrets):
    page = story(haean)
    sent = linking("DOCUMENT", id=secrets["document"], url="/x/", filename="x.txt")
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", sent)
    assert "This belongs to another village" in answer.content.decode()
    assert saved(page) is None


def test_point_9_a_link_to_an_own_document_passes(editor, haean):
    own = VillageDocument.objects.create(
        title="Rules", collection=haean.collection, file=ContentFile(b"x", name="rules.txt")
    )
    page = story(haean)
    sent = linking("DOCUMENT", id=own.pk, url="/x/", filename="rules.txt")
    assert editor.post(f"/cms/pages/{page.pk}/edit/", sent).status_code == 302
    assert 'linktype="document"' in saved(page).as_object().body[0].value.source


def test_point_9_own_pictures_pass(editor, haean, toegye, secrets):
    from media.services import store_picture
    from tests.portal.test_posting import photo

    own = store_picture(
        upload=ContentFile(photo().read(), name="b.jpg"), collection=haean.collection, title="Own"
    )
    page = story(haean)
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", form_of(picture=str(own.pk)))
    assert answer.status_code == 302
    assert saved(page).content["picture"] == own.pk


def test_point_9_no_page_becomes_the_translation_of_a_foreign_one(editor, haean, toegye):
    page, other = story(haean), story(toegye, slug="other")
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", form_of(original=str(other.pk)))
    assert "village of its first version" in answer.content.decode()
    assert saved(page) is None


def test_point_22_a_crafted_preview_of_a_foreign_page_shows_nothing(manager, secrets):
    url = f"/cms/pages/{secrets['page']}/edit/preview/"
    assert manager.post(url, form_of("Crafted")).status_code in CLOSED
    shown = manager.get(url)
    assert shown.status_code in CLOSED
    assert MARKER not in shown.content.decode()


def test_point_22_a_crafted_preview_below_a_foreign_list_is_refused(manager, toegye):
    url = f"/cms/pages/add/villages/newspage/{news_of(toegye).pk}/preview/"
    assert manager.post(url, form_of("Crafted")).status_code in CLOSED
