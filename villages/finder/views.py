"""`/search/`: one box for everything public."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from villages.finder.kinds import kinds, label_of
from villages.finder.selectors import CEILING, search

PAGE_LENGTH = 20


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """`?q=` words, `?kind=` narrows; nothing is stored."""
    query = request.GET.get("q", "").strip()[:100]
    kind = request.GET.get("kind", "")
    number = request.GET.get("page", "1")
    found = search(
        query, kinds=[kind] if kind in kinds() else None, user=request.user, limit=CEILING
    )
    listing = Paginator(found.docs, PAGE_LENGTH).get_page(number)
    for doc in listing.object_list:
        doc.label = label_of(doc.kind)
    ctx = {
        "query": query,
        "kind": kind,
        "kinds": [{"key": key, "label": label} for key, label in kinds().items()],
        "listing": listing,
        "found": found.total,
        "more_than": found.total >= CEILING,
    }
    return render(request, "finder/search.html", ctx)
