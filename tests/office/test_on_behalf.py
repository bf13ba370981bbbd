"""A secretary writes for a resident: the page says whose words, the log says both."""

from datetime import timedelta

from django.utils import timezone

import pytest

from tests.isolation.requests import form_on
from tests.portal.test_posting import photo
from villages.activity.models import Activity
from villages.portal.models import (
    EventPage,
    GalleryPage,
    NewsPage,
    NoticePage,
    StoryPage,
)

pytestmark = pytest.mark.django_db
MODELS = {"news": NewsPage, "notice": NoticePage, "event": EventPage, "photos": GalleryPage}
LOGGED = {"news": "news", "notice": "notice", "event": "event", "photos": "gallery"}


def send(client, village, kind: str, **more):
    data = {
        "title": "From the hill",
        "text": "She told it at the well.",
        "language": "en",
        "client_key": "b" * 32,
        "on_behalf_of": " Kim  Sunja ",
        **more,
    }
    if kind == "news":
        data |= {"subject": "people"}
    if kind == "event":
        when = timezone.localtime() + timedelta(days=9)
        data |= {"starts_at": when.strftime("%Y-%m-%dT%H:%M")}
    if kind == "photos":
        data |= {"pictures": [photo()], "consent": "on", "picture_alt": "A hill"}
    return client.post(f"/office/{village.slug}/post/{kind}/", data)


@pytest.mark.parametrize("kind", MODELS)
def test_the_byline_is_the_resident_s_and_the_log_has_both(
    haean, manager_of, as_user, client, kind
):
    manager = manager_of(haean)
    office = as_user(manager)
    assert send(office, haean, kind).status_code == 302
    page = MODELS[kind].objects.get()
    assert page.on_behalf_of == "Kim Sunja"
    assert page.owner == manager
    shown = client.get(page.get_url()).content.decode()
    assert "<b" in shown
    assert "Kim Sunja</b>" in shown
    assert "These are the words of a resident; somebody else typed them." in shown
    assert manager.name not in shown
    for what in ("written", "published"):
        row = Activity.objects.get(kind=f"{LOGGED[kind]}.{what}", ref=str(page.pk))
        assert row.actor == manager
        assert row.data == {"on_behalf_of": "Kim Sunja"}
    assert "for Kim Sunja" in office.get(f"/office/{haean.slug}/").content.decode()


@pytest.mark.parametrize("kind", MODELS)
def test_one_s_own_words_need_no_name(haean, manager_of, as_user, client, kind):
    send(as_user(manager_of(haean)), haean, kind, on_behalf_of="")
    page = MODELS[kind].objects.get()
    assert "somebody else typed them" not in client.get(page.get_url()).content.decode()
    assert Activity.objects.get(kind=f"{LOGGED[kind]}.written").data == {}


def test_the_approver_sees_whose_words_they_are(haean, editor_of, manager_of, as_user):
    send(as_user(editor_of(haean)), haean, "notice")
    page = NoticePage.objects.get()
    answer = as_user(manager_of(haean)).get(f"/office/{haean.slug}/approvals/{page.pk}/")
    assert "Words of Kim Sunja" in answer.content.decode()


def test_a_wrong_name_is_put_right_on_the_phone(haean, manager_of, as_user):
    office = as_user(manager_of(haean))
    send(office, haean, "event")
    page = EventPage.objects.get()
    door = f"/office/{haean.slug}/pages/{page.pk}/edit/"
    form = form_on(office, door, has="on_behalf_of")
    assert form.fields["on_behalf_of"] == "Kim Sunja"
    office.post(door, form.filled(text="Again.", on_behalf_of="Kim Sunhee"))
    page.refresh_from_db()
    assert page.on_behalf_of == "Kim Sunhee"


def test_a_story_of_the_village_says_it_too(haean, client):
    home = type(haean.page).objects.get(pk=haean.page_id)
    page = home.add_child(
        instance=StoryPage(
            title="The flood", slug="flood", content_language="en", on_behalf_of="Kim Sunja"
        )
    )
    page.save_revision().publish()
    assert "Kim Sunja</b>" in client.get(page.get_url()).content.decode()
