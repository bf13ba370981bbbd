"""Put things into the search, and take them out."""

from datetime import datetime

from django.db.models import Value
from django.db.models.functions import Replace
from django.utils import timezone

from villages.finder.grams import grams_of
from villages.finder.models import SearchDoc


def put(
    *,
    kind: str,
    ref: object,
    title: str,
    url: str,
    text: str = "",
    village=None,
    language: str = "",
    audience: str = "public",
    at: datetime | None = None,
    data: dict | None = None,
) -> SearchDoc:
    """Make a thing findable, or refresh it. Keyed by kind, ref and language."""
    doc, _new = SearchDoc.objects.update_or_create(
        kind=kind,
        ref=str(ref),
        language=language,
        defaults=_columns(
            title=title, text=text, url=url, village=village, audience=audience, at=at, data=data
        ),
    )
    return doc


def put_many(docs: list[dict]) -> int:
    """Put many new things at once (a demo, a re-index); same keys as `put`.

    Rows of the same kind and ref are replaced. Returns how many were written.
    """
    rows = []
    for doc in docs:
        keys = {"kind": doc["kind"], "ref": str(doc["ref"]), "language": doc.get("language", "")}
        rest = {k: v for k, v in doc.items() if k not in ("kind", "ref", "language")}
        rows.append(SearchDoc(**keys, **_columns(**rest)))
    SearchDoc.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "ref", "language"],
        update_fields=[
            "title",
            "text",
            "title_grams",
            "grams",
            "url",
            "village",
            "audience",
            "at",
            "data",
        ],
    )
    return len(rows)


def remove(kind: str, ref: object) -> None:
    """Make a thing unfindable, in every language; nothing happens where it was not."""
    SearchDoc.objects.filter(kind=kind, ref=str(ref)).delete()


def remove_many(kind: str, refs) -> None:
    """Make many things of one kind unfindable, in every language."""
    SearchDoc.objects.filter(kind=kind, ref__in=[str(ref) for ref in refs]).delete()


def _columns(*, title, url, text="", village=None, audience="public", at=None, data=None) -> dict:
    return {
        "title": title[:255],
        "text": text,
        "title_grams": grams_of(title),
        "grams": grams_of(text),
        "url": url,
        "village": village,
        "audience": audience,
        "at": at or timezone.now(),
        "data": data or {},
    }


def move_addresses(village, old: str, new: str) -> int:
    """A village has another address: what is found leads there; returns how many rows changed."""
    docs = SearchDoc.objects.filter(village=village, url__contains=f"/{old}/")
    return docs.update(url=Replace("url", Value(f"/{old}/"), Value(f"/{new}/")))
