"""The database as a backup keeps it, SQLite: a copy that SQLite itself makes, as of one moment."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from office.backups import BackupRefused
from office.backups.manifest import Manifest, StoredTable
from office.backups.private_files import check_nothing_left, flush
from office.backups.tables import MIGRATIONS, is_filled_by_migrations

_ROWS_AT_ONCE = 1000


class SQLiteDatabase:
    vendor = "sqlite"
    member = "database.sqlite3"
    compressed = True  # by the ZIP file

    def __init__(self, connection: BaseDatabaseWrapper):
        self._connection = connection
        self._path = Path(connection.settings_dict["NAME"])
        self._before: Path | None = None

    @property
    def server_version(self) -> str:
        return sqlite3.sqlite_version

    def staging_place(self, private: Path) -> Path:
        """Where a copy must lie to be put in place at once: on the same disk."""
        return self._path.parent

    def dump(self, target: Path) -> tuple[tuple[StoredTable, ...], tuple[str, ...]]:
        """Write the database as of one moment; tell its tables and the migrations applied. Raises BackupRefused."""
        if not self._connection.is_in_memory_db() and not self._path.exists():
            raise BackupRefused(f"Chưa có cơ sở dữ liệu {self._path}: hãy kiểm tra DATABASE_URL.")
        target.touch(mode=0o600)
        with self._connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        check_integrity(target)
        with _open(target) as own:
            return _tables(own), _migrations(own)

    def tables(self) -> tuple[StoredTable, ...]:
        with _open(self._path) as own:
            return _tables(own)

    def check_can_take(self, told: Manifest) -> None:
        """Raises BackupRefused where the database holds anything, or another process has it open."""
        if not self._path.parent.is_dir():
            raise BackupRefused(f"Không có thư mục {self._path.parent}: hãy tạo nó, hoặc kiểm tra DATABASE_URL.")
        check_nothing_left(self._path.parent)
        self._connection.close()
        for ending in ("-journal", "-wal"):
            if self._path.with_name(self._path.name + ending).exists():
                raise BackupRefused(
                    f"Cạnh {self._path} còn tệp “{ending}”: có chương trình đang dùng cơ sở dữ liệu. "
                    "Hãy dừng máy chủ web và run_worker rồi khôi phục lại."
                )
        if self._path.exists() and self._path.stat().st_size:
            with _open(self._path) as own:
                if table := _first_with_entries(own):
                    raise BackupRefused(
                        f"Cơ sở dữ liệu {self._path} đã có dữ liệu (bảng {table}): chỉ khôi phục vào cổng trống. "
                        "Hãy đặt DATABASE_URL vào một tệp mới."
                    )

    def put_in_place(self, dump: Path) -> None:
        """Let the copy be the database, in one step. Raises BackupRefused where it is damaged."""
        check_integrity(dump)
        if self._path.exists():
            self._before = dump.with_name("before")
            os.link(self._path, self._before)
        dump.replace(self._path)
        flush(self._path.parent)

    def take_away(self) -> None:
        """Undo `put_in_place`: the empty database, or none, is back."""
        self._connection.close()
        if self._before:
            self._before.replace(self._path)
        else:
            self._path.unlink(missing_ok=True)


def check_integrity(path: Path) -> None:
    with _open(path) as own:
        found = own.execute("PRAGMA integrity_check(1)").fetchall()
    if found != [("ok",)]:
        raise BackupRefused(
            f"SQLite báo cơ sở dữ liệu hỏng ({found[0][0]}). Hãy dừng cổng, giữ nguyên tệp và khôi phục "
            "từ bản sao lưu gần nhất còn tốt."
        )


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=20)) as own:
            own.text_factory = _text
            yield own
    except sqlite3.Error as error:
        raise BackupRefused(f"SQLite không đọc được {path} ({error}): tệp đã hỏng hoặc không phải của cổng.") from error


def _text(stored: bytes) -> str:
    """Whatever bytes a text holds are told apart, even where they are no UTF-8."""
    return stored.decode("utf-8", "surrogateescape")


def _tables(own: sqlite3.Connection) -> tuple[StoredTable, ...]:
    return tuple(_stored(own, name) for name in _names(own))


def _names(own: sqlite3.Connection) -> list[str]:
    """All tables but virtual ones, whose content lies in tables that are named too."""
    where = "type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_stat%'"
    return [name for (name,) in own.execute(f"SELECT name FROM sqlite_master WHERE {where} ORDER BY name")]


def _stored(own: sqlite3.Connection, name: str) -> StoredTable:
    columns = own.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
    keys = [column for column in sorted(columns, key=lambda column: column[5]) if column[5]] or columns
    shown, order = (", ".join(_quoted(column[1]) for column in some) for some in (columns, keys))
    digest, rows = hashlib.sha256(repr([column[1] for column in columns]).encode()), 0
    cursor = own.execute(f"SELECT {shown} FROM {_quoted(name)} ORDER BY {order}")
    while some := cursor.fetchmany(_ROWS_AT_ONCE):
        rows += len(some)
        digest.update("\n".join(map(repr, some)).encode() + b"\n")
    return StoredTable(name, rows, digest.hexdigest())


def _migrations(own: sqlite3.Connection) -> tuple[str, ...]:
    if MIGRATIONS not in _names(own):
        return ()
    return tuple(f"{app}.{name}" for app, name in own.execute(f"SELECT app, name FROM {MIGRATIONS} ORDER BY 1, 2"))


def _first_with_entries(own: sqlite3.Connection) -> str | None:
    for name in _names(own):
        if name.startswith("sqlite_") or is_filled_by_migrations(name):
            continue
        if own.execute(f"SELECT 1 FROM {_quoted(name)} LIMIT 1").fetchone():
            return name
    return None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
