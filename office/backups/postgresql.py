"""The database as a backup keeps it, PostgreSQL: pg_dump of the very snapshot that was counted."""

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from office.backups import BackupRefused
from office.backups.clients import checked, ended, environment, target_of
from office.backups.manifest import Manifest, StoredTable
from office.backups.tables import MIGRATIONS, is_filled_by_migrations, is_ours

# Persistent and unlogged tables, in every schema but the system's and those of other sessions and extensions.
_TABLES = """
SELECT c.oid::regclass::text, c.relpersistence = 'u'
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.oid::regclass::text COLLATE "C"
"""
_COLUMNS = """
SELECT quote_ident(a.attname), a.attcollation <> 0, array_position(i.indkey::int2[], a.attnum)
FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
"""
_FUNCTIONS = """
SELECT p.proname, p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = current_schema()::regnamespace
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
# Values as text depend on these; a backup and its restore must read alike.
_ALIKE = {
    "datestyle": "ISO, YMD",
    "intervalstyle": "postgres",
    "timezone": "UTC",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}


class PostgreSQLDatabase:
    vendor = "postgresql"
    member = "database.dump"
    compressed = False  # pg_dump has done so

    def __init__(self, connection: BaseDatabaseWrapper):
        self._connection = connection

    @property
    def server_version(self) -> str:
        version = self._connection.pg_version
        return f"{version // 10000}.{version % 10000}"

    @property
    def _major(self) -> int:
        return self._connection.pg_version // 10000

    def staging_place(self, private: Path) -> Path:
        return private

    def dump(self, target: Path) -> tuple[tuple[StoredTable, ...], tuple[str, ...]]:
        """Write the database as of one moment; tell its tables and the migrations applied. Raises BackupRefused.

        Unlogged tables hold rows under way, which the server itself drops when it breaks down: they stay out.
        """
        program = checked("pg_dump", self._major)
        with self._as_of_now() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            [snapshot] = cursor.fetchone()
            passing = [name for name, unlogged in _names(cursor) if unlogged]
            target.touch(mode=0o600)
            command = [program, "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}"]
            command += [f"--exclude-table={name}" for name in passing]
            self._run([*command, f"--dbname={target_of(self._connection)}"])
            return _tables(cursor), _migrations(cursor)

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, env=environment(self._connection), capture_output=True, check=False)
        if done.returncode:
            raise BackupRefused(ended(command[0], done.stderr))

    def tables(self) -> tuple[StoredTable, ...]:
        with self._as_of_now() as cursor:
            return _tables(cursor)

    @contextmanager
    def _as_of_now(self) -> Iterator[CursorWrapper]:
        """A cursor for which the database stands still."""
        with self._connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            try:
                for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):  # pg_dump may take long
                    cursor.execute(f"SET LOCAL {limit} = 0")
                yield cursor
            finally:
                cursor.execute("ROLLBACK")

    def check_can_take(self, told: Manifest) -> None:
        """Raises BackupRefused where the database holds anything, or the server or its programs are too old."""
        if (theirs := _first_number(told.database.server_version)) > self._major:
            raise BackupRefused(
                f"Bản sao lưu từ PostgreSQL {theirs}, máy chủ này là PostgreSQL {self._major}: "
                f"hãy khôi phục vào máy chủ bản {theirs} trở lên."
            )
        for program in ("pg_restore", "psql"):
            checked(program, self._major)
        with self._connection.cursor() as cursor:
            for name, _ in _names(cursor):
                if is_filled_by_migrations(name):
                    continue
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name})")
                if cursor.fetchone()[0]:
                    raise BackupRefused(
                        f"Cơ sở dữ liệu {self._connection.settings_dict['NAME']} đã có dữ liệu (bảng {name}): "
                        "chỉ khôi phục vào cổng trống. Hãy tạo cơ sở dữ liệu mới (createdb) và đặt DATABASE_URL vào đó."
                    )

    def put_in_place(self, dump: Path) -> None:
        """Replace the empty tables by those of the dump in one transaction. Raises BackupRefused."""
        begin = f"BEGIN;\n{self._clearing()}\n".encode()
        self._connection.close()
        told, variables = f"--dbname={target_of(self._connection)}", environment(self._connection)
        reading = [checked("pg_restore", 0), "--no-owner", "--no-privileges", "--file=-", str(dump)]
        writing = [checked("psql", 0), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", told]
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as read:
            source = subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=read, env=variables)
            target = subprocess.Popen(writing, stdin=subprocess.PIPE, stderr=said, env=variables)
            with suppress(BrokenPipeError):  # psql has said why it ended
                target.stdin.write(begin)
                shutil.copyfileobj(source.stdout, target.stdin)
                if source.wait() == 0:  # otherwise psql ends without COMMIT, and the server takes all of it back
                    target.stdin.write(b"\nCOMMIT;\n")
            source.stdout.close()
            with suppress(BrokenPipeError):
                target.stdin.close()
            for name, process, words in (("psql", target, said), ("pg_restore", source, read)):
                if process.wait():
                    words.seek(0)
                    raise BackupRefused(ended(name, words.read()))

    def take_away(self) -> None:
        """Remove the tables that `put_in_place` brought."""
        clearing = self._clearing()
        with self._connection.cursor() as cursor:
            if clearing:
                cursor.execute(clearing)

    def _clearing(self) -> str:
        """SQL that removes what is the portal's own."""
        with self._connection.cursor() as cursor:
            tables = [name for name, _ in _names(cursor) if is_ours(name)]
            cursor.execute(_FUNCTIONS)
            functions = [signature for name, signature in cursor.fetchall() if is_ours(name)]
        return "\n".join(
            [f"DROP TABLE IF EXISTS {name} CASCADE;" for name in tables]
            + [f"DROP FUNCTION IF EXISTS {signature} CASCADE;" for signature in functions]
        )


def _names(cursor) -> list[tuple[str, bool]]:
    """Tables as SQL names them, and whether they are unlogged."""
    cursor.execute(_TABLES)
    return cursor.fetchall()


def _tables(cursor) -> tuple[StoredTable, ...]:
    for name, value in _ALIKE.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    return tuple(_stored(cursor, name) for name, unlogged in _names(cursor) if not unlogged)


def _stored(cursor, name: str) -> StoredTable:
    cursor.execute(_COLUMNS, [name])
    columns = cursor.fetchall()
    keys = sorted((column for column in columns if column[2] is not None), key=lambda column: column[2])
    order = ", ".join(f'{column} COLLATE "C"' if collated else column for column, collated, _ in keys)
    shown = ", ".join(column for column, *_ in columns)
    digest = hashlib.sha256(shown.encode())
    order = order or 't::text COLLATE "C"'
    with cursor.copy(f"COPY (SELECT {shown} FROM {name} t ORDER BY {order}) TO STDOUT") as rows:
        for block in rows:
            digest.update(block)
    return StoredTable(name, cursor.rowcount, digest.hexdigest())


def _migrations(cursor) -> tuple[str, ...]:
    if MIGRATIONS not in dict(_names(cursor)):
        return ()
    cursor.execute(f'SELECT app, name FROM {MIGRATIONS} ORDER BY app COLLATE "C", name COLLATE "C"')
    return tuple(f"{app}.{name}" for app, name in cursor.fetchall())


def _first_number(version: str) -> int:
    found = re.match(r"\d{1,4}", version, re.ASCII)
    return int(found[0]) if found else 0
