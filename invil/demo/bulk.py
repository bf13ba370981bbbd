"""Write many pages at once, as the tree would have them.

The rows are what `add_child` and `publish` leave behind; `Page.find_problems` and the
demo's tests check that.
"""

import uuid
from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from wagtail.models import Locale, Page


@transaction.atomic
def add_pages(children: Sequence[tuple[Page, Page]]) -> list[Page]:
    """Insert `(parent, new page)` pairs, parents already saved; returns the pages.

    One statement for the pages and one per type; parents' counts are kept.
    """
    if not children:
        return []
    locale = Locale.objects.get()
    now = timezone.now()
    taken: dict[int, int] = {}
    rows, pages = [], []
    for parent, page in children:
        if parent.pk not in taken:
            last = parent.get_last_child() if parent.numchild else None
            taken[parent.pk] = Page._str2int(last.path[-Page.steplen :]) if last else 0
        taken[parent.pk] += 1
        parent.numchild += 1
        page.path = Page._get_path(parent.path, parent.depth + 1, taken[parent.pk])
        page.depth = parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.title
        page.locale = locale
        page.translation_key = uuid.uuid4()
        page.content_type = ContentType.objects.get_for_model(type(page))
        at = getattr(page, "demo_at", now)
        if page.live:
            page.first_published_at = page.last_published_at = at
        page.latest_revision_created_at = at
        columns = {
            f.attname: getattr(page, f.attname)
            for f in Page._meta.concrete_fields
            if f.attname != "id"
        }
        rows.append(Page(**columns))
        pages.append(page)
    Page.objects.bulk_create(rows, batch_size=200)
    found = dict(Page.objects.filter(path__in=[r.path for r in rows]).values_list("path", "pk"))
    by_type: dict[type, list[Page]] = {}
    for page in pages:
        page.pk = page.id = page.page_ptr_id = found[page.path]
        page._state.adding = False
        by_type.setdefault(type(page), []).append(page)
    for model, group in by_type.items():
        fields = model._meta.local_concrete_fields
        for start in range(0, len(group), 100):
            model._base_manager._insert(group[start : start + 100], fields=fields, using="default")
    for parent, _page in children:
        if parent.pk in taken:
            Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
            del taken[parent.pk]
    return pages
