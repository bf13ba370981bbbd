"""Posting from a phone: each picture by itself, albums, and what nobody used."""

from django.core.files.base import ContentFile

import pytest

from media.models import PhoneUpload, VillageImage
from tests.isolation.requests import form_on
from tests.media.hostile import HTML, by, jpeg
from tests.portal.test_posting import photo, post_news
from villages.portal.albums import photos_of
from villages.portal.models import GalleryPage, NewsPage

pytestmark = pytest.mark.django_db


def send(client, village, key="k1", data=None):
    file = ContentFile(data or jpeg(), name="a.jpg")
    return client.post(
        f"/office/{village.slug}/post/pictures/", {"picture": file, "client_key": key}
    )


def post_photos(client, village, **fields):
    data = {"title": "Spring", "text": "", "language": "ko", "client_key": "b" * 32, **fields}
    return client.post(f"/office/{village.slug}/post/photos/", data)


def test_a_picture_sent_twice_is_kept_once(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    first, second = send(client, haean).json(), send(client, haean).json()
    assert first == second
    assert VillageImage.objects.count() == 1


def test_a_picture_that_came_before_stands_in_the_story(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    one = send(client, haean, "k1", by("HEIF")()).json()["id"]
    two = send(client, haean, "k2").json()["id"]
    done = post_news(
        client, haean, uploaded=f"{two}:/media/x.jpg,{one}:", consent="on", picture_alt="Boxes"
    )
    assert done.status_code == 302
    page = NewsPage.objects.get(title="Picking began").get_latest_revision_as_object()
    assert (page.picture_id, page.picture.alt_text, page.picture.consent) == (two, "Boxes", True)
    assert [b.value["image"].pk for b in page.body if b.block_type == "picture"] == [one]
    assert not PhoneUpload.objects.filter(used_at=None).exists()


def test_faces_need_a_yes_for_pictures_sent_before_too(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    pk = send(client, haean).json()["id"]
    answer = post_news(client, haean, uploaded=f"{pk}:/media/x.jpg")
    assert answer.status_code == 422
    assert f"{pk}:/media/x.jpg" in answer.content.decode()


def test_nobody_uses_another_s_picture(haean, toegye, editor_of, as_user):
    theirs = send(as_user(editor_of(toegye)), toegye).json()["id"]
    colleague = send(as_user(editor_of(haean)), haean).json()["id"]
    post_news(
        as_user(editor_of(haean)), haean, uploaded=f"{theirs},{colleague},999999", consent="on"
    )
    page = NewsPage.objects.get(title="Picking began")
    assert page.picture is None


def test_who_may_send_pictures(haean, toegye, editor_of, resident_of, as_user, client):
    assert send(client, haean).status_code == 302
    assert send(as_user(resident_of(haean)), haean).status_code in (403, 404)
    assert send(as_user(editor_of(toegye)), haean).status_code == 404
    assert not VillageImage.objects.exists()


def test_a_bad_picture_is_answered_in_words(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    for data, key in ((HTML, "k"), (jpeg(), "")):
        answer = send(client, haean, key, data)
        assert answer.status_code == 422
        assert len(answer.json()["error"]) > 20
    assert client.post(f"/office/{haean.slug}/post/pictures/", {}).status_code == 422


def test_an_album_goes_out_with_captions_in_the_order_chosen(haean, manager_of, as_user, client):
    manager = as_user(manager_of(haean))
    pk = send(manager, haean).json()["id"]
    done = post_photos(
        manager,
        haean,
        uploaded=str(pk),
        pictures=[photo(), photo()],
        consent="on",
        alts='["A hill", "A well", ""]',
    )
    assert done.status_code == 302, done.content
    page = GalleryPage.objects.get(title="Spring")
    assert page.live
    url = f"/office/{haean.slug}/pages/{page.pk}/album/"
    assert manager.get(url).status_code == 200
    keys = [photo.key for photo in photos_of(page)]

    def press(act, **typed):
        form = form_on(manager, url, has="title")
        return manager.post(url, {**form.filled(title="Spring again"), **typed, "act": act})

    typed = {
        f"caption-{keys[0]}": "First",
        f"caption-{keys[1]}": "Second",
        f"alt-{keys[2]}": "Hill",
    }
    assert press(f"down-{keys[0]}", **typed).status_code == 302
    page.refresh_from_db()
    newest = page.get_latest_revision_as_object()
    assert [p.caption for p in newest.pictures.all()] == ["Second", "First", ""]
    assert press(f"drop-{keys[2]}").status_code == 302
    assert press("up-99999").status_code == 302
    manager.post(f"/office/{haean.slug}/pages/{page.pk}/send/")
    shown = client.get(page.url).content.decode()
    assert "Spring again" in shown
    assert shown.count("<figure") == 2


def test_an_album_needs_a_photo_and_takes_thirty(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    assert "at least one photo" in post_photos(client, haean).content.decode()
    many = ",".join(str(n) for n in range(1, 32))
    answer = post_photos(client, haean, uploaded=many, consent="on")
    assert "Thirty pictures at most" in answer.content.decode()
    assert not GalleryPage.objects.filter(title="Spring").exists()


def test_an_album_of_another_village_is_not_there(haean, toegye, manager_of, as_user):
    post_photos(as_user(manager_of(haean)), haean, pictures=[photo()], consent="on")
    page = GalleryPage.objects.get(title="Spring")
    other = as_user(manager_of(toegye))
    for slug in (haean.slug, toegye.slug):
        assert other.post(f"/office/{slug}/pages/{page.pk}/album/", {}).status_code == 404
