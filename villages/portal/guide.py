"""The platform's help: written once from the file beside this, then the staff's to change."""

from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from wagtail.models import GroupPagePermission

import yaml

from villages.finder import services as finder
from villages.portal import publishing
from villages.portal.choices import Audience
from villages.portal.models import HelpIndexPage, HelpPage, PlatformHomePage
from villages.portal.selectors import in_reader_language
from villages.portal.services import MANAGER_PAGE_RIGHTS

TEXTS = Path(__file__).parent / "fixtures" / "help.yaml"
LANGUAGES = ("ko", "en")


@transaction.atomic
def ensure_help() -> HelpIndexPage | None:
    """Write the how-to pages where there are none, and let the staff edit them. Idempotent.

    A page that stood at this address before moves aside and goes offline. None where the
    platform has no home yet. What the staff changed or deleted stays so.
    """
    home = PlatformHomePage.objects.first()
    if home is None:
        return None
    index = HelpIndexPage.objects.first()
    if index is None:
        for before in home.get_children().filter(slug="help"):
            before = before.specific
            before.slug = "help-before"
            before.save()
            before.unpublish()
        index = PlatformHomePage.objects.get(pk=home.pk).add_child(
            instance=HelpIndexPage(title="Help", title_ko="도움말", slug="help", live=True)
        )
        for item in yaml.safe_load(TEXTS.read_text(encoding="utf-8")):
            _write(index, item)
    _let_staff_edit(index)
    return index


def _write(index: HelpIndexPage, item: dict) -> None:
    original = None
    for language in LANGUAGES:
        words = item[language]
        page = HelpPage(
            title=words["title"],
            slug=item["slug"] if original is None else f"{item['slug']}-{language}",
            audience=item["audience"],
            introduction=words["introduction"],
            steps="\n".join(words["steps"]),
            closing=words["closing"],
            content_language=language,
            original=original,
            live=True,
        )
        HelpIndexPage.objects.get(pk=index.pk).add_child(instance=page)
        page.save_revision()
        finder.put(**publishing.search_doc(page, None))
        original = original or page


def _let_staff_edit(index: HelpIndexPage) -> None:
    group = Group.objects.filter(name="platform-staff").first()
    if group is None or GroupPagePermission.objects.filter(group=group, page=index.pk).exists():
        return
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=MANAGER_PAGE_RIGHTS
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=index.page_ptr, permission=right) for right in rights
    )


def help_at(slug: str) -> str:
    """The address of a way, which answers in the reader's language; "" where the staff took it
    away. One query.
    """
    there = HelpPage.objects.live().filter(slug=slug, original=None).exists()
    return f"/help/{slug}/" if there else ""


def help_by_audience(index: HelpIndexPage) -> list[dict]:
    """The groups that have pages, each page in the reader's language: two queries."""
    originals = HelpPage.objects.live().filter(path__startswith=index.path, original=None)
    pages = in_reader_language(originals.prefetch_related("versions").order_by("path"))
    groups = [
        {
            "key": audience.value,
            "title": audience.label,
            "pages": [page for page in pages if page.audience == audience],
        }
        for audience in Audience
    ]
    return [group for group in groups if group["pages"]]
