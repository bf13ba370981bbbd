"""The nightly look at whose files a page shows, and at old versions."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from wagtail.models import Collection, Revision

import pytest
import time_machine

from media.models import VillageDocument, VillageImage
from tests.portal.filling import a_photo
from villages.portal import references
from villages.portal.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db


def story(village, **columns) -> NewsPage:
    """A story, written past the editor's own checks."""
    index = NewsIndexPage.objects.get(path__startswith=village.page.path)
    return index.add_child(instance=NewsPage(title="A story", slug="a-story", **columns))


def test_a_foreign_picture_is_found(haean, toegye):
    picture = a_photo(toegye, "theirs")
    page = story(haean, picture=picture)
    (found,) = references.foreign_files()
    assert (found.page, found.village, found.file, found.owner) == (
        page.pk, haean.slug, picture.pk, toegye.slug,
    )  # fmt: skip


def test_a_foreign_document_linked_in_a_text_is_found(haean, toegye):
    paper = VillageDocument.objects.create(
        title="Theirs", collection=toegye.collection, file=ContentFile(b"x", name="x.txt")
    )
    link = f'<p><a linktype="document" id="{paper.pk}">here</a></p>'
    story(haean, body=[("paragraph", link)])
    assert [one.file for one in references.foreign_files()] == [paper.pk]


def test_own_and_shared_files_are_no_find(haean):
    story(haean, picture=a_photo(haean, "ours"))
    shared = a_photo(haean, "shared")
    VillageImage.objects.filter(pk=shared.pk).update(
        collection=Collection.objects.get(name="Shared")
    )
    NewsPage.objects.update(slug="first")
    story(haean, picture=shared)
    assert references.foreign_files() == []


def test_an_administrator_is_told_once_and_nobody_else(haean, toegye, person, manager_of):
    root, boss = person("Root", is_staff=True, is_superuser=True), manager_of(haean)
    page = story(haean, picture=a_photo(toegye, "theirs"))
    assert references.nightly() == 1
    references.nightly()
    assert [line.url for line in root.inbox.all()] == [f"/cms/pages/{page.pk}/edit/"]
    assert not boss.inbox.exists()


def test_the_look_asks_the_same_for_one_and_for_many(haean, toegye, django_assert_max_num_queries):
    theirs = a_photo(toegye, "theirs")
    for number in range(20):
        page = story(haean, picture=theirs)
        page.slug = f"s{number}"
        page.save()
    with django_assert_max_num_queries(12):
        assert len(references.foreign_files()) == 20


def test_versions_older_than_a_year_go_and_the_newest_stays(haean):
    page = story(haean)
    with time_machine.travel(timezone.now() - timedelta(days=400)):
        old = page.save_revision()
    with time_machine.travel(timezone.now() - timedelta(days=300)):
        young = page.save_revision()
    newest = page.save_revision()
    assert references.forget_old_revisions() == 1
    left = set(Revision.page_revisions.filter(object_id=str(page.pk)).values_list("pk", flat=True))
    assert old.pk not in left
    assert {young.pk, newest.pk} <= left
