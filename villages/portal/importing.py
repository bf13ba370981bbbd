"""Open many villages from a list: checked first, then row by row, going on where it stopped."""

import csv
import io
import logging
import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from django_tasks import task

from villages.core.errors import DomainError
from villages.portal import addresses, people
from villages.portal.choices import Preset, RegionLevel, Role
from villages.portal.models import OldAddress, Region, Village, VillageImport
from villages.portal.services import NewVillage, provision_village

logger = logging.getLogger("invil.import")
NEEDED = ("slug", "name_ko", "name_en", "county_code")
OPTIONAL = (
    "ri_code",
    "township_ko",
    "township_en",
    "lat",
    "lon",
    "preset",
    "households",
    "population",
    "phone",
    "manager_name",
    "manager_email",
)
MOST_ROWS = 2000
ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+(?<!.{61})")
WHOLE = re.compile(r"[0-9]{1,6}")
QUIET = timedelta(minutes=2)
# South Korea with its islands, in degrees.
LATITUDES, LONGITUDES = (32.5, 39.0), (124.0, 132.5)


def read_rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text by the names in its first line; unknown columns are left out.

    `line` is the row's number as a spreadsheet shows it: the names stand in row 1.

    Raises `DomainError` where needed columns are missing, or for an empty or endless list.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    names = [(name or "").strip() for name in reader.fieldnames or ()]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise DomainError(
            _("The first line must name these columns: %(names)s") % {"names": ", ".join(missing)}
        )
    reader.fieldnames = names
    rows = []
    for row in reader:
        kept = {name: (row.get(name) or "").strip() for name in (*NEEDED, *OPTIONAL)}
        if any(kept.values()):
            rows.append(kept | {"line": str(reader.line_num)})
        if len(rows) > MOST_ROWS:
            raise DomainError(_("At most %(n)d villages at once.") % {"n": MOST_ROWS})
    if not rows:
        raise DomainError(_("The list has no rows."))
    return rows


def check_rows(rows: list[dict[str, str]]) -> dict[int, list[str]]:
    """What is wrong, by the number of the row in the spreadsheet; nothing is written."""
    counties = set(Region.objects.filter(level=RegionLevel.COUNTY).values_list("code", flat=True))
    old = set(OldAddress.objects.values_list("slug", flat=True))
    provinces = addresses.provinces_at(row["slug"] for row in rows)
    seen: dict[str, int] = {}
    found: dict[int, list[str]] = {}
    for row in rows:
        number = int(row["line"])
        words = list(_row_problems(row, counties, old))
        if row["slug"] in provinces:
            words.append(addresses.words_for_province())
        twin = seen.setdefault(row["slug"], number)
        if twin != number:
            words.append(_("Row %(n)d has the same address.") % {"n": twin})
        if words:
            found[number] = words
    return found


def _row_problems(row: dict[str, str], counties: set[str], old: set[str]):
    for name in NEEDED:
        if not row[name]:
            yield _("%(name)s is empty.") % {"name": name}
    if not ADDRESS.fullmatch(row["slug"]):
        yield _("The address may have small letters, digits and hyphens, at most 60.")
    if row["slug"] in old:
        yield _("Another village had this address before.")
    if row["county_code"] and row["county_code"] not in counties:
        yield _("There is no county %(code)s.") % {"code": row["county_code"]}
    yield from _value_problems(row)


def _value_problems(row: dict[str, str]):
    if row["preset"] and row["preset"] not in Preset.values:
        yield _("preset is one of: %(names)s") % {"names": ", ".join(Preset.values)}
    for name, (low, high) in (("lat", LATITUDES), ("lon", LONGITUDES)):
        if row[name] and not _between(row[name], low, high):
            yield _("%(name)s lies outside the country.") % {"name": name}
    for name in ("households", "population"):
        if row[name] and not WHOLE.fullmatch(row[name]):
            yield _("%(name)s is no number.") % {"name": name}
    try:
        if row["manager_email"]:
            validate_email(row["manager_email"])
    except ValidationError:
        yield _("manager_email is no e-mail address.")


def _between(text: str, low: float, high: float) -> bool:
    try:
        return low <= float(text) <= high
    except ValueError:
        return False


def new_village(row: dict[str, str]) -> NewVillage:
    """A checked row as the facts of a village that is being set up."""
    return NewVillage(
        slug=row["slug"],
        name_ko=row["name_ko"],
        name_en=row["name_en"],
        region_code=row["county_code"],
        ri_code=row["ri_code"],
        township_ko=row["township_ko"],
        township_en=row["township_en"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        preset=row["preset"] or Preset.MIXED,
        joined_on=timezone.localdate(),
        households=int(row["households"] or 0),
        population=int(row["population"] or 0),
        phone=row["phone"],
        is_opening=True,
    )


@transaction.atomic
def open_row(row: dict[str, str], acting_user) -> bool:
    """Open one village of a list and invite its manager; False where it stands already."""
    if Village.objects.filter(slug=row["slug"], page__isnull=False).exists():
        return False
    village = provision_village(new_village(row), acting_user=acting_user)
    if row["manager_email"] or row["manager_name"]:
        people.invite(
            village=village,
            role=Role.MANAGER,
            name=row["manager_name"] or village.name_ko,
            email=row["manager_email"],
            acting_user=acting_user,
        )
    return True


def start_import(listing: VillageImport) -> None:
    """Hand a checked list to the worker; pressing twice starts it once."""
    started = VillageImport.objects.filter(pk=listing.pk, started_at__isnull=True).update(
        started_at=timezone.now()
    )
    if started:
        work_off.enqueue(listing.pk)


@task()
def work_off(pk: int) -> int:
    """Open what is left of a list, one transaction a village; returns how many rows are done.

    A row that fails is noted and the next one begins. Two workers never take one row:
    each row is claimed by a conditional UPDATE in the transaction that opens its village.
    """
    while True:
        listing = VillageImport.objects.select_related("created_by").get(pk=pk)
        if listing.done >= len(listing.rows):
            VillageImport.objects.filter(pk=pk, finished_at__isnull=True).update(
                finished_at=timezone.now()
            )
            return listing.done
        row = listing.rows[listing.done]
        try:
            with transaction.atomic():
                if not _claim(listing):
                    return listing.done
                open_row(row, listing.created_by)
        except (DomainError, ValidationError, ValueError) as problem:
            logger.warning("Row %s of list %s: %s", listing.done + 1, pk, problem)
            number = int(row.get("line", listing.done + 2))
            listing.problems.append({"row": number, "text": str(problem)})
            VillageImport.objects.filter(pk=pk, done=listing.done).update(
                done=listing.done + 1, touched_at=timezone.now(), problems=listing.problems
            )


def _claim(listing: VillageImport) -> bool:
    return bool(
        VillageImport.objects.filter(pk=listing.pk, done=listing.done).update(
            done=listing.done + 1, touched_at=timezone.now()
        )
    )


def resume_imports() -> int:
    """Go on with lists whose worker died; runs by the timetable; returns how many."""
    before = timezone.now() - QUIET
    stopped = VillageImport.objects.filter(
        Q(touched_at__lt=before) | Q(touched_at__isnull=True, started_at__lt=before),
        started_at__isnull=False,
        finished_at__isnull=True,
    )
    found = list(stopped.values_list("pk", flat=True))
    for pk in found:
        work_off.enqueue(pk)
    return len(found)
