from django.db import migrations

TABLE = 'cooperatives_member'
INDEX = 'member_by_word'
WORDS = 'cooperatives_member_words'
PENDING = f'{WORDS}_pending'  # ranges of keys whose words are indexed later (members/words.py)
IS_INDEXED = f'NOT EXISTS (SELECT 1 FROM {PENDING} WHERE old.id BETWEEN first AND last)'
# SQLite forgets triggers when a later migration makes the table anew: such a migration ends with these again.
TRIGGERS = {
    'member_words_added': (
        f'AFTER INSERT ON {TABLE} BEGIN '
        f'INSERT INTO {WORDS} (rowid, search_key) VALUES (new.id, new.search_key); END'
    ),
    'member_words_changed': (
        f'AFTER UPDATE OF search_key ON {TABLE} WHEN old.search_key <> new.search_key AND {IS_INDEXED} BEGIN '
        f"INSERT INTO {WORDS} ({WORDS}, rowid, search_key) VALUES ('delete', old.id, old.search_key); "
        f'INSERT INTO {WORDS} (rowid, search_key) VALUES (new.id, new.search_key); END'
    ),
    'member_words_deleted': (
        f'AFTER DELETE ON {TABLE} WHEN {IS_INDEXED} BEGIN '
        f"INSERT INTO {WORDS} ({WORDS}, rowid, search_key) VALUES ('delete', old.id, old.search_key); END"
    ),
}


def index_words(apps, schema_editor):
    """Index the words of names and codes, so that what begins a word finds it."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == 'sqlite':
            cursor.execute(
                f"CREATE VIRTUAL TABLE {WORDS} USING fts5(search_key, content='{TABLE}', content_rowid='id', "
                "detail=none, columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 0')"
            )
            cursor.execute(f"INSERT INTO {WORDS} ({WORDS}) VALUES ('rebuild')")
            cursor.execute(f'CREATE TABLE {PENDING} (first bigint NOT NULL, last bigint NOT NULL)')
            for name, body in TRIGGERS.items():
                cursor.execute(f'CREATE TRIGGER {name} {body}')
            return
        # Sorted byte by byte, as SQLite does.
        cursor.execute(f'ALTER TABLE {TABLE} ALTER COLUMN search_key TYPE text COLLATE "C"')
        cursor.execute(
            f"CREATE INDEX {INDEX} ON {TABLE} USING gin "
            "(to_tsvector('simple', regexp_replace(search_key, '[[:punct:]]+', ' ', 'g')))"
        )


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(f'DROP INDEX IF EXISTS {INDEX}')
        return
    for name in TRIGGERS:
        schema_editor.execute(f'DROP TRIGGER IF EXISTS {name}')
    schema_editor.execute(f'DROP TABLE IF EXISTS {WORDS}')
    schema_editor.execute(f'DROP TABLE IF EXISTS {PENDING}')


class Migration(migrations.Migration):

    dependencies = [('cooperatives', '0001_register')]

    operations = [migrations.RunPython(index_words, forget)]
