"""My region, as a part of `/me/`."""

from django.utils.translation import gettext_lazy as _

from invil.adoption.access import post_regions
from villages.accounts.me import Section, register_section
from villages.portal.models import Region


def my_region(user) -> dict | None:
    """The regions of an officer's posts; two queries, one for everybody else."""
    posts = post_regions(user)
    return {"regions": Region.objects.filter(pk__in=posts)} if posts else None


def register() -> None:
    """Called once, when the app is ready."""
    register_section(
        Section(
            "adoption", _("My region"), "chart-line", "adoption/_me_section.html", my_region, 15
        )
    )
