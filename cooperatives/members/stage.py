"""Where the rows of a file wait until the whole of it is known to be good.

A stage is named by a key, so that whoever takes the work up again finds what was staged. Rows come in the order of the
file, a few thousand in each short transaction together with a mark of how far it went: what was killed leaves whole
batches. On PostgreSQL it is a pair of unlogged tables, which a crash of the database empties, mark and all; on SQLite
a file of its own, so that staging never holds the lock that everybody else writes under.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from cooperatives.members.reading import STAGED, Read
from office.importing import CellError

MAX_ERRORS = 1000  # that are told; the rest are counted
_PREFIX = "member_stage_"
_NUMBERS = {"line", "organisation_id", "birth_year", "capital"}
_FREE_TEXT = {"code", "name", "search_key"}
_KEY = re.compile(r"[a-z0-9_]+", re.ASCII)
_ROW = ", ".join(f"{name} {'bigint' if name in _NUMBERS else 'text'}" for name in STAGED)


@dataclass
class Mark:
    """How far a file was staged: rows read, good or not, and what is wrong with them (the first MAX_ERRORS)."""

    rows: int = 0
    wrong: int = 0
    errors: list[CellError] = field(default_factory=list)
    whole: bool = False

    def after(self, rows: int, errors: list[CellError]) -> "Mark":
        return Mark(self.rows + rows, self.wrong + len(errors), [*self.errors, *errors][:MAX_ERRORS])

    def as_json(self) -> str:
        return json.dumps(vars(self) | {"errors": [vars(error) for error in self.errors]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Mark":
        kept = json.loads(text)
        return cls(**kept | {"errors": [CellError(**error) for error in kept["errors"]]})


class Stage:
    """The stage of one file, named by `key`. `table` names its rows in statements, within `joined()`."""

    key: str
    table: str

    def mark(self) -> Mark:
        """How far the file was staged; the stage is made when there is none."""
        raise NotImplementedError

    def add(self, read: Read, mark: Mark) -> None:
        """Add rows and the mark behind them, both or neither."""
        raise NotImplementedError

    def finish(self) -> None:
        """Make ready what was staged for being compared with the register."""
        raise NotImplementedError

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Let statements of the database name `table`."""
        yield

    def parts(self, size: int) -> Iterator[str]:
        """Conditions on the rows `s` of `table`, each of which so many meet, in the order of the register's keys.

        Where nobody has to wait for it, all rows are one part.
        """
        raise NotImplementedError

    def drop(self) -> None:
        """Forget the stage; one that is not there is no error."""
        raise NotImplementedError


def stage(key: str) -> Stage:
    """The stage of that key: lower-case letters, digits and underscores."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} names no stage")
    return (_Tables if connection.vendor == "postgresql" else _File)(key)


def stages() -> Iterable[str]:
    """The keys of all stages there are."""
    if connection.vendor != "postgresql":
        return sorted(path.stem for path in _folder().glob("*.sqlite3"))
    tables = connection.introspection.table_names()
    return sorted(
        name.removeprefix(_PREFIX) for name in tables if name.startswith(_PREFIX) and not name.endswith("_mark")
    )


class _Tables(Stage):
    def __init__(self, key: str):
        self.key = key
        self.table = connection.ops.quote_name(f"{_PREFIX}{key}")
        self._mark = connection.ops.quote_name(f"{_PREFIX}{key}_mark")

    def mark(self) -> Mark:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE UNLOGGED TABLE IF NOT EXISTS {self.table} ({_ROW})")
            cursor.execute(f"CREATE UNLOGGED TABLE IF NOT EXISTS {self._mark} (mark text)")
            cursor.execute(f"SELECT mark FROM {self._mark}")
            found = cursor.fetchone()
            if found is None:
                cursor.execute(f"TRUNCATE {self.table}")
        return Mark.from_json(found[0]) if found else Mark()

    def add(self, read: Read, mark: Mark) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if read.rows:
                with cursor.copy(f"COPY {self.table} ({', '.join(STAGED)}) FROM STDIN") as copy:
                    copy.write(_copied(read.rows))
            cursor.execute(f"DELETE FROM {self._mark}")
            cursor.execute(f"INSERT INTO {self._mark} VALUES (%s)", [mark.as_json()])

    def finish(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {self.table}")

    def parts(self, size: int) -> Iterator[str]:
        yield "TRUE"

    def drop(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {self.table}, {self._mark}")


def _copied(rows: list[tuple]) -> bytes:
    """Rows as COPY reads them: tabs between, \\N for nothing."""
    columns = dict(zip(STAGED, zip(*rows, strict=True), strict=True))
    texts = [_escaped(column) if name in _FREE_TEXT else _in_text(column) for name, column in columns.items()]
    return "".join(map("{}\n".format, map("\t".join, zip(*texts, strict=True)))).encode()


def _escaped(column: tuple[str, ...]) -> Iterable[str]:
    return [text.replace("\\", "\\\\") for text in column] if "\\" in "".join(column) else column


def _in_text(column: tuple) -> list[str]:
    return ["\\N" if value is None else value if type(value) is str else str(value) for value in column]


class _File(Stage):
    """Kept in a database file of its own, attached to the register's only while both are read together."""

    def __init__(self, key: str):
        self.key = key
        self._path = _folder() / f"{key}.sqlite3"

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.touch(mode=0o600)
        own = sqlite3.connect(self._path, isolation_level=None, timeout=20)
        try:
            own.execute("PRAGMA synchronous=NORMAL")
            yield own
        finally:
            own.close()

    def mark(self) -> Mark:
        with self._open() as own:
            own.execute(f"CREATE TABLE IF NOT EXISTS rows ({_ROW})")
            own.execute("CREATE TABLE IF NOT EXISTS mark (mark text)")
            found = own.execute("SELECT mark FROM mark").fetchone()
        return Mark.from_json(found[0]) if found else Mark()

    def add(self, read: Read, mark: Mark) -> None:
        with self._open() as own:
            own.execute("BEGIN IMMEDIATE")
            own.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(STAGED))})", read.rows)
            own.execute("DELETE FROM mark")
            own.execute("INSERT INTO mark VALUES (?)", [mark.as_json()])
            own.execute("COMMIT")

    def finish(self) -> None:
        """Put the rows in the order of the register's keys, so that they go in one beside the other."""
        with self._open() as own:
            own.execute("BEGIN IMMEDIATE")
            if not own.execute("SELECT 1 FROM sqlite_master WHERE name = 'by_key'").fetchone():
                own.execute(f"CREATE TABLE sorted ({_ROW})")
                own.execute("INSERT INTO sorted SELECT * FROM rows ORDER BY organisation_id, code")
                own.execute("DROP TABLE rows")
                own.execute("ALTER TABLE sorted RENAME TO rows")
                own.execute("CREATE INDEX by_key ON rows (organisation_id, code)")
            own.execute("COMMIT")

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Attach the file; within a transaction, where SQLite lets none go again, copy its rows instead."""
        copied = connection.in_atomic_block
        self.table = "temp.staged_rows" if copied else "stage.rows"
        with connection.cursor() as cursor:
            if copied:
                self._copy(cursor)
            else:
                cursor.execute("ATTACH %s AS stage", [str(self._path)])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE temp.staged_rows" if copied else "DETACH stage")

    def _copy(self, cursor) -> None:
        cursor.execute(f"CREATE TEMPORARY TABLE staged_rows ({_ROW})")
        with self._open() as own:
            rows = own.execute("SELECT * FROM rows").fetchall()
        cursor.executemany(f"INSERT INTO temp.staged_rows VALUES ({', '.join(['%s'] * len(STAGED))})", rows)

    def parts(self, size: int) -> Iterator[str]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COALESCE(MAX(rowid), 0) FROM {self.table}")
            [last] = cursor.fetchone()
        for first in range(1, last + 1, size):
            yield f"s.rowid BETWEEN {first} AND {first + size - 1}"

    def drop(self) -> None:
        for ending in ("", "-journal"):
            with suppress(FileNotFoundError):
                self._path.with_name(self._path.name + ending).unlink()


def _folder() -> Path:
    folder = Path(settings.PRIVATE_ROOT) / "stages"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
