"""`request.village`, and the closed doors of the admin."""

from django.http import Http404
from django.utils.functional import SimpleLazyObject

from villages.portal import policies


class VillageMiddleware:
    """Puts a lazy village in place from the path `/villages/<slug>/` or `/office/<slug>/`.

    For looks only; gates decide rights. Wagtail's screens that show every village's
    rows answer 404 to all but superusers, by whatever link they are reached.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.village = SimpleLazyObject(lambda: _village(request.path_info))
        if request.path_info.startswith("/cms/") and policies.is_guarded(
            request.path_info, request.user
        ):
            raise Http404
        return self.get_response(request)


def _village(path: str):
    from villages.portal.models import Village

    pieces = path.split("/")
    if len(pieces) > 2 and pieces[1] in ("villages", "office") and pieces[2]:
        return Village.objects.select_related("region").filter(slug=pieces[2]).first()
    return None
