"""A host for every village: Wagtail's `Site` rows, made and taken away from the villages."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from wagtail.models import Site

from villages.portal import hosts
from villages.portal.choices import VillageStatus
from villages.portal.models import Village


@dataclass(frozen=True)
class Difference:
    """Host names to make, to put right, and to take away."""

    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    surplus: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.wrong or self.surplus)


def _port() -> int:
    named = urlsplit(f"//{settings.PLATFORM_HOST}").port
    return named or (443 if settings.PLATFORM_SCHEME == "https" else 80)


def _wanted() -> dict[str, tuple[int, str]]:
    """Host name to (root page, the site's name); empty where villages have no hosts."""
    if not hosts.village_domain():
        return {}
    villages = Village.objects.exclude(page=None).exclude(status=VillageStatus.OPENING)
    return {hosts.host_of(village.slug): (village.page_id, village.name_en) for village in villages}


def _actual() -> dict[str, Site]:
    """The rows that are not the platform's own."""
    return {site.hostname: site for site in Site.objects.filter(is_default_site=False)}


def _platform_site() -> tuple[Site | None, str]:
    """The platform's own row, and the host it should have: pages of the nation are linked
    from the villages' hosts by it. No host where villages have none."""
    host = settings.PLATFORM_HOST.partition(":")[0]
    return Site.objects.filter(is_default_site=True).first(), host if hosts.village_domain() else ""


def _platform_is_wrong() -> bool:
    site, host = _platform_site()
    return bool(host and site) and (site.hostname, site.port) != (host, _port())


def difference() -> Difference:
    """What the rows lack, and what they have too much; three queries."""
    wanted, actual = _wanted(), _actual()
    port = _port()
    return Difference(
        missing=tuple(sorted(wanted.keys() - actual.keys())),
        wrong=tuple(
            host
            for host in sorted(wanted.keys() & actual.keys())
            if (actual[host].root_page_id, actual[host].port) != (wanted[host][0], port)
        )
        + ((settings.PLATFORM_HOST,) if _platform_is_wrong() else ()),
        surplus=tuple(sorted(actual.keys() - wanted.keys())),
    )


@transaction.atomic
def sync_village_sites() -> Difference:
    """One nested `Site` a village where a domain is set, else none; returns what was done."""
    found = difference()
    if not found:
        return found
    wanted, actual = _wanted(), _actual()
    for host in found.surplus:
        actual[host].delete()
    for host in found.missing:
        page, name = wanted[host]
        Site.objects.create(hostname=host, port=_port(), root_page_id=page, site_name=name)
    for host in found.wrong:
        if host == settings.PLATFORM_HOST:
            site, name = _platform_site()
            site.hostname, site.port = name, _port()
            site.save()
            continue
        site = actual[host]
        site.root_page_id, site.site_name = wanted[host]
        site.port = _port()
        site.save()
    return found
