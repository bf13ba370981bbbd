"""Points 7, 8 and 10: choosers, pictures and documents stay in their village."""

import re

from django.core.files.base import ContentFile

import pytest

from media.models import VillageDocument, VillageImage
from tests.isolation.conftest import MARKER
from tests.portal.test_posting import photo
from villages.portal.services import grant_role

pytestmark = pytest.mark.django_db
CLOSED = (302, 403, 404)


@pytest.fixture
def editor(haean, editor_of, as_user):
    """An editor of Haean, at the keyboard."""
    return as_user(editor_of(haean))


@pytest.mark.parametrize(
    "address",
    [
        "choose-page/",
        "choose-page/{village_page}/",
        "choose-page/search/?q=Draft",
        "choose-page/search/?q=zz",
        "choose-page/chosen-multiple/?id={page}",
        "choose-page/?page_type=villages.newspage",
        "images/chooser/",
        "images/chooser/results/?q=zz",
        "images/chooser/results/?collection_id={collection}",
        "images/chooser/chosen/{image}/",
        "images/chooser/chosen-multiple/?id={image}",
        "images/chooser/{image}/select_format/",
        "documents/chooser/",
        "documents/chooser/results/?q=zz",
        "documents/chooser/results/?collection_id={collection}",
        "documents/chooser/chosen/{document}/",
        "documents/chooser/chosen-multiple/?id={document}",
        "media/chooser/",
        "media/chooser/results/?q=zz",
        "media/chooser/chosen/{media}/",
    ],
)
def test_points_7_and_8_no_chooser_offers_what_is_foreign(editor, secrets, address):
    answer = editor.get("/cms/" + address.format(**secrets))
    assert answer.status_code < 500
    said = answer.content.decode().replace("q=zz", "")
    assert MARKER not in said


def test_a_chooser_takes_the_numbers_it_asks_for(editor, haean):
    for query in ("p=1", "collection_id=", "parent_page_id=", f"id={haean.page.pk}"):
        assert editor.get(f"/cms/images/chooser/results/?{query}").status_code == 200, query


def test_point_7_public_pages_are_offered(editor, haean):
    home = haean.page.get_parent().get_parent().get_parent()
    answer = editor.get(f"/cms/choose-page/chosen-multiple/?id={home.pk}")
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    [
        "images/{image}/",
        "images/usage/{image}/",
        "images/{image}/delete/",
        "images/{image}/generate_url/",
        "images/{image}/generate_url/original/",
        "images/{image}/preview/original/",
        "images/multiple/{image}/",
        "images/multiple/{image}/delete/",
        "documents/edit/{document}/",
        "documents/usage/{document}/",
        "documents/delete/{document}/",
        "documents/multiple/{document}/",
        "documents/multiple/{document}/delete/",
        "media/edit/{media}/",
        "media/delete/{media}/",
        "media/usage/{media}/",
    ],
)
def test_point_8_a_foreign_file_s_screens_are_closed(editor, secrets, address, method):
    answer = getattr(editor, method)(
        "/cms/" + address.format(**secrets),
        {"title": "Taken"},
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )
    assert answer.status_code in (*CLOSED, 400, 405)
    assert MARKER not in answer.content.decode()
    assert VillageImage.objects.get(pk=secrets["image"]).title == MARKER
    assert VillageDocument.objects.get(pk=secrets["document"]).title == MARKER


@pytest.mark.parametrize(
    "address",
    ["images/", "documents/", "media/", "images/?q=zz", "images/?collection_id={collection}"],
)
def test_point_8_lists_hold_ones_own(editor, secrets, address):
    answer = editor.get("/cms/" + address.format(**secrets))
    assert answer.status_code == 200
    assert MARKER not in answer.content.decode()


@pytest.mark.parametrize("kind", ["image", "document"])
@pytest.mark.parametrize("action", ["delete", "add_to_collection", "add_tags"])
def test_point_8_bulk_actions_leave_foreign_files_alone(editor, haean, secrets, kind, action):
    url = f"/cms/bulk/media/village{kind}/{action}/?id={secrets[kind]}"
    answer = editor.post(url, {"collection": haean.collection_id, "tags": "taken"})
    assert answer.status_code < 500
    model = VillageImage if kind == "image" else VillageDocument
    kept = model.objects.get(pk=secrets[kind])
    assert kept.collection_id == secrets["collection"]
    assert not kept.tags.exists()
    assert MARKER not in answer.content.decode()


@pytest.mark.parametrize("kind", ["image", "document"])
@pytest.mark.parametrize("action", ["delete", "add_to_collection"])
def test_point_8_the_village_s_own_bulk_actions_work(
    toegye, manager_of, as_user, haean, secrets, kind, action
):
    """The same request of the rightful person; between two villages of one's own for a move."""
    user = manager_of(toegye)
    grant_role(user=user, village=haean, role="manager")
    url = f"/cms/bulk/media/village{kind}/{action}/?id={secrets[kind]}"
    as_user(user).post(url, {"collection": haean.collection_id})
    model = VillageImage if kind == "image" else VillageDocument
    kept = model.objects.filter(pk=secrets[kind]).values_list("collection_id", flat=True)
    assert list(kept) == ([] if action == "delete" else [haean.collection_id])


@pytest.mark.parametrize("kind", ["image", "document"])
def test_point_8_the_village_s_own_editor_tags_in_bulk(toegye, editor_of, as_user, secrets, kind):
    url = f"/cms/bulk/media/village{kind}/add_tags/?id={secrets[kind]}"
    as_user(editor_of(toegye)).post(url, {"collection": toegye.collection_id, "tags": "taken"})
    model = VillageImage if kind == "image" else VillageDocument
    assert list(model.objects.get(pk=secrets[kind]).tags.names()) == ["taken"]


@pytest.mark.parametrize(
    "address",
    ["images/{image}/", "images/usage/{image}/", "documents/edit/{document}/",
     "documents/usage/{document}/", "media/edit/{media}/", "images/", "documents/", "media/",
     "images/chooser/", "documents/chooser/", "media/chooser/",
     "images/chooser/results/?q=zz", "documents/chooser/results/?q=zz"],
)  # fmt: skip
def test_points_7_and_8_the_village_s_own_editor_sees_them(
    toegye, editor_of, as_user, secrets, address
):
    answer = as_user(editor_of(toegye)).get("/cms/" + address.format(**secrets))
    assert answer.status_code == 200
    assert MARKER in answer.content.decode()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_point_8_no_file_moves_into_a_foreign_collection(editor, haean, toegye, kind):
    if kind == "image":
        own = VillageImage.objects.create(
            title="Own",
            collection=haean.collection,
            file=ContentFile(photo().read(), name="own.jpg"),
            width=640,
            height=480,
        )
    else:
        own = VillageDocument.objects.create(
            title="Own", collection=haean.collection, file=ContentFile(b"x", name="own.txt")
        )
    editor.post(
        f"/cms/bulk/media/village{kind}/add_to_collection/?id={own.pk}",
        {"collection": toegye.collection_id},
    )
    own.refresh_from_db()
    assert own.collection_id == haean.collection_id


IMAGE_DOORS = {
    "images/add/": ("file", ""),
    "images/multiple/add/": ("files[]", ""),
    "images/chooser/create/": ("image-chooser-upload-file", "image-chooser-upload-"),
}
DOCUMENT_DOORS = {
    "documents/add/": ("file", ""),
    "documents/multiple/add/": ("files[]", ""),
    "documents/chooser/create/": ("document-chooser-upload-file", "document-chooser-upload-"),
}


def upload(browser, address: str, file, collection: int):
    """Send a file to one of the doors, for a collection."""
    field, prefix = (IMAGE_DOORS | DOCUMENT_DOORS)[address]
    return browser.post(
        f"/cms/{address}",
        {
            field: file,
            f"{prefix}title": "Slipped in",
            f"{prefix}collection": collection,
            "collection": collection,
        },
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )


def words():
    """A document."""
    return ContentFile(b"Words.", name="a.txt")


@pytest.fixture
def at_home_in_both(haean, toegye, editor_of, as_user):
    """An editor of Haean and of Toegye: what is sent to either collection lands there."""
    user = editor_of(haean)
    grant_role(user=user, village=toegye, role="editor")
    return as_user(user)


@pytest.mark.parametrize("address", IMAGE_DOORS)
def test_point_8_no_upload_lands_in_a_foreign_collection(editor, toegye, address):
    before = VillageImage.objects.filter(collection=toegye.collection).count()
    upload(editor, address, photo(), toegye.collection_id)
    assert VillageImage.objects.filter(collection=toegye.collection).count() == before


@pytest.mark.parametrize("address", IMAGE_DOORS)
def test_point_8_the_same_upload_lands_in_a_collection_of_one_s_own(
    at_home_in_both, toegye, address
):
    before = VillageImage.objects.filter(collection=toegye.collection).count()
    upload(at_home_in_both, address, photo(), toegye.collection_id)
    assert VillageImage.objects.filter(collection=toegye.collection).count() == before + 1


@pytest.mark.parametrize("address", DOCUMENT_DOORS)
def test_point_8_no_document_lands_in_a_foreign_collection(editor, toegye, address):
    before = VillageDocument.objects.filter(collection=toegye.collection).count()
    upload(editor, address, words(), toegye.collection_id)
    assert VillageDocument.objects.filter(collection=toegye.collection).count() == before


@pytest.mark.parametrize("address", DOCUMENT_DOORS)
def test_point_8_the_same_document_lands_in_a_collection_of_one_s_own(
    at_home_in_both, toegye, address
):
    before = VillageDocument.objects.filter(collection=toegye.collection).count()
    upload(at_home_in_both, address, words(), toegye.collection_id)
    assert VillageDocument.objects.filter(collection=toegye.collection).count() == before + 1


@pytest.mark.parametrize("persona", ["stranger", "resident", "editor", "shopper"])
def test_point_10_a_private_document_is_served_to_nobody_else(personas, secrets, persona):
    from wagtail.models import CollectionViewRestriction

    document = VillageDocument.objects.get(pk=secrets["document"])
    restriction = CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="groups"
    )
    restriction.groups.add(*(village_group for village_group in document_groups(document)))
    answer = personas[persona].get(document.url)
    assert answer.status_code in CLOSED
    assert MARKER not in str(getattr(answer, "content", b""))


def document_groups(document):
    from villages.portal.models import Village

    village = Village.objects.get(collection=document.collection)
    return [village.managers, village.editors]


def test_point_10_a_public_document_is_served(client, secrets):
    document = VillageDocument.objects.get(pk=secrets["document"])
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert MARKER.encode() in b"".join(answer.streaming_content)


def test_tags_are_not_told_by_the_autocomplete(editor, toegye, secrets):
    VillageImage.objects.get(pk=secrets["image"]).tags.add(MARKER)
    answer = editor.get("/cms/tag-autocomplete/?term=zz")
    assert MARKER not in answer.content.decode()
    assert not re.search(r"zz-", answer.content.decode())


def test_the_chooser_of_sounds_names_the_own_collections_alone(
    haean, toegye, with_role, as_user, secrets
):
    """Whoever looks after two villages chooses between them; no third is named."""
    from villages.portal.services import grant_role

    user = with_role("editor", haean)
    assert "collection_id" not in as_user(user).get("/cms/media/chooser/").content.decode()
    grant_role(user=user, village=toegye, role="editor")
    said = as_user(user).get("/cms/media/chooser/").json()["html"]
    assert "Toegye Village" in said
    assert "Yesong Village" not in said
