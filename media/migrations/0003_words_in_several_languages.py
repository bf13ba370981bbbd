"""Captions and transcripts get a language; what is there was Korean, as it was marked."""

import django.db.models.deletion
from django.db import migrations, models

import media.choices

SPOKEN = [
    ("ko", "한국어"),
    ("en", "English"),
    ("ja", "日本語"),
    ("zh", "中文"),
    ("vi", "Tiếng Việt"),
]


def carry_over(apps, schema_editor) -> None:
    """One row of words for each recording that has some."""
    recordings = apps.get_model("media", "VillageMedia")
    words = apps.get_model("media", "MediaWords")
    rows = recordings.objects.exclude(captions="", transcript="").iterator(chunk_size=500)
    for row in rows:
        words.objects.get_or_create(
            media=row,
            language="ko",
            defaults={"captions": row.captions.name, "transcript": row.transcript},
        )


class Migration(migrations.Migration):
    dependencies = [("media", "0002_rooms_and_recordings")]

    operations = [
        migrations.AddField(
            model_name="villagemedia",
            name="language",
            field=models.CharField(
                choices=SPOKEN,
                default=media.choices.village_language,
                max_length=5,
                verbose_name="spoken language",
            ),
        ),
        migrations.CreateModel(
            name="MediaWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=SPOKEN, max_length=5, verbose_name="language"),
                ),
                (
                    "transcript",
                    models.TextField(blank=True, verbose_name="what is said, in writing"),
                ),
                (
                    "captions",
                    models.FileField(
                        blank=True, upload_to="captions/", verbose_name="captions (WebVTT)"
                    ),
                ),
                (
                    "media",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="media.villagemedia",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["media", "language"], name="words_once_a_language"
                    )
                ],
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
