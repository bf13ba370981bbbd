"""The columns whose content has its own rows now; apart, for PostgreSQL's pending checks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("media", "0003_words_in_several_languages")]

    operations = [
        migrations.RemoveField(model_name="villagemedia", name="captions"),
        migrations.RemoveField(model_name="villagemedia", name="transcript"),
    ]
