"""The places whose words answer a query, the newest first: an FTS5 table on SQLite, a tsvector on PostgreSQL.

Both are kept by the database itself from the rows of SearchEntry. Every key is one token made of letters, digits and
"_", quoted and given as a parameter: nothing that is typed is read as an operator.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

CANCELED = "57014"  # the SQLSTATE of a statement that was given up
PATIENCE = 5_000  # milliseconds for each statement of a search, where the database can be told so
TABLE, TOKENS = "news_searchentry", "news_searchtokens"
Span = tuple[int, int]
_FORGOTTEN = f"INSERT INTO {TOKENS} ({TOKENS}, rowid, words, marks) VALUES ('delete', old.place, old.words, old.marks);"
_INDEXED = f"INSERT INTO {TOKENS} (rowid, words, marks) VALUES (new.place, new.words, new.marks);"
# SQLite forgets triggers when a later migration makes the table anew: such a migration ends with these again.
TRIGGERS = {
    "search_entry_added": f"AFTER INSERT ON {TABLE} BEGIN {_INDEXED} END",
    "search_entry_changed": f"AFTER UPDATE ON {TABLE} BEGIN {_FORGOTTEN} {_INDEXED} END",
    "search_entry_deleted": f"AFTER DELETE ON {TABLE} BEGIN {_FORGOTTEN} END",
}
# Tokens alone, no positions: pairs tell what stands side by side. "ascii" takes every other letter as it is.
_CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {TOKENS} USING fts5(words, marks, content='{TABLE}', content_rowid='place', "
        """detail=none, columnsize=0, tokenize="ascii tokenchars '_'")""",
        *(f"CREATE TRIGGER {name} {body}" for name, body in TRIGGERS.items()),
        f"INSERT INTO {TOKENS} ({TOKENS}) VALUES ('rebuild')",
    ),
    # Long texts lie beside the rows, so that many rows are read quickly; the tokens uncompressed, to be read in part.
    "postgresql": (
        f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
        f"ALTER TABLE {TABLE} ADD COLUMN tokens tsvector GENERATED ALWAYS AS "
        "(array_to_tsvector(string_to_array(ltrim(words || ' ' || marks), ' '))) STORED",
        f"ALTER TABLE {TABLE} ALTER COLUMN tokens SET STORAGE EXTERNAL",
        f"ALTER TABLE {TABLE} ALTER COLUMN tokens SET STATISTICS 500",
        f"CREATE INDEX {TOKENS} ON {TABLE} USING gin (tokens) WITH (fastupdate = off)",
    ),
}
_DROP = {
    "sqlite": (*(f"DROP TRIGGER {name}" for name in TRIGGERS), f"DROP TABLE {TOKENS}"),
    "postgresql": (f"ALTER TABLE {TABLE} DROP COLUMN tokens",),
}


def create_index(execute, vendor: str) -> None:
    """Make what finds words, by `execute(sql)`; called by the migration."""
    for statement in _CREATE[vendor]:
        execute(statement)


def drop_index(execute, vendor: str) -> None:
    for statement in _DROP[vendor]:
        execute(statement)


class TookTooLong(RuntimeError):
    """The database gave up a search."""


@contextmanager
def bounded() -> Iterator[None]:
    """What is asked within ends after PATIENCE, or fails as TookTooLong. SQLite knows no such bound."""
    if connection.vendor != "postgresql":
        yield
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(PATIENCE)])
            yield
    except OperationalError as failure:
        if getattr(failure.__cause__, "sqlstate", None) != CANCELED:
            raise
        raise TookTooLong from failure


def places_with(keys: Sequence[str], *, phrases: Sequence[str] = (), span: Span | None = None, most: int) -> list[int]:
    """The newest `most` places that have all the keys and hold every phrase (folded words), within a span of places."""
    build = _sqlite if connection.vendor == "sqlite" else _postgresql
    sql, params = build(keys, phrases, span)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, most])
        return [place for (place,) in cursor.fetchall()]


def _sqlite(keys: Sequence[str], phrases: Sequence[str], span: Span | None) -> tuple[str, list]:
    where, params = [f"{TOKENS} MATCH %s"], [" AND ".join(f'"{key}"' for key in keys)]
    tables = TOKENS
    if phrases:
        tables = f"{TOKENS} CROSS JOIN {TABLE} ON place = {TOKENS}.rowid"
        where += [f"instr(' ' || {TABLE}.words || ' ', %s) > 0"] * len(phrases)
        params += [f" {phrase} " for phrase in phrases]
    if span:
        where.append(f"{TOKENS}.rowid BETWEEN %s AND %s")
        params += span
    asked = f"SELECT {TOKENS}.rowid FROM {tables} WHERE {' AND '.join(where)}"
    return f"{asked} ORDER BY {TOKENS}.rowid DESC LIMIT %s", params


def _postgresql(keys: Sequence[str], phrases: Sequence[str], span: Span | None) -> tuple[str, list]:
    where, params = ["tokens @@ %s::tsquery"], [" & ".join(f"'{key}'" for key in keys)]
    where += ["strpos(' ' || words || ' ', %s) > 0"] * len(phrases)
    params += [f" {phrase} " for phrase in phrases]
    if span:
        where.append("place BETWEEN %s AND %s")
        params += span
    return f"SELECT place FROM {TABLE} WHERE {' AND '.join(where)} ORDER BY place DESC LIMIT %s", params
