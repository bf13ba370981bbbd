"""Addresses below the finder: villages and provinces share one level and no word."""

import re

from django.utils.translation import gettext as _

from villages.portal.errors import AddressTaken
from villages.portal.models import Region, RegionPage, Village

# What a province's page is called when its first village is opened.
PROVINCE = re.compile(r"region-[0-9]+")


def of_province(region: Region) -> str:
    """The address of a province's page; see `PROVINCE`."""
    return f"region-{region.code}"


def provinces_at(slugs) -> set[str]:
    """Which of these addresses provinces have, or will have; one query."""
    slugs = set(slugs)
    taken = RegionPage.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    return {slug for slug in slugs if PROVINCE.fullmatch(slug)} | set(taken)


def words_for_province() -> str:
    """Why a village cannot have such an address."""
    return _("A province has this address.")


def refuse_provinces(slug: str) -> None:
    """Raises `AddressTaken` for a village that would hide a province's page."""
    if provinces_at([slug]):
        raise AddressTaken(words_for_province())


def hidden_provinces() -> list[tuple[RegionPage, bool]]:
    """Pages of provinces behind a village, and whether their own address is free; two queries."""
    villages = set(Village.objects.values_list("slug", flat=True))
    pages = RegionPage.objects.filter(slug__in=villages).select_related("region")
    return [(page, of_province(page.region) not in villages) for page in pages]


def give_own(page: RegionPage) -> None:
    """The page goes back to the address it was opened with."""
    page.slug = of_province(page.region)
    page.save()
