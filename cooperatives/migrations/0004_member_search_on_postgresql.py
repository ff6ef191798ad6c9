from django.db import DatabaseError, migrations, transaction

TABLE = 'cooperatives_member'
INDEX = 'member_by_part_of_name'


def search_by_parts(apps, schema_editor):
    """Sort and search names byte by byte, as SQLite does, and index the parts of words where pg_trgm may be had."""
    connection = schema_editor.connection
    if connection.vendor != 'postgresql':
        return
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE {TABLE} ALTER COLUMN search_key TYPE text COLLATE "C"')
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute('CREATE EXTENSION IF NOT EXISTS pg_trgm')
        except DatabaseError:  # not installed, or not ours to create: searching reads the index of names instead
            return
        cursor.execute(f'CREATE INDEX {INDEX} ON {TABLE} USING gin (search_key gin_trgm_ops)')


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(f'DROP INDEX IF EXISTS {INDEX}')


class Migration(migrations.Migration):

    dependencies = [('cooperatives', '0003_members_from_files')]

    operations = [migrations.RunPython(search_by_parts, forget)]
