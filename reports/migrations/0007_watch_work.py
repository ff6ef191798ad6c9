from django.db import migrations

NOTES = 'reports_change'
TABLES = ('cooperatives_loan', 'events_activity')


def watch(apps, schema_editor):
    """Note every change of what figures are newly read from (reports/snapshots.py)."""
    if schema_editor.connection.vendor != 'postgresql':
        return
    for table in TABLES:
        schema_editor.execute(
            f'CREATE TRIGGER {NOTES} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} '
            f'FOR EACH STATEMENT EXECUTE FUNCTION {NOTES}_noted()'
        )
    schema_editor.execute(f'INSERT INTO {NOTES} DEFAULT VALUES')


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        for table in TABLES:
            schema_editor.execute(f'DROP TRIGGER IF EXISTS {NOTES} ON {table}')


class Migration(migrations.Migration):

    dependencies = [
        ('cooperatives', '0007_loans'),
        ('events', '0007_activities'),
        ('reports', '0006_conclusions'),
    ]

    operations = [migrations.RunPython(watch, forget)]
