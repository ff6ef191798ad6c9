"""How what tests write is taken out of the database again, where pytest-django's own way would cost too much time."""

from contextlib import contextmanager

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

KEPT = {model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through)}


@contextmanager
def undone_in_the_end(django_db_blocker):
    """Rows made once for the tests of a class or module; what each test changes of them is undone after it as ever."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def empty() -> None:
    """After a test that commits: delete what it wrote. No such test changes the roles, which a new database knows.

    Django would empty every table, some two hundred, whether it has rows or not, and then make all rights anew, but no
    roles: on PostgreSQL, where each table gets new files, that takes longer than most tests.
    """
    with transaction.atomic(), connection.cursor() as cursor:  # keys between tables are looked at in the end
        for table in _filled(cursor):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def _filled(cursor) -> list[str]:
    """Tables of models that have rows."""
    tables = set(connection.introspection.django_table_names(include_views=False)) - KEPT
    quoted = connection.ops.quote_name
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quoted(table)})" for table in sorted(tables))
    cursor.execute(" UNION ALL ".join(asked))
    return [table for (table,) in cursor.fetchall()]
