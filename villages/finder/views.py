"""`/search/`: one box for everything public."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from villages.core.tongues import language_of
from villages.finder.kinds import kinds, label_of
from villages.finder.selectors import CEILING, search, village_named

PAGE_LENGTH = 20
OFFERS = 6
TWO_NAMES = " · "


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """`?q=` words, `?kind=` and `?village=` narrow; nothing is stored."""
    query = request.GET.get("q", "").strip()[:100]
    kind = request.GET.get("kind", "")
    number = request.GET.get("page", "1")
    place = village_named(request.GET.get("village", "")[:60])
    found = search(
        query,
        kinds=[kind] if kind in kinds() else None,
        village=place,
        user=request.user,
        limit=CEILING,
    )
    listing = Paginator(found.docs, PAGE_LENGTH).get_page(number)
    _in_words(listing.object_list)
    ctx = {
        "query": query,
        "kind": kind,
        "place": place,
        "kinds": [{"key": key, "label": label} for key, label in kinds().items()],
        "listing": listing,
        "found": found.total,
        "more_than": found.total >= CEILING,
    }
    return render(request, "finder/search.html", ctx)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """A fragment: up to six places to go to for what has been typed so far."""
    query = request.GET.get("q", "").strip()[:100]
    found = search(query, user=request.user, limit=OFFERS) if len(query) > 1 else None
    docs = found.docs if found else []
    _in_words(docs)
    return render(request, "finder/_suggest.html", {"docs": docs, "query": query})


def _in_words(docs) -> None:
    """Label each found thing; of a name in both languages ("꿀 · Honey") only the reader's is shown."""
    for doc in docs:
        doc.label = label_of(doc.kind)
        names = doc.title.split(TWO_NAMES) if not doc.language else [doc.title]
        doc.shown = doc.title if len(names) != 2 else names[get_language() != "ko"]
        # A page says its own language; talk and goods are known by their letters.
        spoken = doc.language or language_of(doc.shown)
        doc.other = "" if spoken == get_language() else spoken
