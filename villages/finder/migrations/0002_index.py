"""The index: FTS5 with triggers on SQLite, a GIN over the grams on PostgreSQL."""

from django.db import migrations

SQLITE_UP = [
    """CREATE VIRTUAL TABLE finder_fts USING fts5(title_grams, grams,
       content='finder_searchdoc', content_rowid='id', tokenize='unicode61')""",
    """CREATE TRIGGER finder_fts_insert AFTER INSERT ON finder_searchdoc BEGIN
       INSERT INTO finder_fts(rowid, title_grams, grams)
       VALUES (new.id, new.title_grams, new.grams); END""",
    """CREATE TRIGGER finder_fts_delete AFTER DELETE ON finder_searchdoc BEGIN
       INSERT INTO finder_fts(finder_fts, rowid, title_grams, grams)
       VALUES ('delete', old.id, old.title_grams, old.grams); END""",
    """CREATE TRIGGER finder_fts_update AFTER UPDATE ON finder_searchdoc BEGIN
       INSERT INTO finder_fts(finder_fts, rowid, title_grams, grams)
       VALUES ('delete', old.id, old.title_grams, old.grams);
       INSERT INTO finder_fts(rowid, title_grams, grams)
       VALUES (new.id, new.title_grams, new.grams); END""",
]
SQLITE_DOWN = [
    "DROP TRIGGER finder_fts_insert",
    "DROP TRIGGER finder_fts_delete",
    "DROP TRIGGER finder_fts_update",
    "DROP TABLE finder_fts",
]
POSTGRESQL_UP = [
    """ALTER TABLE finder_searchdoc ADD COLUMN vector tsvector GENERATED ALWAYS AS (
       array_to_tsvector(array_remove(string_to_array(title_grams || ' ' || grams, ' '), ''))
       ) STORED""",
    "CREATE INDEX finder_searchdoc_vector ON finder_searchdoc USING GIN (vector)",
]
POSTGRESQL_DOWN = ["ALTER TABLE finder_searchdoc DROP COLUMN vector"]


def up(apps, schema_editor):
    """Make the index of this database."""
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL_UP if vendor == "postgresql" else SQLITE_UP:
        schema_editor.execute(statement, params=None)


def down(apps, schema_editor):
    """Drop it again."""
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL_DOWN if vendor == "postgresql" else SQLITE_DOWN:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("finder", "0001_initial")]
    operations = [migrations.RunPython(up, down)]
