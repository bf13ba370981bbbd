"""The page editor offers nothing that it refuses after the press."""

import html
import re

from django.core.files.base import ContentFile
from django.urls import reverse

import pytest

from media.models import VillageDocument
from media.services import store_picture
from tests.isolation.test_admin_pages import news_of, story
from tests.portal.test_posting import photo
from tests.portal.test_starters import STAYS, page_of

pytestmark = pytest.mark.django_db
TAKING_AWAY = ("unpublish", "delete", "move", "copy")
DENIED = "you do not have permission"


@pytest.fixture
def root(person, as_user):
    return as_user(person("Root", is_superuser=True, is_staff=True))


def offered(client, url: str, page) -> set[str]:
    """What a screen offers to do with a page, besides changing it."""
    body = client.get(url).content.decode()
    return {
        what
        for what in TAKING_AWAY
        if re.search(rf'href="{reverse(f"wagtailadmin_pages:{what}", args=[page.pk])}["?]', body)
    }


@pytest.mark.parametrize("hat", ["manager", "editor"])
@pytest.mark.parametrize("which", ["home", "news", "committee"])
def test_a_starter_page_is_not_offered_to_be_taken_away(haean, with_role, as_user, which, hat):
    page, client = page_of(haean, which), as_user(with_role(hat, haean))
    for screen in ("", "edit/"):
        assert offered(client, f"/cms/pages/{page.pk}/{screen}", page) == set()
    above = page.get_parent()
    if which != "home":
        assert offered(client, f"/cms/pages/{above.pk}/", page) == set()


def test_an_earlier_text_of_it_offers_no_more(haean, manager_of, as_user):
    page = page_of(haean, "news")
    old = page.save_revision()
    page.save_revision()
    url = f"/cms/pages/{page.pk}/revisions/{old.pk}/revert/"
    assert offered(as_user(manager_of(haean)), url, page) == set()


def test_a_story_beside_them_is_offered_all_of_it(haean, manager_of, as_user):
    page, manager = story(haean), as_user(manager_of(haean))
    for url in (f"/cms/pages/{page.pk}/edit/", f"/cms/pages/{news_of(haean).pk}/"):
        assert offered(manager, url, page) == set(TAKING_AWAY)


def test_a_superuser_is_offered_all_of_it(root, haean):
    page = page_of(haean, "places")
    assert offered(root, f"/cms/pages/{page.pk}/edit/", page) == set(TAKING_AWAY)


def ticks(client, page) -> set[str]:
    body = client.get(f"/cms/pages/{page.pk}/").content.decode()
    return set(re.findall(r'data-object-id="(\d+)" data-bulk-action-checkbox', body))


def test_only_what_can_go_with_many_can_be_ticked(haean, manager_of, as_user, root):
    page, home = story(haean), page_of(haean, "home")
    manager = as_user(manager_of(haean))
    assert ticks(manager, home) == set()
    assert ticks(manager, news_of(haean)) == {str(page.pk)}
    assert str(page_of(haean, "news").pk) in ticks(root, home)


@pytest.mark.parametrize(("hat", "is_offered"), [("manager", True), ("editor", False)])
def test_many_at_once_are_published_by_publishers(haean, with_role, as_user, hat, is_offered):
    story(haean)
    body = as_user(with_role(hat, haean)).get(f"/cms/pages/{news_of(haean).pk}/").content.decode()
    assert ("/cms/bulk/wagtailcore/page/publish/" in body) is is_offered
    assert "/cms/bulk/wagtailcore/page/delete/" in body


def test_an_editor_here_who_publishes_elsewhere_is_not_offered_it_here(
    haean, toegye, manager_of, as_user
):
    from villages.portal.services import grant_role

    story(haean)
    double = manager_of(toegye)
    grant_role(user=double, village=haean, role="editor")
    body = as_user(double).get(f"/cms/pages/{news_of(haean).pk}/").content.decode()
    assert "/cms/bulk/wagtailcore/page/publish/" not in body


# --- every way that stands on the editor's screens


@pytest.fixture
def screens(haean):
    """The screens of pages, pictures and files of a village, as somebody finds them."""

    def make(owner) -> list[str]:
        live = story(haean, owner=owner)
        live.save_revision().publish()
        draft = story(haean, title="Draft", slug="draft", live=False, owner=owner)
        draft.save_revision(user=owner)
        own = {"collection": haean.collection, "uploaded_by_user": owner}
        file = ContentFile(b"A line of words.", name="lines.txt")
        VillageDocument.objects.create(title="Lines", file=file, **own)
        store_picture(
            upload=ContentFile(photo().read(), name="b.jpg"),
            collection=haean.collection,
            title="Harvest",
            uploaded_by=owner,
        )
        pages = [page_of(haean, which).pk for which in ("home", "news", "committee")]
        pages += [live.pk, draft.pk]
        return ["/cms/", "/cms/images/", "/cms/documents/", "/cms/media/", "/cms/account/"] + [
            f"/cms/pages/{pk}/{screen}" for pk in pages for screen in ("", "edit/", "history/")
        ]

    return make


def ways_on(body: str) -> set[str]:
    """Where the links of a screen lead; what many at once need ticks for is left out."""
    ways = set()
    for address in re.findall(r'<a [^>]*href="(/cms/[^"]*)"', body):
        address = html.unescape(address)
        if not re.search(r"/(logout|bulk)/", address):
            ways.add(address)
    return ways


@pytest.mark.parametrize("hat", ["manager", "editor"])
def test_no_way_on_leads_to_a_refusal(haean, with_role, as_user, screens, hat):
    who = with_role(hat, haean)
    client = as_user(who)
    found = {}
    for screen in screens(who):
        for way in ways_on(client.get(screen).content.decode()):
            found.setdefault(way, screen)
    refused = {}
    for way, screen in found.items():
        answer = client.get(way, follow=True)
        body = answer.content.decode()
        if answer.status_code != 200 or STAYS in body or DENIED in body:
            refused[way] = screen
    assert refused == {}
