"""The same frames by HTTP: catch-up after a gap, and polling where no socket is."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from villages.live import selectors
from villages.live.kinds import may_read


@require_safe
@never_cache
def since(request: HttpRequest) -> JsonResponse:
    """`?s=thread:42&n=917` -> the frames after 917; 404 where one may not read."""
    key = request.GET.get("s", "")[:80]
    try:
        number = int(request.GET.get("n", "0"))
    except ValueError:
        return JsonResponse({"t": "bad"}, status=400)
    if not may_read(request.user, key):
        return JsonResponse({"t": "no", "s": key}, status=404)
    found = selectors.events_since(key, number)
    return JsonResponse(
        {"s": key, "head": found.head, "reset": found.reset, "frames": found.frames}
    )
