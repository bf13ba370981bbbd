"""Postcodes for which carriers ask more: Jeju, and islands without a bridge.

Collected from the carriers' public lists; platform staff keep them up to date.
"""

from django.db import migrations

JEJU = [("63000", "63644")]
ISLANDS = [
    ("22386", "22388"), ("23004", "23010"), ("23100", "23116"), ("23124", "23136"),
    ("31708", "31708"), ("32133", "32133"), ("33411", "33411"), ("40200", "40240"),
    ("46768", "46771"), ("52570", "52571"), ("53031", "53033"), ("53089", "53104"),
    ("54000", "54000"), ("56347", "56349"), ("57068", "57069"), ("58760", "58762"),
    ("58800", "58810"), ("58816", "58818"), ("58826", "58826"), ("58832", "58832"),
    ("58839", "58841"), ("58843", "58866"), ("58953", "58958"), ("59102", "59103"),
    ("59106", "59106"), ("59127", "59127"), ("59129", "59129"), ("59137", "59145"),
    ("59149", "59170"), ("59421", "59421"), ("59531", "59531"), ("59551", "59551"),
    ("59563", "59563"), ("59568", "59568"), ("59650", "59650"), ("59766", "59766"),
    ("59781", "59790"),
]


def add(apps, schema_editor):
    ranges = apps.get_model("delivery", "ZoneRange")
    ranges.objects.bulk_create(
        [ranges(zone="jeju", first=first, last=last) for first, last in JEJU]
        + [ranges(zone="island", first=first, last=last) for first, last in ISLANDS]
    )


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_village_market")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
