from django.db import migrations

NOTES = 'reports_change'
TABLES = (
    'cooperatives_activityrecord',
    'cooperatives_alliancemembership',
    'cooperatives_lifeevent',
    'cooperatives_organisation',
    'cooperatives_participant',
    'cooperatives_place',
    'cooperatives_placesuccession',
    'cooperatives_sizerule',
    'events_award',
    'returns_annualreturn',
    'returns_period',
)
# A note for every statement, in its own transaction; its mark tells apart what a restored database has been through.
FUNCTION = (
    f'CREATE FUNCTION {NOTES}_noted() RETURNS trigger LANGUAGE plpgsql AS '
    f'$$ BEGIN INSERT INTO {NOTES} DEFAULT VALUES; RETURN NULL; END $$'
)


def watch(apps, schema_editor):
    """Note every change of what figures are read from (reports/snapshots.py)."""
    if schema_editor.connection.vendor != 'postgresql':
        return
    schema_editor.execute(
        f'CREATE TABLE {NOTES} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, '
        'weight bigint NOT NULL DEFAULT 1, mark uuid NOT NULL DEFAULT gen_random_uuid())'
    )
    schema_editor.execute(FUNCTION)
    for table in TABLES:
        schema_editor.execute(
            f'CREATE TRIGGER {NOTES} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} '
            f'FOR EACH STATEMENT EXECUTE FUNCTION {NOTES}_noted()'
        )
    schema_editor.execute(f'INSERT INTO {NOTES} DEFAULT VALUES')


def forget(apps, schema_editor):
    if schema_editor.connection.vendor != 'postgresql':
        return
    for table in TABLES:
        schema_editor.execute(f'DROP TRIGGER IF EXISTS {NOTES} ON {table}')
    schema_editor.execute(f'DROP FUNCTION IF EXISTS {NOTES}_noted')
    schema_editor.execute(f'DROP TABLE IF EXISTS {NOTES}')


class Migration(migrations.Migration):

    dependencies = [
        ('cooperatives', '0004_telephone'),
        ('events', '0002_award_order'),
        ('returns', '0002_corrections_of_periods'),
        ('reports', '0001_ledger'),
    ]

    operations = [migrations.RunPython(watch, forget)]
