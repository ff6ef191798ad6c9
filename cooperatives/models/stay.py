"""Stays: what begins on a day, may end on one, and is never had twice at once by the same."""

from collections.abc import Sequence

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table


class NeverTwiceAtOnce(models.BaseConstraint):
    """No two rows that agree in the keys `of` share a day, counted from `since` to the day before `left_on`.

    Held by the database however rows are written: PostgreSQL by an exclusion constraint, SQLite by triggers, which
    are made with the table and so come back whenever a migration makes the table anew. Whoever breaks it meets an
    IntegrityError; `clean()` of the model says beforehand, in words, which other row stands in the way.
    """

    def __init__(self, *, of: Sequence[str], since: str, name: str):
        super().__init__(name=name)
        self.of, self.since = tuple(of), since

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "of": self.of, "since": self.since}

    def __eq__(self, other):
        return isinstance(other, NeverTwiceAtOnce) and self.deconstruct() == other.deconstruct()

    def __hash__(self):
        return hash((self.name, self.of, self.since))

    def validate(self, model, instance, exclude=None, using=None):
        """Said by the model's own clean(), at the field and with the days of the other row."""

    def constraint_sql(self, model, schema_editor):
        """What stands in CREATE TABLE; on SQLite the triggers, which follow it."""
        if schema_editor.connection.vendor != "sqlite":
            return f"CONSTRAINT {schema_editor.quote_name(self.name)} {self._exclusion(model, schema_editor)}"
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return None

    def create_sql(self, model, schema_editor):
        table = Table(model._meta.db_table, schema_editor.quote_name)
        definition = self._exclusion(model, schema_editor)
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s %(definition)s",
            table=table,
            name=schema_editor.quote_name(self.name),
            definition=definition,
        )

    def remove_sql(self, model, schema_editor):
        return schema_editor._delete_constraint_sql(schema_editor.sql_delete_constraint, model, self.name)

    def _columns(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> tuple[list[str], str]:
        keys = [schema_editor.quote_name(model._meta.get_field(name).column) for name in self.of]
        return keys, schema_editor.quote_name(model._meta.get_field(self.since).column)

    def _exclusion(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """A range of one key is the key itself: ranges need no extension of the database to be compared."""
        keys, since = self._columns(model, schema_editor)
        same = [f"int8range({key}, {key}, '[]') WITH &&" for key in keys]
        return f"EXCLUDE USING gist ({', '.join(same)}, daterange({since}, left_on) WITH &&)"

    def _triggers(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        keys, since = self._columns(model, schema_editor)
        same = " AND ".join(f"{key} = new.{key}" for key in keys)
        template = (
            f"CREATE TRIGGER {self.name}_%(when)s AFTER %(event)s ON %(table)s BEGIN "
            f"SELECT raise(ABORT, 'constraint failed: {self.name}') FROM %(table)s WHERE id <> new.id AND {same} "
            f"AND (new.left_on IS NULL OR {since} < new.left_on) AND (left_on IS NULL OR left_on > new.{since}); END"
        )
        events = {"added": "INSERT", "changed": f"UPDATE OF {', '.join([*keys, since, 'left_on'])}"}
        return [
            Statement(template, table=Table(model._meta.db_table, schema_editor.quote_name), when=when, event=event)
            for when, event in events.items()
        ]
