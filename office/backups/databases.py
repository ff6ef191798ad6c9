"""The database of a connection, in the form its vendor backs it up."""

from django.db.backends.base.base import BaseDatabaseWrapper

from office.backups import BackupRefused
from office.backups.postgresql import PostgreSQLDatabase
from office.backups.sqlite import SQLiteDatabase

Database = PostgreSQLDatabase | SQLiteDatabase
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_FORMS = {"sqlite": SQLiteDatabase, "postgresql": PostgreSQLDatabase}


def database_of(connection: BaseDatabaseWrapper) -> Database:
    """Raises BackupRefused for a vendor the portal does not run on."""
    if connection.vendor not in _FORMS:
        raise BackupRefused(f"Chưa sao lưu được {connection.display_name}: cổng chỉ chạy trên SQLite và PostgreSQL.")
    return _FORMS[connection.vendor](connection)
