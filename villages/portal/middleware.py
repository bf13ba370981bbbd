"""`request.village`, and the closed doors of the admin."""

import re

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from villages.portal import policies
from villages.portal.choices import VillageStatus

OLD = re.compile(r"^(?P<door>/(?:villages|office|market/stalls)/)(?P<slug>[\w-]+)(?P<rest>/.*|)$")


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
        if request.method == "POST" and _rests(request):
            raise PermissionDenied(_("This village rests. Only reading is possible."))
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return _moved(request) or response
        return response


def _rests(request) -> bool:
    """Writing in the office of an archived village; open orders may be finished."""
    pieces = request.path_info.split("/")
    if len(pieces) < 4 or pieces[1] != "office" or pieces[3] == "stall":
        return False
    village = request.village
    return bool(village) and village.status == VillageStatus.ARCHIVED and not request.user.is_staff


def _moved(request):
    """An address of a village that has another name now leads to the new one."""
    from villages.portal.models import OldAddress

    found = OLD.match(request.path_info)
    old = (
        OldAddress.objects.select_related("village").filter(slug=found["slug"]).first()
        if found
        else None
    )
    if old is None:
        return None
    path = f"{found['door']}{old.village.slug}{found['rest']}"
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _village(path: str):
    from villages.portal.models import Village

    pieces = path.split("/")
    if len(pieces) > 2 and pieces[1] in ("villages", "office") and pieces[2]:
        return Village.objects.select_related("region").filter(slug=pieces[2]).first()
    return None
