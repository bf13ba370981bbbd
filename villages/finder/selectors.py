"""Find things. The index narrows, a recheck makes sure, titles come first."""

from dataclasses import dataclass

from django.db import connection

from villages.finder.grams import normalise, query_grams, query_words
from villages.finder.models import SearchDoc

CEILING = 500


@dataclass(frozen=True)
class Found:
    """What a search found: one page of it, and how many there are (500 at most)."""

    docs: list[SearchDoc]
    total: int
    query: str

    def __iter__(self):
        return iter(self.docs)

    def __len__(self) -> int:
        return len(self.docs)


def audiences_of(user) -> list[str]:
    """The audiences a person belongs to."""
    audiences = ["public"]
    if user is not None and user.is_authenticated:
        villages = user.memberships.values_list("village", flat=True).distinct()
        audiences += [f"village:{pk}" for pk in villages]
        if user.is_staff:
            audiences.append("staff")
    return audiences


def village_named(slug: str):
    """The village whose things alone are asked for, or None; one that is being set up has none."""
    villages = SearchDoc._meta.get_field("village").related_model.objects
    return villages.filter(slug=slug, page__live=True).first() if slug else None


def search(
    query: str,
    *,
    kinds: list[str] | None = None,
    village=None,
    user=None,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Everything that has all the words; title hits first, then the newest.

    Two queries. The reader sees only what the audience filter lets through.
    """
    words = query_words(query)[:8]
    if not words:
        return Found([], 0, query)
    docs = SearchDoc.objects.filter(audience__in=audiences_of(user))
    if kinds:
        docs = docs.filter(kind__in=kinds)
    if village is not None:
        docs = docs.filter(village=village)
    hits = _indexed(docs, query_grams(query)[:24])
    ranked = []
    for pk, title, text, at in hits.order_by("-at").values_list("pk", "title", "text", "at")[
        :CEILING
    ]:
        in_title, whole = normalise(title), normalise(f"{title} {text}")
        if all(word in whole for word in words):
            score = sum(word in in_title for word in words)
            ranked.append((-score, -at.timestamp(), pk))
    ranked.sort()
    page = [pk for *_rank, pk in ranked[offset : offset + limit]]
    found = SearchDoc.objects.select_related("village").in_bulk(page)
    return Found([found[pk] for pk in page], len(ranked), query)


def _indexed(docs, grams: list[tuple[str, bool]]):
    """Narrow by the database's own index: FTS5 or a GIN over the grams.

    Grams are Hangul, Latin letters and digits only, so quoting them is enough.
    """
    if connection.vendor == "postgresql":
        terms = " & ".join(f"'{gram}'{':*' if prefix else ''}" for gram, prefix in grams)
        where = "finder_searchdoc.vector @@ to_tsquery('simple', %s)"
    else:
        terms = " ".join(f'"{gram}"{"*" if prefix else ""}' for gram, prefix in grams)
        where = "finder_searchdoc.id IN (SELECT rowid FROM finder_fts WHERE finder_fts MATCH %s)"
    return docs.extra(where=[where], params=[terms])  # noqa: S610  both texts are ours
