"""A photo sent ahead, before its text: Toegye's is attached, seen and deleted in Toegye alone."""

import re

import pytest

from media.models import PhoneUpload, VillageImage, VillageMedia
from tests.isolation.conftest import MARKER
from tests.media.hostile import jpeg
from tests.media.test_phone import post_photos, send
from tests.portal.test_posting import post_news
from villages.portal import posting, recordings
from villages.portal.models import GalleryPage, NewsPage, StoryPage
from villages.portal.services import grant_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(toegye, editor_of):
    """Somebody who writes for Toegye."""
    return editor_of(toegye)


@pytest.fixture
def ahead(toegye, author) -> VillageImage:
    """A photo of Toegye that waits for its text."""
    from django.core.files.base import ContentFile

    upload = ContentFile(jpeg(), name="a.jpg")
    return posting.take_picture(village=toegye, author=author, upload=upload, key=MARKER)


def attached(page) -> set[int]:
    """The pictures of the newest version of a page."""
    newest = page.get_latest_revision_as_object()
    if isinstance(newest, GalleryPage):
        return {picture.image_id for picture in newest.pictures.all()}
    found = {block.value["image"].pk for block in newest.body if block.block_type == "picture"}
    return found | {newest.picture_id} - {None}


def test_its_own_author_attaches_it(toegye, author, ahead, as_user):
    assert (
        post_news(as_user(author), toegye, uploaded=str(ahead.pk), consent="on").status_code == 302
    )
    assert attached(NewsPage.objects.get(title="Picking began")) == {ahead.pk}
    assert not PhoneUpload.objects.filter(used_at=None).exists()


@pytest.mark.parametrize("role", ["reporter", "editor", "manager"])
def test_nobody_of_another_village_attaches_it(haean, ahead, with_role, as_user, role):
    client = as_user(with_role(role, haean))
    post_news(client, haean, uploaded=f"{ahead.pk}:{ahead.file.url}", consent="on")
    post_photos(client, haean, uploaded=str(ahead.pk), consent="on")
    for page in (*NewsPage.objects.filter(title="Picking began"), *GalleryPage.objects.all()):
        assert ahead.pk not in attached(page)
    assert PhoneUpload.objects.get(image=ahead).used_at is None


def test_who_writes_for_both_villages_does_not_carry_it_over(haean, author, ahead, as_user):
    grant_role(user=author, village=haean, role="editor")
    post_news(as_user(author), haean, uploaded=str(ahead.pk), consent="on")
    assert attached(NewsPage.objects.get(title="Picking began")) == set()
    assert PhoneUpload.objects.get(image=ahead).used_at is None


def test_the_same_key_of_another_person_gives_another_photo(
    haean, toegye, ahead, editor_of, as_user
):
    own = as_user(editor_of(toegye))
    assert send(own, toegye, MARKER).json()["id"] != ahead.pk
    theirs = send(as_user(editor_of(haean)), haean, MARKER).json()
    assert theirs["id"] != ahead.pk
    assert theirs["url"] != ahead.file.url
    assert VillageImage.objects.get(pk=theirs["id"]).collection == haean.collection


def test_the_own_editor_sees_it_in_the_page_editor(toegye, author, ahead, as_user):
    said = as_user(author).get(f"/cms/images/{ahead.pk}/").content.decode()
    assert MARKER in said


def test_nobody_else_sees_or_deletes_it(personas, ahead):
    for name, client in personas.items():
        for address in ("", "delete/", "usage/"):
            for method in (client.get, client.post):
                answer = method(f"/cms/images/{ahead.pk}/{address}", {"title": "Taken"})
                assert answer.status_code in (302, 403, 404), (name, address)
                assert MARKER not in answer.content.decode()
    kept = VillageImage.objects.get(pk=ahead.pk)
    assert kept.title == MARKER
    assert PhoneUpload.objects.filter(image=ahead, used_at=None).exists()


def test_nobody_else_finds_it_in_an_album(haean, toegye, author, ahead, manager_of, as_user):
    own = as_user(author)
    kept = post_photos(own, toegye, uploaded=str(ahead.pk), consent="on", later="1")
    assert kept.status_code == 302
    page = GalleryPage.objects.get(title="Spring")
    assert attached(page) == {ahead.pk}
    assert own.get(f"/office/{toegye.slug}/pages/{page.pk}/album/").status_code == 200
    other = as_user(manager_of(haean))
    for slug in (haean.slug, toegye.slug):
        address = f"/office/{slug}/pages/{page.pk}/album/"
        assert other.get(address).status_code == 404
        assert other.post(address, {"title": "x", "act": "drop-0"}).status_code == 404
    assert attached(page) == {ahead.pk}


def test_a_recording_is_kept_told_and_taken_away_in_its_village_alone(
    haean, toegye, author, personas, as_user
):
    from django.core.files.base import ContentFile

    from tests.media.test_recordings import sound

    kept = recordings.keep(
        village=toegye, author=author, upload=ContentFile(sound(), name="a.wav"), title=MARKER,
        language="ko", transcript=MARKER,
    )  # fmt: skip
    place = f"/office/{toegye.slug}/recordings/"
    assert MARKER in as_user(author).get(place).content.decode()
    own_words = re.compile(re.escape(MARKER))
    for name, client in personas.items():
        for slug in (haean.slug, toegye.slug):
            start = f"/office/{slug}/recordings/"
            story = {"act": "story", "s-title": "Taken", "s-text": "x", "s-language": "en"}
            for answer in (
                client.get(start),
                client.get(f"{start}{kept.pk}/"),
                client.post(f"{start}{kept.pk}/", story),
                client.post(f"{start}{kept.pk}/remove/"),
            ):
                assert not own_words.search(answer.content.decode()), (name, slug)
    assert VillageMedia.objects.filter(pk=kept.pk).exists()
    assert not StoryPage.objects.filter(title="Taken").exists()
    assert as_user(author).get(f"{place}{kept.pk}/").status_code == 200
