"""Which village a host name names: `<address>.<domain>` where a domain for villages is set."""

import re
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest

from villages.portal.choices import RESERVED_AT_HOME, RESERVED_IN_VILLAGE

# What a page of a village needs that is no page: answered on every host.
EVERYWHERE = frozenset(
    {"static", "media", "documents", "village-maps", "view", "favicon.ico", "manifest.webmanifest", "sw.js",
     "health", "robots.txt", ".well-known"}
)  # fmt: skip
# `news` is a door of the platform, and a page of every village; the password of a closed page
# is asked for where the page is, its sign-in stands on the platform.
DOORS = (RESERVED_AT_HOME | {"villages"}) - {"news", "_util"}
SIGN_IN = "/_util/login/"
LONG = re.compile(r"^/villages/(?P<slug>[\w-]+)(?P<rest>/.*)$")
LINK = re.compile(
    rb'(?P<name>\s(?:href|action|formaction|data-hx-(?:get|post))=")(?P<path>/[^"]*)"'
)


def village_domain() -> str:
    """The domain below which every village has its own host; empty where villages have none."""
    return settings.VILLAGE_DOMAIN.strip(".").lower()


def host_of(slug: str) -> str:
    """A village's own host name, without a port."""
    return f"{slug}.{village_domain()}"


def village_label(request: HttpRequest) -> str | None:
    """The label before the villages' domain; None on the platform's own hosts; no query."""
    domain = village_domain()
    if not domain:
        return None
    host = request.get_host().partition(":")[0].lower()
    if host == settings.PLATFORM_HOST.partition(":")[0].lower():
        return None
    return host.removesuffix(f".{domain}") if host.endswith(f".{domain}") else None


def platform_origin() -> str:
    """Scheme and host of the platform, without a slash at the end."""
    return f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}"


def address_elsewhere(path: str, label: str) -> str | None:
    """The address a village's host sends on to; None for what it answers itself.

    The village's application addresses (its board, its fund) have one form, with the
    village's address in the path, on the platform's host. The long form of a page of its
    own leads to the short one.
    """
    first = path.split("/")[1] if path.startswith("/") else ""
    if first in EVERYWHERE:
        return None
    if first in RESERVED_IN_VILLAGE:
        return f"{platform_origin()}/villages/{label}{path}"
    own = LONG.match(path)
    if own and own["slug"] == label:
        return canonical(path)
    if first in DOORS or first.startswith("sitemap") or path == SIGN_IN:
        return f"{platform_origin()}{path}"
    return None


def query_elsewhere(query: str, label: str) -> str:
    """A query as the platform's host should get it: `next` names the page by its long form.

    The short form would lead there to the nation's page of the same name, or to nothing.
    """
    if "next=" not in query:
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(key, _long(said, label) if key == "next" else said) for key, said in pairs])


def _long(link: str, label: str) -> str:
    """A local link of a village's host as the platform's says it; anything else as it is."""
    path = link.partition("?")[0]
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return link
    first = path.split("/")[1]
    is_of_all = first in EVERYWHERE or first in DOORS or path == SIGN_IN
    return link if is_of_all else f"/villages/{label}{link}"


def canonical(path: str) -> str:
    """The one address search sites should know a path by.

    A village's pages are known by its own host where it has one; everything else, and
    the villages' application addresses, by the platform's.
    """
    found = LONG.match(path) if village_domain() else None
    if found and found["rest"].split("/")[1] not in RESERVED_IN_VILLAGE:
        return f"{settings.PLATFORM_SCHEME}://{host_of(found['slug'])}{_port()}{found['rest']}"
    return f"{platform_origin()}{path}"


def own_link(link: str, label: str) -> str:
    """A link as a page on a village's host says it, so that nobody is sent on; no query.

    A page of its own loses `/villages/<address>`; what is the platform's gets its host.
    """
    path, mark, rest = link.partition("?")
    if not mark:
        path, mark, rest = link.partition("#")
    elsewhere = None if path.startswith("//") else address_elsewhere(path, label)
    if elsewhere is None:
        return link
    own = f"{settings.PLATFORM_SCHEME}://{host_of(label)}{_port()}"
    return elsewhere.removeprefix(own) + mark + rest


def with_own_links(request: HttpRequest, response):
    """On a village's host, the HTML of a response with its links put right; else as it is."""
    label = None if getattr(request, "is_dummy", False) else village_label(request)
    said = response.headers.get("Content-Type", "")
    if label is None or response.streaming or not said.startswith("text/html"):
        return response
    known: dict[bytes, bytes] = {}

    def put_right(found: re.Match[bytes]) -> bytes:
        link = found["path"]
        if link not in known:
            known[link] = own_link(link.decode(), label).encode()
        return found["name"] + known[link] + b'"'

    response.content = LINK.sub(put_right, response.content)
    return response


def platform_root(request: HttpRequest) -> str:
    """The start of the addresses of the nation's own pages, from wherever they are linked."""
    return "/" if village_label(request) is None else f"{platform_origin()}/"


def platform_path(request: HttpRequest) -> str:
    """The path of what is asked for, as the platform's host would say it; no query."""
    label, path = village_label(request), request.path_info
    if label is None or path.split("/")[1] in EVERYWHERE or LONG.match(path):
        return path
    return f"/villages/{label}{path}"


def canonical_of(request: HttpRequest) -> str:
    """The canonical address of what this request asks for; no query."""
    return canonical(platform_path(request))


def _port() -> str:
    port = settings.PLATFORM_HOST.partition(":")[2]
    return f":{port}" if port else ""
