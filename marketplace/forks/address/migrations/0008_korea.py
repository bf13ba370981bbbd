"""The one country parcels go to."""

from django.db import migrations


def add(apps, schema_editor):
    country = apps.get_model("address", "Country")
    country.objects.get_or_create(
        iso_3166_1_a2="KR",
        defaults={
            "iso_3166_1_a3": "KOR", "iso_3166_1_numeric": "410",
            "printable_name": "Republic of Korea", "name": "Korea, Republic of",
            "is_shipping_country": True, "display_order": 1,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("address", "0007_useraddress_code")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
