"""The nightly look at which page shows whose files: each village shows its own, or shared ones.

The page editor refuses another village's picture; what came past it (code, a merge, a moved
collection) is found here. Wagtail's index of references is read, no page is opened.
"""

import logging
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtailmedia.models import get_media_model

from villages.accounts.models import User
from villages.notifications import services as notifications
from villages.portal.models import Village

logger = logging.getLogger("invil.tenancy")
VILLAGE_PATH = Page.steplen * 5
REVISIONS_KEPT_DAYS = 365


@dataclass(frozen=True)
class ForeignFile:
    """A page of one village that names a file of another."""

    page: int
    village: str
    kind: str
    file: int
    owner: str


def foreign_files() -> list[ForeignFile]:
    """Every page that names another village's picture, document or recording.

    Three queries and three for each kind of file, however many villages there are.
    """
    by_path, by_collection = {}, {}
    for slug, path, collection in Village.objects.exclude(page=None).values_list(
        "slug", "page__path", "collection"
    ):
        by_path[path] = slug
        by_collection[collection] = slug
    pages = ContentType.objects.get_for_model(Page)
    found = []
    for model in (get_image_model(), get_document_model(), get_media_model()):
        rows = ReferenceIndex.objects.filter(
            base_content_type=pages, to_content_type=ContentType.objects.get_for_model(model)
        )
        named = {
            (int(page), int(file)) for page, file in rows.values_list("object_id", "to_object_id")
        }
        found += _foreign(model, named, by_path, by_collection)
    return sorted(found, key=lambda one: (one.village, one.page, one.kind, one.file))


def _foreign(model, named: set, by_path: dict, by_collection: dict) -> list[ForeignFile]:
    # Whole columns: a list of thousands of numbers is more than a database takes in a query.
    paths = dict(Page.objects.filter(depth__gte=5).values_list("pk", "path"))
    owners = dict(model.objects.values_list("pk", "collection"))
    found = []
    for page, file in named:
        village = by_path.get(paths.get(page, "")[:VILLAGE_PATH])
        owner = by_collection.get(owners.get(file))
        if village and owner and owner != village:
            found.append(ForeignFile(page, village, model.__name__, file, owner))
    return found


def nightly() -> int:
    """Tell the national administrators of each such page, once; how many pages there are."""
    found = foreign_files()
    administrators = User.objects.filter(is_superuser=True, is_active=True) if found else ()
    for one in found:
        logger.warning("page %s of %s names %s %s of %s", one.page, one.village, one.kind,
                       one.file, one.owner)  # fmt: skip
        for person in administrators:
            notifications.notify(
                user=person,
                kind="tenancy.foreign_file",
                url=f"/cms/pages/{one.page}/edit/",
                params={"village": one.village, "owner": one.owner},
                dedupe_key=f"foreign:{one.page}:{one.kind}:{one.file}",
                by_mail=False,
            )
    return len({one.page for one in found})


def forget_old_revisions() -> int:
    """Take away versions of texts older than a year; how many.

    The newest, the one that is out, one that waits for its hour or for approval stay.
    """
    from wagtail.management.commands.purge_revisions import purge_revisions

    deleted, _protected = purge_revisions(days=REVISIONS_KEPT_DAYS)
    return deleted
