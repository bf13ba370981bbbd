"""Pictures and documents in the page editor: each village its own collection."""

import io

from django.core.files.base import ContentFile

import pytest
from PIL import Image

from media.models import VillageDocument, VillageImage
from media.renditions import lying_ready
from media.services import store_picture
from tests.portal.test_posting import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures(haean, toegye):
    """A picture of each village."""
    return [
        store_picture(
            upload=ContentFile(photo().read(), name="a.jpg"), collection=village.collection,
            title=f"Picture of {village.slug}",
        )
        for village in (haean, toegye)
    ]  # fmt: skip


def test_editor_lists_the_own_village_s_pictures_only(haean, editor_of, as_user, pictures):
    listing = as_user(editor_of(haean)).get("/cms/images/").content.decode()
    assert "Picture of yanggu-haean" in listing
    assert "Picture of yanggu-toegye" not in listing


def test_editor_changes_own_pictures_and_no_foreign_one(haean, editor_of, as_user, pictures):
    client = as_user(editor_of(haean))
    own, foreign = pictures
    assert client.get(f"/cms/images/{own.pk}/").status_code == 200
    assert client.get(f"/cms/images/{foreign.pk}/").status_code in (302, 403, 404)
    assert client.post(f"/cms/images/{foreign.pk}/delete/").status_code in (302, 403, 404)
    assert VillageImage.objects.filter(pk=foreign.pk).exists()


def test_chooser_offers_own_pictures_only(haean, editor_of, as_user, pictures):
    chooser = as_user(editor_of(haean)).get("/cms/images/chooser/").content.decode()
    assert "yanggu-haean" in chooser
    assert "yanggu-toegye" not in chooser


def test_editor_uploads_a_document_into_the_own_collection_only(haean, toegye, editor_of, as_user):
    client = as_user(editor_of(haean))
    for village in (haean, toegye):
        client.post(
            "/cms/documents/add/",
            {"title": f"Minutes {village.slug}", "collection": village.collection.pk,
             "file": ContentFile(b"minutes", name="minutes.txt")},
        )  # fmt: skip
    places = {document.collection_id for document in VillageDocument.objects.all()}
    assert places == {haean.collection.pk}


def with_position() -> ContentFile:
    """A JPEG that tells where it was taken."""
    picture, out = Image.new("RGB", (900, 600), "green"), io.BytesIO()
    exif = picture.getexif()
    exif[0x010F] = "A phone"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(out, "JPEG", exif=exif)
    return ContentFile(out.getvalue(), name="yard.jpg")


@pytest.mark.parametrize("address", ["/cms/images/add/", "/cms/images/multiple/add/"])
def test_the_editor_s_pictures_tell_no_place_and_get_their_sizes(
    haean, editor_of, as_user, address, django_capture_on_commit_callbacks
):
    client = as_user(editor_of(haean))
    field = "files[]" if "multiple" in address else "file"
    sent = {"title": "The yard", "collection": haean.collection.pk, field: with_position()}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, sent)
    assert answer.status_code in (200, 302), answer.content
    picture = VillageImage.objects.get()
    with Image.open(picture.file.path) as stored:
        assert (stored.size, dict(stored.getexif())) == ((900, 600), {})
    assert picture.collection == haean.collection
    made = {r.filter_spec.partition("|")[0] for r in picture.renditions.all()}
    assert {"width-360", "card-1200x630"} <= made
    # Another cut is made when somebody says what matters on the picture.
    before = {r.pk for shape in ("square", "card") for r in shown(picture, shape)}
    form = {
        "title": "The yard",
        "collection": haean.collection.pk,
        "focal_point_x": 100,
        "focal_point_y": 100,
        "focal_point_width": 80,
        "focal_point_height": 80,
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/cms/images/{picture.pk}/", form).status_code == 302
    picture = VillageImage.objects.get()
    for shape in ("square", "card"):
        assert shown(picture, shape)
        assert not before & {r.pk for r in shown(picture, shape)}


def shown(picture, shape: str) -> list:
    """The renditions of a shape that a page would show."""
    return [r for found in lying_ready(picture, shape).values() for r in found]
