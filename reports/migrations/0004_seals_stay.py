

import office.fields
from django.db import migrations, models


MESSAGE = 'Bản đã ban hành không sửa, không xóa được: hãy lập bản thay thế.'
# Table, and when its rows stay. No trigger speaks of another table: SQLite could then not rename that one any more.
STAYING = (
    ('reports_seal', 'TRUE'),
    ('reports_erratum', 'TRUE'),
    ('reports_report', "OLD.state = 'sealed'"),
)
FUNCTIONS = (
    'CREATE FUNCTION reports_stays() RETURNS trigger LANGUAGE plpgsql AS '
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    # An empty table may be emptied, as tests do with every table there is.
    'CREATE FUNCTION reports_stays_full() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE there boolean; '
    "BEGIN EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I AS old WHERE %s)', TG_TABLE_NAME, TG_ARGV[0]) INTO there; "
    f"IF there THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
    'RETURN NULL; END $$',
)


def stay(apps, schema_editor):
    """Let the database itself refuse to change or remove what was sealed."""
    if schema_editor.connection.vendor == 'postgresql':
        for function in FUNCTIONS:
            schema_editor.execute(function, params=None)
    for table, when in STAYING:
        for statement in _statements(schema_editor.connection.vendor, table, when):
            schema_editor.execute(statement, params=None)


def _statements(vendor, table, when):
    if vendor == 'postgresql':
        asked = when.replace("'", "''")
        yield (
            f'CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW WHEN ({when}) '
            'EXECUTE FUNCTION reports_stays()'
        )
        yield (
            f'CREATE TRIGGER {table}_stays_full BEFORE TRUNCATE ON {table} '
            f"EXECUTE FUNCTION reports_stays_full('{asked}')"
        )
        return
    for verb in ('UPDATE', 'DELETE'):
        yield (
            f'CREATE TRIGGER {table}_stays_{verb.lower()} BEFORE {verb} ON {table} WHEN {when} '
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def give_way(apps, schema_editor):
    for table, _ in STAYING:
        if schema_editor.connection.vendor == 'postgresql':
            for name in (f'{table}_stays', f'{table}_stays_full'):
                schema_editor.execute(f'DROP TRIGGER IF EXISTS {name} ON {table}')
        else:
            for verb in ('update', 'delete'):
                schema_editor.execute(f'DROP TRIGGER IF EXISTS {table}_stays_{verb}')
    if schema_editor.connection.vendor == 'postgresql':
        for name in ('reports_stays', 'reports_stays_full'):
            schema_editor.execute(f'DROP FUNCTION IF EXISTS {name}')


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0003_conference_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalreport',
            name='returned_because',
            field=office.fields.LineField(blank=True, editable=False, max_length=300, verbose_name='trả lại vì'),
        ),
        migrations.AddField(
            model_name='report',
            name='approved_content',
            field=models.TextField(blank=True, editable=False, verbose_name='nội dung đã duyệt'),
        ),
        migrations.AddField(
            model_name='report',
            name='returned_because',
            field=office.fields.LineField(blank=True, editable=False, max_length=300, verbose_name='trả lại vì'),
        ),
        migrations.RunPython(stay, give_way),
    ]
