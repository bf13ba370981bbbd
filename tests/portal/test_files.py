"""Pictures and documents in the page editor: each village its own collection."""

from django.core.files.base import ContentFile

import pytest

from media.models import VillageDocument, VillageImage
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
