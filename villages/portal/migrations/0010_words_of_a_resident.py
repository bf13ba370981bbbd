from django.db import migrations, models

WORDS = {
    "blank": True,
    "help_text": "The resident whose words these are, when somebody else typed them.",
    "max_length": 60,
    "verbose_name": "written for",
}


class Migration(migrations.Migration):
    dependencies = [
        ("villages", "0009_merged_into"),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="on_behalf_of",
            field=models.CharField(default="", **WORDS),
            preserve_default=False,
        )
        for name in ("eventpage", "gallerypage", "noticepage", "storypage")
    ]
