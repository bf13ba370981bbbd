"""`request.village`, and the closed doors of the admin."""

import re

from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from villages.core.errors import ClosedDoor
from villages.portal import admin_numbers, hosts, page_cache, policies
from villages.portal.choices import VillageStatus

# What stays open in the office of a resting village: its orders are finished, what was asked
# before is answered, what is read and reported is looked after, and all of it can be taken along.
OPEN_AT_REST = re.compile(
    r"^/office/[\w-]+/(stall/|export/$|documents/requests/\d+/(longer/)?$|fund/questions/\d+/$"
    r"|forms/\d+/(\d+|table)/$|reports/\d+/$)"
)
# Their forms lead to such addresses, or they have none that writes.
MIXED_AT_REST = re.compile(r"^/office/[\w-]+/(|pages/|settings/|reports/|forms/\d+/)$")
OLD = re.compile(r"^(?P<door>/(?:villages|office|market/stalls)/)(?P<slug>[\w-]+)(?P<rest>/.*|)$")


class VillageHostMiddleware:
    """Where villages have hosts of their own: each serves its own pages and nothing else.

    An unknown label below the domain answers 404. What is the platform's (market, courses,
    accounts, the office) is sent on to the platform's host, where the cookies are. Without
    a domain for villages it does nothing. No session is touched: previews have none.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if not hosts.village_domain():
            return self.get_response(request)
        label = hosts.village_label(request)
        if label is not None and not getattr(request, "is_dummy", False):
            village = _village_of_label(label)
            if village is None:
                raise Http404
            elsewhere = hosts.address_elsewhere(request.path_info, label)
            if elsewhere:
                return _send_on(request, elsewhere, label)
        response = self.get_response(request)
        patch_vary_headers(response, ("Host",))
        return response


def _village_of_label(label: str):
    from villages.portal.models import Village

    return (
        Village.objects.exclude(status=VillageStatus.OPENING)
        .filter(slug=label, page__isnull=False)
        .first()
    )


def _send_on(request, address: str, label: str):
    query = hosts.query_elsewhere(request.META.get("QUERY_STRING", ""), label)
    address += f"?{query}" if query else ""
    # 308 keeps the method, and what was typed, of a form that was sent here.
    kind = HttpResponsePermanentRedirect if request.method in ("GET", "HEAD") else _Resend
    response = kind(address)
    patch_vary_headers(response, ("Host",))
    return response


class _Resend(HttpResponsePermanentRedirect):
    """Send the same form to the new address."""

    status_code = 308


class PageCacheMiddleware:
    """Answers a stranger's GET of a public page from the store; keeps what may be kept.

    Stands behind the reader's choices, since the language is part of the key, and before
    everything that asks who somebody is.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if not page_cache.may_read(request):
            return self.get_response(request)
        key = page_cache.key_of(request)
        kept = page_cache.find(key)
        if kept is not None:
            return kept.response()
        response = self.get_response(request)
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
        if page_cache.may_keep(request, response):
            page_cache.keep(key, response)
        return response


class VillageMiddleware:
    """Puts a lazy village in place from the path `/villages/<slug>/` or `/office/<slug>/`.

    For looks only; gates decide rights. Wagtail's screens that show every village's
    rows answer 404 to all but superusers, by whatever link they are reached; so do its
    choosers to text where a number belongs.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.village = SimpleLazyObject(lambda: _village(request))
        request.canonical = hosts.canonical_of(request)
        request.platform_path = hosts.platform_path(request)
        request.platform_root = hosts.platform_root(request)
        if request.path_info.startswith("/cms/") and policies.is_guarded(
            request.path_info, request.user
        ):
            raise Http404
        if not admin_numbers.are_sound(request):
            raise Http404
        request.is_read_only = SimpleLazyObject(
            lambda: not MIXED_AT_REST.match(request.path_info) and _rests(request)
        )
        if request.method == "POST" and _rests(request):
            raise ClosedDoor(_("This village rests. Only reading is possible."))
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            response = _moved(request) or response
        return hosts.with_own_links(request, response)


def _rests(request) -> bool:
    """Writing in the office of an archived village, but for `OPEN_AT_REST`."""
    path = request.path_info
    if not path.startswith("/office/") or path.count("/") < 3 or OPEN_AT_REST.match(path):
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
    slug = old.village.slug if old else _merged_into(found["slug"]) if found else None
    if slug is None:
        return None
    path = f"{found['door']}{slug}{found['rest']}"
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _merged_into(slug: str) -> str | None:
    from villages.portal.models import Village

    return Village.objects.filter(slug=slug).values_list("merged_into__slug", flat=True).first()


def _village(request):
    from villages.portal.models import Village

    label = hosts.village_label(request)
    if label:
        return Village.objects.select_related("region").filter(slug=label).first()
    pieces = request.path_info.split("/")
    if len(pieces) > 2 and pieces[1] in ("villages", "office") and pieces[2]:
        return Village.objects.select_related("region").filter(slug=pieces[2]).first()
    return None
