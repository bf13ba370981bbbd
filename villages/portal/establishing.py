"""A platform's first day: regions, the pages every foot links, the staff's group, others' steps.

Everything here is idempotent and may run at each start of an installation.
"""

import csv
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _

from wagtail.models import GroupPagePermission

import yaml

from villages.accounts.models import User
from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.finder import services as finder
from villages.portal import guide, publishing
from villages.portal.choices import RegionLevel
from villages.portal.models import InfoPage, PlatformHomePage, Region
from villages.portal.services import (
    MANAGER_PAGE_RIGHTS,
    ensure_platform,
    ensure_staff_group,
    sync_staff,
)

TEXTS = Path(__file__).parent / "fixtures" / "info.yaml"
REGIONS = Path(__file__).parents[2] / "invil" / "fixtures" / "data" / "regions.csv"
NATION = "00"
LANGUAGES = ("ko", "en")
_steps: list[Callable[[], object]] = []


def register_step(step: Callable[[], object]) -> None:
    """Another app's part of the first day, called in its `ready()`; it must be idempotent."""
    if step not in _steps:
        _steps.append(step)


def establish() -> dict[str, int]:
    """Write what a platform cannot start without; returns how many of each were new.

    What the staff changed stays so; a page that was taken away comes back, since every
    foot links it.
    """
    ensure_platform()
    ensure_staff_group()
    regions = load_regions()
    pages = ensure_information()
    guide.ensure_help()
    for step in _steps:
        step()
    return {"regions": len(regions), "pages": len(pages)}


@transaction.atomic
def load_regions() -> list[Region]:
    """Nation, provinces and counties with their legal codes; the new ones are returned.

    Those that stand are left as they are, by their code.
    """
    nation, new = Region.objects.get_or_create(
        code=NATION,
        defaults={
            "level": RegionLevel.NATION,
            "name_ko": "대한민국",
            "name_en": "Republic of Korea",
        },
    )
    made = [nation] if new else []
    known = set(Region.objects.values_list("code", flat=True))
    with REGIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] not in known]
    for level in (RegionLevel.PROVINCE, RegionLevel.COUNTY):
        parents = dict(Region.objects.values_list("code", "pk"))
        made += Region.objects.bulk_create(
            Region(
                code=row["code"],
                level=level,
                name_ko=row["name_ko"],
                name_en=row["name_en"],
                parent_id=parents[row["parent_code"] or NATION],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
            )
            for row in rows
            if row["level"] == level
        )
    return made


@transaction.atomic
def ensure_information(items: list[dict] | None = None) -> list[InfoPage]:
    """The national pages that are missing, live, in both languages; returns the new ones.

    `items` are other texts than those an installation comes with. The staff may edit them.
    """
    home = PlatformHomePage.objects.get()
    if items is None:
        items = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))["pages"]
    known = set(home.get_children().values_list("slug", flat=True))
    made = []
    for item in items:
        if item["slug"] not in known:
            made += _write(item, known)
    _let_staff_edit(ensure_staff_group())
    return made


def _write(item: dict, known: set[str]) -> list[InfoPage]:
    made: list[InfoPage] = []
    for language in LANGUAGES:
        slug = item["slug"] if language == "ko" else f"{item['slug']}-{language}"
        if slug in known:
            continue
        page = InfoPage(
            slug=slug,
            title=item["title"][language],
            content_language=language,
            body=_blocks(item["body"], language),
            original=made[0] if made else None,
            live=True,
        )
        PlatformHomePage.objects.get().add_child(instance=page)
        page.save_revision()
        finder.put(**publishing.search_doc(page, None))
        made.append(page)
    return made


def _blocks(body: list[dict], language: str) -> list[tuple]:
    found: list[tuple] = []
    for block in body:
        if "h" in block:
            found.append(("heading", block["h"][language]))
        elif "list" in block:
            found.append(("items", list(block["list"][language])))
        else:
            found.append(("paragraph", f"<p>{escape(block['p'][language])}</p>"))
    return found


def _let_staff_edit(group: Group) -> None:
    granted = GroupPagePermission.objects.filter(group=group).values("page")
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=MANAGER_PAGE_RIGHTS
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page.pk, permission=right)
        for page in InfoPage.objects.exclude(pk__in=granted)
        for right in rights
    )


@transaction.atomic
def name_administrator(*, email: str, name: str = "", password: str | None = None) -> User:
    """The first national administrator, or the account of this address made into one.

    Without a password the account has none: its owner asks for one by e-mail. An account
    that stands keeps its own. Raises `DomainError` where another administrator works
    already: that one names the others.
    """
    email = email.strip().lower()
    others = User.objects.filter(is_superuser=True, is_active=True, is_demo=False)
    if others.exclude(email=email).exists():
        raise DomainError(_("There is a national administrator already."), "administrator_exists")
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email=email, password=password, first_name=name)
    if not (user.is_superuser and user.is_staff):
        user.is_superuser = user.is_staff = True
        user.save(update_fields=["is_superuser", "is_staff"])
        activity.record("staff.named", ref=user.pk, data={"user": user.pk, "by": "establish"})
    sync_staff(user)
    return user
