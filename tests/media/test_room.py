"""A village's room: counted as it fills, never over the top, given back."""

import threading

from django.core.files.base import ContentFile
from django.db import connection

import pytest

from media.errors import UploadRefused
from media.models import Room, VillageImage
from media.room import allow, recount, take_room, use_of
from media.services import store_picture
from tests.media.hostile import jpeg
from tests.portal.test_posting import photo, post_news
from villages.portal.models import NewsPage


def stored(village) -> VillageImage:
    return store_picture(
        upload=ContentFile(jpeg(), name="a.jpg"), collection=village.collection, title="Yard"
    )


@pytest.mark.django_db
def test_what_is_kept_is_counted_and_given_back(haean, toegye):
    image = stored(haean)
    assert use_of(haean.collection).used == image.file_size > 0
    assert use_of(toegye.collection).used == 0
    image.delete()
    assert use_of(haean.collection).used == 0


@pytest.mark.django_db
def test_a_full_village_is_told_so_and_keeps_its_words(haean, toegye, editor_of, as_user):
    allow(collection=haean.collection, most_bytes=100)
    answer = post_news(as_user(editor_of(haean)), haean, pictures=[photo()], consent="on")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "room for photos and files is full" in page
    assert "The first boxes left." in page
    assert not NewsPage.objects.filter(title="Picking began").exists()
    assert use_of(haean.collection).used == 0
    stored(toegye)


@pytest.mark.django_db
def test_the_page_editor_meets_the_same_wall(haean, editor_of, as_user):
    allow(collection=haean.collection, most_bytes=100)
    client = as_user(editor_of(haean))
    sent = {"title": "Yard", "collection": haean.collection.pk}
    for address, field in (("add/", "file"), ("multiple/add/", "files[]")):
        file = ContentFile(jpeg(), name="a.jpg")
        answer = client.post(f"/cms/images/{address}", {**sent, field: file})
        assert "room for photos and files is full" in answer.content.decode()
    assert not VillageImage.objects.exists()


@pytest.mark.django_db
def test_the_nightly_count_puts_right_what_drifted(haean):
    image = stored(haean)
    Room.objects.update(used_bytes=999_999_999)
    assert recount() == 1
    assert use_of(haean.collection).used == image.file_size
    assert recount() == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_share_the_last_bytes(haean):
    allow(collection=haean.collection, most_bytes=1000)
    told = []

    def take() -> None:
        try:
            take_room(haean.collection, 300)
            told.append("in")
        except UploadRefused:
            told.append("full")
        finally:
            connection.close()

    people = [threading.Thread(target=take) for _ in range(6)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert sorted(told) == ["full"] * 3 + ["in"] * 3
    assert use_of(haean.collection).used == 900


@pytest.mark.django_db
def test_the_office_shows_the_room_and_staff_give_more(haean, editor_of, staff, as_user):
    allow(collection=haean.collection, most_bytes=1000)
    take_room(haean.collection, 850)
    editor = as_user(editor_of(haean))
    assert "85 % is full" in editor.get(f"/office/{haean.slug}/").content.decode()
    assert "nearly full" in editor.get(f"/office/{haean.slug}/pages/").content.decode()
    bad = as_user(staff).post(
        f"/staff/villages/{haean.slug}/", {"act": "room", "gigabytes": "much"}
    )
    assert bad.status_code == 422
    done = as_user(staff).post(f"/staff/villages/{haean.slug}/", {"act": "room", "gigabytes": "3"})
    assert done.status_code == 302
    assert use_of(haean.collection).most == 3_000_000_000
    assert "is full" not in editor.get(f"/office/{haean.slug}/").content.decode()
